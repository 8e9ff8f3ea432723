from odoo import api, fields, models


class VpdtNumberWizard(models.TransientModel):
    """The clerk gives a signed document its number, and issues it at once (R6)."""

    _name = "vpdt.number.wizard"
    _description = "Number and issue"

    draft_id = fields.Many2one("vpdt.draft", required=True, readonly=True)
    date = fields.Date(required=True, default=lambda self: self.env["hr.job"]._today())
    symbol = fields.Char(related="draft_id.symbol")
    receivers = fields.Text(compute="_compute_receivers")
    held = fields.Text(compute="_compute_receivers")

    @api.depends("draft_id")
    def _compute_receivers(self):
        for wizard in self:
            lines = wizard.draft_id.dispatch_ids
            wizard.receivers = "\n".join(lines.mapped("name"))
            with_clerk = {
                holding.agency_id
                for holding in self.env["hr.job"]._holdings(
                    roles=["clerk"], agency_ids=lines.agency_id.ids
                )
            }
            wizard.held = ", ".join(
                line.name
                for line in lines
                if line.agency_id and line.agency_id.id not in with_clerk
            )

    @api.constrains("draft_id")
    def _check_own(self):
        # Whoever names a row in a dialog of his own would be told what it is.
        self.draft_id.sudo(False).check_access("read")

    def action_number(self):
        """Number it; it is issued by another step."""
        self.ensure_one()
        self.draft_id.action_number(self.date)
        return {"type": "ir.actions.act_window_close"}

    def action_number_and_issue(self):
        """Number it and send it to its receivers."""
        self.ensure_one()
        self.draft_id.action_number(self.date)
        return self.draft_id.action_issue_told()
