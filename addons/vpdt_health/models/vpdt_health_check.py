from odoo import api, fields, models

from ..checks import AREAS, CHECKS, UNITS

CODES = [(check.code, check.name) for check in CHECKS.values()]


class VpdtHealthCheck(models.Model):
    """What is looked at every hour, from which figure on it is bad, who is told (data).

    A check without a row is not made. Operators of the whole office are told, of an
    agency's own lines the operators of that agency.
    """

    _name = "vpdt.health.check"
    _description = "Check of the system's health"
    _order = "sequence, id"
    _rec_name = "code"

    sequence = fields.Integer(default=100)
    code = fields.Selection(CODES, string="Check", required=True)
    area = fields.Selection(AREAS, compute="_compute_area")
    unit = fields.Selection(UNITS, compute="_compute_area")
    worse = fields.Selection(
        [("high", "High figures are bad"), ("low", "Low figures are bad")],
        string="Bad is",
        compute="_compute_area",
    )
    amber = fields.Float(
        string="Yellow from", required=True, default=-1, help="−1: never."
    )
    red = fields.Float(string="Red from", required=True, default=-1, help="−1: never.")
    after = fields.Integer(
        string="Hours",
        required=True,
        default=0,
        help="What waits is counted when it waits longer; what happened is counted for "
        "so long.",
    )
    tell_from = fields.Selection(
        [("red", "Red"), ("amber", "Yellow or red"), ("never", "Nobody is told")],
        string="Told from",
        required=True,
        default="red",
    )
    tell_minutes = fields.Integer(
        string="After minutes",
        required=True,
        default=0,
        help="It has to last so long before somebody is told.",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Also told",
        help="Beside the operators; only operators are told.",
    )

    _once = models.UniqueIndex("(code)", "This check is there already.")
    _sane = models.Constraint(
        "CHECK (after >= 0 AND tell_minutes >= 0)",
        "Hours and minutes are not below 0.",
    )

    @api.depends("code")
    def _compute_area(self):
        for row in self:
            check = CHECKS.get(row.code)
            row.area = check.area if check else False
            row.unit = check.unit if check else False
            row.worse = check.worse if check else False

    @api.model
    def _settings(self):
        """Return {code: row} of what is looked at."""
        return {row.code: row for row in self.search([])}
