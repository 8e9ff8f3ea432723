"""A locked account is told nothing outside the office: whoever reads its e-mails or has
its telephone may be why it was locked. Inside, everything waits for its owner (R25)."""

from odoo import api, models


class VpdtNotice(models.Model):
    _inherit = "vpdt.notice"

    @api.model
    def _mail(self, partners, subject, body, what):
        return super()._mail(partners._not_locked(), subject, body, what)

    @api.model
    def _push(self, partners, title, words, data, what=False, urgent=False):
        return super()._push(
            partners._not_locked(), title, words, data, what, urgent=urgent
        )

    @api.model
    def _filled_mail(self, user, what, mail):
        # what waited in the queue when it was locked
        if user.locked_at:
            return None
        return super()._filled_mail(user, what, mail)

    @api.model
    def _filled_push(self, push):
        partner = push.mail_push_device_id.partner_id
        return super()._filled_push(push) if partner._not_locked() else None


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _not_locked(self):
        """Return those of these partners whose account is not locked."""
        # sudo: whether an account is locked, whoever tells it something
        return self.filtered(
            lambda one: not any(one.sudo().user_ids.mapped("locked_at"))
        )


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        partners = self.env["res.partner"].browse(
            one["id"] for one in recipients if one["notif"] == "email"
        )
        silent = set((partners - partners._not_locked()).ids)
        for recipient in recipients:
            if recipient["id"] in silent:
                recipient["notif"] = "inbox"
        return recipients


class ResUsers(models.Model):
    _inherit = "res.users"

    def _notify_security_setting_update(
        self, subject, content, mail_values=None, **kwargs
    ):
        """Odoo's e-mails about changed settings: not to a locked account."""
        told = self.filtered(lambda user: not user.sudo().locked_at)
        if told:
            return super(ResUsers, told)._notify_security_setting_update(
                subject, content, mail_values=mail_values, **kwargs
            )
        return None
