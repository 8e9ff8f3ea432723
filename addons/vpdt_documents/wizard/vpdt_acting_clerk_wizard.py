from odoo import api, fields, models


class VpdtActingClerkWizard(models.TransientModel):
    """Appoint an acting clerk: who, from which day to which day."""

    _name = "vpdt.acting.clerk.wizard"
    _description = "Appoint an acting clerk"

    agency_id = fields.Many2one("hr.department", required=True)
    allowed_agency_ids = fields.Many2many("hr.department", compute="_compute_agencies")
    user_id = fields.Many2one("res.users", string="Who acts", required=True)
    allowed_ids = fields.Many2many("res.users", compute="_compute_allowed")
    date_from = fields.Date(
        string="First day",
        required=True,
        default=lambda self: self.env["hr.job"]._today(),
    )
    date_to = fields.Date(
        string="Last day",
        required=True,
        default=lambda self: self.env["hr.job"]._today(),
        help="The post ends by itself the night after.",
    )
    reason = fields.Char()

    @api.model
    def default_get(self, fields):
        """Begin with the one agency the user may appoint in, if it is one."""
        values = super().default_get(fields)
        agencies = self.env["vpdt.acting.clerk"]._agencies_to_appoint_in()
        if len(agencies) == 1:
            values.setdefault("agency_id", agencies.id)
        return values

    @api.depends_context("uid")
    def _compute_agencies(self):
        self.allowed_agency_ids = self.env[
            "vpdt.acting.clerk"
        ]._agencies_to_appoint_in()

    @api.depends("agency_id")
    def _compute_allowed(self):
        for wizard in self:
            wizard.allowed_ids = self.env["vpdt.acting.clerk"]._people_for(
                wizard.agency_id
            )

    def action_appoint(self):
        """Appoint him: what the agency's clerks see is his from that day on."""
        self.ensure_one()
        acting = self.env["vpdt.acting.clerk"]._appoint(
            self.agency_id, self.user_id, self.date_from, self.date_to, self.reason
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.acting.clerk",
            "res_id": acting.id,
            "views": [[False, "form"]],
            "target": "current",
        }
