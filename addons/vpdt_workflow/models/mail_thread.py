from odoo import models

from odoo.addons.mail.tools.discuss import Store


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

    def _notify_thread_by_inbox(
        self, message, recipients_data, msg_vals=False, **kwargs
    ):
        """Say the same to all: formatted once for each language.

        Odoo formats a message anew for each recipient, a quarter of the time of a
        directive to twelve agencies; what it says differs by who follows a record, and
        nobody follows a document (I3).
        """
        if not kwargs.get("inbox_only"):
            return super()._notify_thread_by_inbox(
                message, recipients_data, msg_vals, **kwargs
            )
        told = sorted((one["id"], one["uid"]) for one in recipients_data if one["id"])
        # sudo: telling people is what this method is for, as in Odoo's own
        self.env["mail.notification"].sudo().create(
            [
                {
                    "author_id": message.author_id.id,
                    "mail_message_id": message.id,
                    "notification_status": "sent",
                    "notification_type": "inbox",
                    "res_partner_id": partner_id,
                }
                for partner_id, _user_id in told
            ]
        )
        said = {}
        for user in self.env["res.users"].browse(uid for _id, uid in told if uid):
            key = (user.lang, user.share)
            if key not in said:
                mine = message.with_user(user).with_context(
                    allowed_company_ids=[], lang=user.lang
                )
                store = Store(bus_channel=user).add(
                    mine,
                    msg_vals=msg_vals,
                    add_followers=True,
                    followers=self.env["mail.followers"],
                )
                said[key] = store.get_result()
            user._bus_send(
                "mail.message/inbox",
                {"message_id": message.id, "store_data": said[key]},
            )
        return None

    def _notify_thread_by_web_push(
        self, message, recipients_data, msg_vals=False, **kwargs
    ):
        if kwargs.get("inbox_only"):
            return None
        return super()._notify_thread_by_web_push(
            message, recipients_data, msg_vals, **kwargs
        )
