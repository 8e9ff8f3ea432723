from odoo import models


class MailMessage(models.Model):
    """A message about a document names it only to those who read the document."""

    _inherit = "mail.message"

    def _compute_record_name(self):
        # Odoo reads the name with sudo for whoever has the message, and a message
        # outlives the right to read: of a document the name says what it is about.
        ours = self.filtered(lambda message: (message.model or "").startswith("vpdt."))
        result = super(MailMessage, self - ours)._compute_record_name()
        for message in ours:
            record = self.env[message.model].sudo(False).browse(message.res_id)
            message.record_name = record.has_access("read") and record.display_name
        return result
