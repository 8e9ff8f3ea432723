from odoo import models


class MailThread(models.AbstractModel):
    """Messages of the office go where each person chose (vpdt.notice.preference).

    Odoo knows one choice for everything: inbox or e-mail, pushes always.
    """

    _inherit = "mail.thread"

    def _get_notify_valid_parameters(self):
        return super()._get_notify_valid_parameters() | {"inbox_only"}

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if kwargs.get("inbox_only"):
            for recipient in recipients:
                recipient["notif"] = "inbox"
        return recipients

    def _notify_thread_by_web_push(
        self, message, recipients_data, msg_vals=False, **kwargs
    ):
        if kwargs.get("inbox_only"):
            return None
        return super()._notify_thread_by_web_push(
            message, recipients_data, msg_vals, **kwargs
        )
