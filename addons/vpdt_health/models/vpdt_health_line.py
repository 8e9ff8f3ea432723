from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.vpdt_accounts.models.vpdt_overseen_mixin import MANAGERS

from ..checks import AREAS, CHECKS, ORDER, judge, overall
from .vpdt_health_check import CODES
from .vpdt_health_measure import STATES

#: The word by which a monitor outside gets the details (system parameter).
TOKEN = "vpdt_health.token"
OPERATOR = "vpdt_accounts.group_vpdt_accounts_operator"
#: Measured longer ago it says nothing any more: the job runs every hour.
STALE = timedelta(hours=3)
#: The trend: so many points, each of so many seconds, until now.
_POINTS, _SLOT = 28, 6 * 3600
#: Of PostgreSQL's advisory locks: one measuring at a time.
_LOCK = 553_018


class VpdtHealthLine(models.Model):
    """How each part of the system is, since when, and what to do (R18).

    | who                              | sees                             | may       |
    |----------------------------------|----------------------------------|-----------|
    | operators of the whole office    | all                              | check now |
    | the operator of an agency        | the counts of his agency         |           |
    | everybody else                   | nothing                          |           |

    Written by the hourly job (`_cron_check`); each row is what the last measurement
    came to. Words are made when they are read, in the reader's language.
    """

    _name = "vpdt.health.line"
    _inherit = ["vpdt.system.written.mixin", "vpdt.health.overseen.mixin"]
    _description = "State of the system"
    _order = "rank desc, sequence, agency_id, id"
    _rec_name = "code"

    code = fields.Selection(CODES, string="Check", required=True)
    area = fields.Selection(AREAS, required=True)
    sequence = fields.Integer(required=True)
    state = fields.Selection(STATES, required=True)
    rank = fields.Integer(required=True, aggregator=None)
    value = fields.Float(digits=0, aggregator=None)
    known = fields.Boolean(required=True, help="Whether there is a value.")
    facts = fields.Json()
    since = fields.Datetime(required=True)
    checked_at = fields.Datetime(string="Measured", required=True)
    told_state = fields.Selection(STATES, help="What people were told of last.")
    notice_ids = fields.One2many("vpdt.health.notice", "line_id", string="Who was told")
    figure = fields.Char(compute="_compute_words")
    what = fields.Char(string="How it is", compute="_compute_words")
    todo = fields.Char(string="What to do", compute="_compute_words")
    is_stale = fields.Boolean(
        compute="_compute_is_stale", help="Not measured for three hours."
    )
    trend = fields.Json(compute="_compute_trend", string="Seven days")

    _once = models.UniqueIndex("(code, coalesce(agency_id, 0))")

    @api.depends("code", "agency_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["code"]._description_selection(self.env))
        for line in self:
            name = names.get(line.code, line.code)
            # sudo: names of agencies are no secret
            agency = line.agency_id.sudo().name
            line.display_name = f"{name} – {agency}" if agency else name

    @api.depends("code", "value", "known", "facts", "state")
    @api.depends_context("lang", "tz")
    def _compute_words(self):
        # sudo: what is said names jobs and settings, for who may read the line
        probe = self.env["vpdt.health.probe"].sudo()
        for line in self:
            line.update(
                probe._words(line.code, line.value, line.known, line.facts, line.state)
            )

    @api.depends("checked_at")
    def _compute_is_stale(self):
        before = fields.Datetime.now() - STALE
        for line in self:
            line.is_stale = not line.checked_at or line.checked_at < before

    @api.depends("code", "agency_id", "checked_at")
    def _compute_trend(self):
        """Means of six hours over seven days: one query for all lines."""
        now = fields.Datetime.now()
        start = now - timedelta(seconds=_POINTS * _SLOT)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT code, coalesce(agency_id, 0),
                       floor(extract(epoch FROM at - %(start)s) / %(slot)s)::int,
                       avg(value)
                  FROM vpdt_health_measure
                 WHERE code = ANY(%(codes)s) AND known
                   AND at >= %(start)s AND at <= %(now)s
                 GROUP BY 1, 2, 3
                """,
                start=start,
                now=now,
                slot=_SLOT,
                codes=list(set(self.mapped("code"))),
            )
        )
        found = defaultdict(dict)
        for code, agency, slot, value in rows:
            found[code, agency][min(slot, _POINTS - 1)] = value
        for line in self:
            values = found[line.code, line.agency_id.id or 0]
            points = [values.get(place) for place in range(_POINTS)]
            line.trend = {"points": points, "state": line.state}

    # -- measuring ------------------------------------------------------------------

    def action_check_now(self):
        """Measure everything now, as the hourly job does; tell whom it has to be told.

        No @api.model: a button in the head of a list calls it with the chosen rows.

        :raises AccessError: the user does not look after the whole office
        :raises UserError: somebody else is measuring at this moment
        """
        self = self._own_context()
        if self._overseen() is not None or not self.env.user.has_group(OPERATOR):
            raise AccessError(
                self.env._("Operators of the whole office check the system.")
            )
        # sudo: rows of the system, statistics of the server
        if not self.sudo()._check():
            raise UserError(
                self.env._("The system is being checked at this moment: look again.")
            )
        return {
            "type": "ir.actions.client",
            "tag": "soft_reload",
        }

    @api.model
    def _cron_check(self):
        """Measure everything, keep it, tell operators what turned bad or is mended."""
        # sudo: the server's clockwork
        self.sudo()._check()
        self.env["vpdt.health.notice"].sudo()._send_waiting()

    @api.model
    def _check(self):
        """Measure, keep and tell; return False when another one is doing it."""
        [(mine,)] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(%s)", _LOCK)
        )
        if not mine:
            return False
        self.env.flush_all()
        settings = self.env["vpdt.health.check"]._settings()
        readings = self.env["vpdt.health.probe"]._take(settings)
        lines = self._keep(settings, readings, fields.Datetime.now())
        self.env["vpdt.health.notice"]._tell(lines, settings)
        return True

    @api.model
    def _keep(self, settings, readings, now):
        """Bring the lines up to what was measured; return them all.

        An agency has a line of a check when something is there, was there, or it has
        an operator of its own who looks after it.
        """
        known = {(line.code, line.agency_id.id): line for line in self.search([])}
        kept, measures, new = self.browse(), [], []
        for key, reading, state in self._judged(settings, readings, known):
            code, agency_id = key
            measures.append((now, code, agency_id or None, reading.value, state))
            vals = {
                "state": state,
                "rank": ORDER.index(state),
                "value": reading.value or 0,
                "known": reading.value is not None,
                "facts": reading.facts,
                "checked_at": now,
                "sequence": settings[code].sequence,
            }
            line = known.get(key)
            if line:
                if line.state != state:
                    vals["since"] = now
                line.write(vals)
                kept |= line
            else:
                new.append(
                    {
                        "code": code,
                        "agency_id": agency_id,
                        "area": CHECKS[code].area,
                        "since": now,
                        **vals,
                    }
                )
        gone = self.browse().union(*known.values()) - kept
        gone.unlink()
        self.env["vpdt.health.measure"]._enter(measures)
        return kept | self.create(new)

    @api.model
    def _judged(self, settings, readings, known):
        """Yield ((code, agency id or False), reading, state)."""
        with_operator = self._looked_after()
        for code, found in readings.items():
            check, limits = CHECKS[code], settings[code]
            mine = {reading.agency_id or False: reading for reading in found}
            if check.by_agency:
                before = {agency for one, agency in known if one == code and agency}
                office = found[0]
                for agency in (before | with_operator) - set(mine):
                    # not known for the office is not known for each
                    value = None if office.value is None else 0
                    mine[agency] = type(office)(value, office.facts, agency_id=agency)
            for agency, reading in mine.items():
                state = judge(reading, limits.amber, limits.red, check.worse)
                yield (code, agency), reading, state

    @api.model
    def _looked_after(self):
        """Return the ids of agencies with an operator of their own alone."""
        holdings = self.env["hr.job"]._holdings(roles=["operator"])
        users = self.env["res.users"].browse({held.user_id for held in holdings})
        own = set(users.filtered(lambda user: not user.has_group(MANAGERS)).ids)
        return {held.agency_id for held in holdings if held.user_id in own}

    # -- for monitors outside -------------------------------------------------------

    @api.model
    def _heartbeat(self, in_full):
        """Return what a monitor is told, as JSON.

        :param in_full: each check of the whole office as well; never of an agency
        """
        lines = self.search([("agency_id", "=", False)])
        at = min(lines.mapped("checked_at"), default=None)
        now = fields.Datetime.now()
        answer = {"status": overall(lines.mapped("state"), at, now, STALE)}
        if not in_full:
            # no more than that somebody has to look
            return {"status": "fail" if answer["status"] == "fail" else "pass"}
        return {
            **answer,
            "checked_at": at and f"{at.isoformat()}Z",
            "checks": {
                line.code: {
                    "state": line.state,
                    "value": line.value if line.known else None,
                    "since": f"{line.since.isoformat()}Z",
                }
                for line in lines
            },
        }
