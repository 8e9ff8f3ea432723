from odoo import fields, models


class VpdtTrainingInvite(models.TransientModel):
    """Whom to invite to a session, or what came of it."""

    _name = "vpdt.training.invite"
    _description = "Invite to a training session"

    mode = fields.Selection(
        [("invite", "Invite"), ("finish", "Finish")], required=True, default="invite"
    )
    training_id = fields.Many2one("vpdt.training", string="Session", ondelete="cascade")
    user_ids = fields.Many2many(
        "res.users", string="People", domain=[("share", "=", False)]
    )
    text = fields.Text(string="What came of it")

    def action_do(self):
        """Invite or finish; each method looks whether the user may."""
        self.ensure_one()
        training = self.env["vpdt.training"].browse(self.training_id.id)
        if self.mode == "finish":
            training.action_finish(self.text)
        else:
            training.action_invite(self.user_ids.ids)
        return {"type": "ir.actions.act_window_close"}
