from odoo import fields, models
from odoo.exceptions import AccessError, UserError

RESULTS = [("passed", "Passed"), ("again", "To be trained again")]


class VpdtTrainingSeat(models.Model):
    """Somebody invited to a session; the trainer ticks whether he was there."""

    _name = "vpdt.training.seat"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Seat in a training session"
    _order = "training_id desc, agency_id, id"
    _rec_name = "user_id"

    training_id = fields.Many2one(
        "vpdt.training",
        string="Session",
        required=True,
        index=True,
        ondelete="cascade",
        bypass_search_access=True,
    )
    user_id = fields.Many2one(required=True, string="Who")
    posts = fields.Char(readonly=True, help="Posts held at that time.")
    day = fields.Date(related="training_id.day", store=True)
    state = fields.Selection(related="training_id.state")
    attended = fields.Boolean(string="Was there")
    result = fields.Selection(RESULTS)
    remark = fields.Char()

    _once = models.UniqueIndex(
        "(training_id, user_id)", "Each has one seat in a session."
    )

    def write(self, vals):
        if not self.env.su:
            if set(vals) - {"attended", "result", "remark"}:
                raise AccessError(
                    self.env._("Only attendance, result and remark are yours to write.")
                )
            for training in self.training_id:
                training._check_runs()
        return super().write(vals)

    def action_certificate(self):
        """Open the certificate of attendance as PDF.

        :raises UserError: the person was not there, or the session is not over
        """
        self.ensure_one()
        self.check_access("read")
        self._check_attended()
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/training/seat/{self.id}.pdf",
            "target": "new",
        }

    def _check_attended(self):
        # sudo: how the session stands, of a seat one sees
        if not self.attended or self.sudo().training_id.state != "held":
            raise UserError(
                self.env._("The certificate is for who was there, after the session.")
            )
