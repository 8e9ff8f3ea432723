from odoo import api, fields, models
from odoo.tools import ormcache

from odoo.addons.vpdt_documents.office_time import ZONE

from ..presence import AFTERNOON, MORNING, Window, half_at, half_days

HALVES = [(MORNING, "Morning"), (AFTERNOON, "Afternoon")]


class VpdtPresenceWindow(models.Model):
    """The hours in which the system is to be used each half-day (QĐ 553 Điều 4.3).

    Hours of another decision are a row of their own with the day it takes effect: what
    was judged by the former ones stays as it was. A change of today's hours counts from
    the next half-day for whom a server has seen already.
    """

    _name = "vpdt.presence.window"
    _description = "Hours of daily use"
    _order = "half desc, valid_from desc, id"
    _rec_name = "half"

    half = fields.Selection(HALVES, string="Half-day", required=True)
    opens = fields.Float(
        string="Counts from", required=True, help="Use from then on counts for it."
    )
    start = fields.Float(
        string="Hour of the decision", required=True, help="To be used from then on."
    )
    good_until = fields.Float(
        string="In time until", required=True, help="Who comes later is late."
    )
    remind_at = fields.Float(
        string="Reminder at",
        required=True,
        help="Who has to be there and was not seen by then is reminded.",
    )
    end = fields.Float(
        string="Counts until",
        required=True,
        help="Who was not seen by then is missing.",
    )
    valid_from = fields.Date(string="In force from")
    valid_to = fields.Date(string="In force until")

    _hours = models.Constraint(
        "CHECK (0 <= opens AND opens <= start AND start < good_until"
        ' AND start <= remind_at AND remind_at < "end" AND good_until < "end"'
        ' AND "end" <= 24)',
        "Hours go: counts from, hour of the decision, reminder and in time until, "
        "counts until.",
    )
    _dates = models.Constraint(
        "CHECK (valid_from <= valid_to)", "It ends after it begins."
    )
    _once = models.UniqueIndex(
        "(half, coalesce(valid_from, '-infinity'))",
        "There are hours for this half-day from that day on already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        windows = super().create(vals_list)
        self.env.registry.clear_cache()
        return windows

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    @ormcache()
    def _windows(self):
        """Return all hours there are or were, as `presence.Window`."""
        # sudo: set-up; asked by every request of a half-day's beginning
        return tuple(
            Window(
                row.half,
                row.opens,
                row.start,
                row.good_until,
                row.remind_at,
                row.end,
                row.valid_from or None,
                row.valid_to or None,
            )
            for row in self.sudo().search([])
        )

    @api.model
    def _half_at(self, moment):
        """Return (HalfDay or None, until when); see `presence.half_at`."""
        return half_at(self._windows(), ZONE, moment)

    @api.model
    def _half_days(self, day):
        """Return the half-days of a date; see `presence.half_days`."""
        return half_days(self._windows(), ZONE, day)
