from odoo import fields, models

from ..models.vpdt_incident import KINDS


class VpdtIncidentWizard(models.TransientModel):
    """Words that go with what is done about an incident."""

    _name = "vpdt.incident.wizard"
    _description = "Words about an incident"

    mode = fields.Selection(
        [
            ("report", "Report an incident"),
            ("examine", "What was found"),
            ("note", "Note"),
            ("close", "Close"),
        ],
        required=True,
        default="note",
    )
    user_id = fields.Many2one("res.users", string="Account")
    incident_id = fields.Many2one("vpdt.incident", ondelete="cascade")
    kind = fields.Selection(KINDS, default="password", string="What happened")
    since = fields.Datetime(string="Since about")
    text = fields.Text(string="What")

    def action_do(self):
        """Do it; each method looks whether the user may."""
        self.ensure_one()
        incident = self.env["vpdt.incident"].browse(self.incident_id.id)
        if self.mode == "report":
            incident.action_report_for(
                self.user_id.id,
                self.kind,
                fields.Datetime.to_string(self.since) if self.since else None,
                self.text or "",
            )
        elif self.mode == "examine":
            incident.action_examine(
                self.text,
                fields.Datetime.to_string(self.since) if self.since else None,
            )
        elif self.mode == "note":
            incident.action_note(self.text)
        else:
            incident.action_close(self.text)
        return {"type": "ir.actions.act_window_close"}
