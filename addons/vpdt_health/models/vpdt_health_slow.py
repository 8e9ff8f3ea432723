import logging

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from ..checks import Reading, calls
from .vpdt_health_measure import _days

_logger = logging.getLogger(__name__)
#: Seconds from which a request is slow; days that they are kept.
THRESHOLD = "vpdt_health.slow_seconds"
KEEP = "vpdt_health.slow_keep_days"
_USUAL_SECONDS, _USUAL_DAYS = 2.0, 30


class VpdtHealthSlow(models.Model):
    """A request that took long: its route, model and method, never its parameters.

    Nor who made it: it is about the system. Written after the answer has gone out
    (`ir.http`); what is quick writes nothing and asks nothing.
    """

    _name = "vpdt.health.slow"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Slow request"
    _order = "id desc"
    _rec_name = "route"
    _log_access = False

    at = fields.Datetime(string="When", required=True)
    route = fields.Char(required=True)
    model = fields.Char()
    method = fields.Char(string="Method called")
    seconds = fields.Float(required=True, digits=(8, 2), aggregator="max")
    query_seconds = fields.Float(
        string="of it database", digits=(8, 2), aggregator="max"
    )
    queries = fields.Integer(aggregator="max")

    _by_time = models.Index("(at)")

    @api.model
    def _threshold(self):
        """Return the seconds from which a request is slow."""
        # sudo: a setting, for whoever made the request
        text = self.env["ir.config_parameter"].sudo().get_param(THRESHOLD)
        try:
            return max(calls.FLOOR, float(text or _USUAL_SECONDS))
        except (TypeError, ValueError):
            return _USUAL_SECONDS

    @classmethod
    def _note(cls, registry, route, told, seconds, query_seconds, queries):
        """Note a request that took `seconds`, if that is slow; never fails.

        In a transaction of its own that waits neither for the disk nor for locks.

        :param route: pattern of the route, without what a client put into it
        :param told: "model.method" of a call, as Odoo notes it; "" for others
        """
        try:
            with registry.cursor() as cr:
                rows = api.Environment(cr, SUPERUSER_ID, {})["vpdt.health.slow"]
                if seconds < rows._threshold():
                    return
                model, method = calls.call_of(told, registry)
                cr.execute(
                    SQL(
                        """
                        SET LOCAL lock_timeout = '200ms';
                        SET LOCAL synchronous_commit = off;
                        INSERT INTO vpdt_health_slow (at, route, model, method, seconds,
                                                      query_seconds, queries)
                        VALUES (%s, %s, %s, %s, %s, %s, %s)
                        """,
                        fields.Datetime.now(),
                        route,
                        model or None,
                        method or None,
                        seconds,
                        query_seconds,
                        queries,
                    ),
                    log_exceptions=False,
                )
        # The answer has gone out: whatever it is, nobody is left to hear of it.
        except Exception as error:  # pylint: disable=broad-except
            _logger.warning("a slow request was not noted: %s", error)

    @api.autovacuum
    def _gc_old(self):
        # sudo: a setting, for the server's clockwork
        get = self.env["ir.config_parameter"].sudo().get_param
        days = _days(get(KEEP), _USUAL_DAYS)
        self.env.cr.execute(
            SQL(
                "DELETE FROM vpdt_health_slow WHERE at < %s",
                fields.Datetime.subtract(fields.Datetime.now(), days=days),
            )
        )


class VpdtHealthProbe(models.AbstractModel):
    _inherit = "vpdt.health.probe"

    @api.model
    def _measure_slow_requests(self, limits):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT coalesce(model || '.' || method, route), count(*), max(seconds)
                  FROM vpdt_health_slow WHERE at >= %s
                 GROUP BY 1 ORDER BY 2 DESC, 3 DESC
                """,
                self._before(max(1, limits.after)),
            )
        )
        facts = {"seconds": self.env["vpdt.health.slow"]._threshold()}
        if rows:
            facts |= {
                "often": rows[0][0],
                "worst": max(float(worst) for _what, _count, worst in rows),
            }
        per_hour = sum(count for _what, count, _worst in rows) / max(1, limits.after)
        return [Reading(per_hour, facts)]

    @api.model
    def _say_slow_requests(self, said):
        seconds = self._figure(said.facts["seconds"], "seconds")
        if not said.value:
            return self.env._("No request took %(time)s or more.", time=seconds), ""
        return (
            self.env._(
                "%(count)s requests an hour took %(time)s or more, the longest "
                "%(worst)s; most of them: %(what)s.",
                count=said.figure,
                time=seconds,
                worst=self._figure(said.facts["worst"], "seconds"),
                what=said.facts["often"],
            ),
            self.env._(
                "Compare with the hours of backups and large prints; if it stays so, "
                "more workers or memory are needed."
            ),
        )
