from odoo import api, fields, models
from odoo.tools import SQL

from .vpdt_health_check import CODES

STATES = [
    ("green", "Well"),
    ("grey", "Not known"),
    ("amber", "Look at it"),
    ("red", "Act now"),
]
#: Days that measurements are kept.
KEEP = "vpdt_health.keep_days"
_USUAL = 90


class VpdtHealthMeasure(models.Model):
    """What was measured, hour by hour: one row for each check and agency.

    | who                              | reads                          |
    |----------------------------------|--------------------------------|
    | operators of the whole office    | all                            |
    | the operator of an agency        | those of his agency            |
    | everybody else                   | nothing                        |

    Added by the hourly job, cleared when too old.
    """

    _name = "vpdt.health.measure"
    _inherit = ["vpdt.system.written.mixin", "vpdt.health.overseen.mixin"]
    _description = "Measurement"
    _order = "id desc"
    _rec_name = "at"
    _log_access = False

    at = fields.Datetime(string="Measured", required=True)
    code = fields.Selection(CODES, string="Check", required=True)
    value = fields.Float(aggregator="avg", digits=0)
    known = fields.Boolean(required=True, help="Whether there is a value.")
    state = fields.Selection(STATES, required=True)

    _by_line = models.Index("(code, agency_id, at)")
    _by_time = models.Index("(at)")

    @api.model
    def _enter(self, rows):
        """Add measurements.

        :param rows: [(at, code, agency id, value or None, state)]
        """
        self.env.execute_query(
            SQL(
                """
                INSERT INTO vpdt_health_measure
                       (at, code, agency_id, value, known, state)
                SELECT at, code, agency_id, coalesce(value, 0), value IS NOT NULL, state
                  FROM unnest(%s::timestamp[], %s::text[], %s::int[], %s::float[],
                              %s::text[])
                    AS t (at, code, agency_id, value, state)
             RETURNING id
                """,
                *([row[place] for row in rows] for place in range(5)),
            )
        )

    @api.autovacuum
    def _gc_old(self):
        # sudo: a setting, for the server's clockwork
        get = self.env["ir.config_parameter"].sudo().get_param
        days = _days(get(KEEP), _USUAL)
        self.env.cr.execute(
            SQL(
                "DELETE FROM vpdt_health_measure WHERE at < %s",
                fields.Datetime.subtract(fields.Datetime.now(), days=days),
            )
        )


def _days(text, usual):
    """Return a number of days of the settings; the usual one when it is none."""
    try:
        return max(1, int(text or usual))
    except (TypeError, ValueError):
        return usual
