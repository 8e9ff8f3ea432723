from odoo import api, fields, models

BY = [("agency_id", "Agency"), ("category_id", "Category"), ("month", "Month")]


class VpdtSupportFigures(models.TransientModel):
    """Figures of support between two days: medians, shares, satisfaction (R19)."""

    _name = "vpdt.support.figures"
    _description = "Figures of support"

    date_from = fields.Date(
        string="From day", required=True, default=lambda self: self._quarter()
    )
    date_to = fields.Date(
        string="To day",
        required=True,
        default=lambda self: self.env["hr.job"]._today(),
    )
    by = fields.Selection(BY, required=True, default="agency_id", string="Grouped by")
    line_ids = fields.One2many(
        "vpdt.support.figure", "figures_id", compute="_compute_line_ids"
    )

    @api.model
    def _quarter(self):
        today = self.env["hr.job"]._today()
        return today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)

    @api.depends("date_from", "date_to", "by")
    def _compute_line_ids(self):
        lines = self.env["vpdt.support.figure"]
        for wizard in self:
            wizard.line_ids = lines
            if not wizard.date_from or not wizard.date_to:
                continue
            if wizard.date_from > wizard.date_to:
                continue
            for vals in wizard._lines():
                wizard.line_ids |= lines.new(vals)

    def _lines(self):
        """Return the values of the lines: of the agencies the user oversees."""
        overseen = self.env.user._overseen_agencies()
        found = self.env["vpdt.ticket"]._figures(self.date_from, self.date_to, self.by)
        if overseen is not None:
            # of what he does not oversee he gets neither lines nor sums
            if self.by != "agency_id":
                return []
            found = {key: one for key, one in found.items() if key in overseen.ids}
        names = {None: self.env._("All together"), False: self.env._("No agency")}
        if self.by != "month":
            model = {
                "agency_id": "hr.department",
                "category_id": "vpdt.ticket.category",
            }
            # sudo: names of agencies
            rows = self.env[model[self.by]].sudo().browse([key for key in found if key])
            names.update({row.id: row.name for row in rows})
        keys = sorted(found, key=lambda key: (key is None, str(names.get(key, key))))
        return [
            {
                "name": names.get(key, key),
                "tickets": found[key]["count"],
                "still_open": found[key]["open"],
                "answer_hours": _shown(found[key]["answer_hours"]),
                "repair_hours": _shown(found[key]["repair_hours"]),
                "answer_in_time": _shown(found[key]["answer_in_time"]),
                "repair_in_time": _shown(found[key]["repair_in_time"]),
                "satisfaction": _shown(found[key]["satisfaction"]),
                "rated": found[key]["rated"],
                "reopened": found[key]["reopened"],
            }
            for key in keys
        ]


class VpdtSupportFigure(models.TransientModel):
    """A line of the figures."""

    _name = "vpdt.support.figure"
    _description = "Line of the figures of support"

    figures_id = fields.Many2one("vpdt.support.figures", ondelete="cascade")
    name = fields.Char(string="What of")
    tickets = fields.Integer(string="Requests")
    still_open = fields.Integer(string="Open")
    answer_hours = fields.Char(string="Hours to the answer (median)")
    repair_hours = fields.Char(string="Hours of repair (median)")
    answer_in_time = fields.Char(string="Answered in time (%)")
    repair_in_time = fields.Char(string="Repaired in time (%)")
    satisfaction = fields.Char()
    rated = fields.Integer()
    reopened = fields.Integer()


def _shown(value):
    """Return a figure as people read it; what is not known is not nought."""
    return "–" if value is None else f"{value:.1f}".replace(".", ",")
