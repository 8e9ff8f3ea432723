from odoo import api, fields, models


class VpdtTieWizard(models.TransientModel):
    """The clerk says of which draft a scan is the signed paper (R5)."""

    _name = "vpdt.tie.wizard"
    _description = "Tie a signed paper to its draft"

    intake_id = fields.Many2one("vpdt.intake", required=True, readonly=True)
    draft_id = fields.Many2one(
        "vpdt.draft",
        required=True,
        domain=lambda self: [
            ("state", "=", "signing"),
            ("issuer_id", "in", self.env.user._agencies(roles=["clerk"]).ids),
        ],
        compute="_compute_draft_id",
        store=True,
        readonly=False,
    )
    signed_on = fields.Date(
        required=True, default=lambda self: self.env["hr.job"]._today()
    )
    problem = fields.Text(related="intake_id.draft_problem")
    reason = fields.Char(help="Why a paper without fitting page codes is the one.")
    needs_reason = fields.Boolean(compute="_compute_needs_reason")

    @api.depends("intake_id")
    def _compute_draft_id(self):
        for wizard in self:
            wizard.draft_id = wizard.intake_id.draft_id

    @api.depends("draft_id", "intake_id")
    def _compute_needs_reason(self):
        for wizard in self:
            wizard.needs_reason = bool(
                wizard.draft_id
                and (
                    wizard.draft_id != wizard.intake_id.draft_id
                    or not wizard.intake_id.draft_fits
                )
            )

    @api.constrains("intake_id", "draft_id")
    def _check_own(self):
        # Whoever names a row in a dialog of his own would be told what it is.
        self.intake_id.sudo(False).check_access("read")
        self.draft_id.sudo(False).check_access("read")

    def action_tie(self):
        """Take the scan as the signed paper of the draft."""
        self.ensure_one()
        return self.intake_id.action_tie(
            self.signed_on, self.draft_id.id, self.reason or ""
        )
