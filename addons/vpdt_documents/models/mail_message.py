from collections import defaultdict

from odoo import models
from odoo.exceptions import AccessError


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

    def _get_forbidden_access(self, operation):
        """Let only those write about a record of ours whom the record lets.

        Odoo lets followers, whoever was told something and the author of a mere
        notification do so on any record; the message then stands at the document, under
        whatever author's name, for all its readers.
        """
        forbidden = super()._get_forbidden_access(operation)
        if operation not in ("create", "write"):
            return forbidden
        about = defaultdict(lambda: defaultdict(self.browse))
        for message in (self - forbidden).sudo():
            if (message.model or "").startswith("vpdt.") and message.res_id:
                about[message.model][message.res_id] |= message.sudo(False)
        for model, messages in about.items():
            allowed = self._filter_records_for_message_operation(
                model, list(messages), operation
            )
            for res_id in messages.keys() - set(allowed.ids):
                forbidden |= messages[res_id]
        return forbidden

    def write(self, vals):
        if not self.env.su and (vals.get("model") or "").startswith("vpdt."):
            raise AccessError(self.env._("A message is not moved to another document."))
        return super().write(vals)
