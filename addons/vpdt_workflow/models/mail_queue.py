import json

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import html2plaintext

#: Told to somebody because he no longer has the paper: said without its number.
_ALSO_TO_OTHERS = ("recalled",)


class MailMail(models.Model):
    """E-mails of the office are filled in while they are sent, for who reads then.

    What waits in the queue says that there is something, no more: the administrator
    reads the queue, and a right may be lost before it is sent (I3, design 5.2).
    """

    _inherit = "mail.mail"

    vpdt_told = fields.Json(
        string="Filled in when sent", groups=fields.NO_ACCESS, copy=True
    )

    def _send(self, *args, **kwargs):
        # sudo: what is to be filled in, whoever starts the queue
        ours = self.filtered(lambda mail: mail.sudo().vpdt_told)
        nobody = self.browse()
        for mail in ours:
            if not any(mail._told_to(partner) for partner in mail.recipient_ids):
                nobody |= mail
        nobody.sudo().unlink()
        return super(MailMail, self - nobody)._send(*args, **kwargs)

    def _prepare_outgoing_list(self, *args, **kwargs):
        mails = super()._prepare_outgoing_list(*args, **kwargs)
        if not self.sudo().vpdt_told:
            return mails
        found = []
        for mail in mails:
            told = mail["partner_id"] and self._told_to(mail["partner_id"])
            if told:
                subject, body = told
                found.append(
                    {
                        **mail,
                        "subject": subject,
                        "body": body,
                        "body_alternative": html2plaintext(body),
                    }
                )
        return found

    def _told_to(self, partner):
        """Return (subject, body) for a recipient, None where he is told nothing."""
        # sudo: the account and the rights of the one who is told
        users = partner.sudo().user_ids.filtered("active")[:1]
        if not users:
            return None
        return self.env["vpdt.notice"]._filled_mail(users, self.sudo().vpdt_told, self)


class MailPush(models.Model):
    """Pushes are filled in while they are sent, as e-mails are."""

    _inherit = "mail.push"

    vpdt_told = fields.Json(string="Filled in when sent", groups=fields.NO_ACCESS)

    @api.model
    def _push_notification_to_endpoint(self, batch_size=50):
        # sudo: the server's own run
        get = self.env["ir.config_parameter"].sudo().get_param
        if get("mail.web_push_vapid_private_key"):
            pushes = self.sudo().search([], limit=batch_size)
            # In the transaction that sends and removes them: nobody else sees it
            for push in pushes.filtered("vpdt_told"):
                payload = self.env["vpdt.notice"]._filled_push(push)
                if payload:
                    push.payload = payload
                else:
                    push.unlink()
        return super()._push_notification_to_endpoint(batch_size)


class MailPushDevice(models.Model):
    """A browser registers itself; nobody gives it to somebody else by hand."""

    _inherit = "mail.push.device"

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_by_hand()
        return super().write(vals)

    @api.model
    def _refuse_by_hand(self):
        if not self.env.su:
            raise AccessError(
                self.env._("A browser registers itself for notifications, not by hand.")
            )


class VpdtNotice(models.Model):
    _inherit = "vpdt.notice"

    @api.model
    def _reads_of(self, user, document_ids):
        """Return {document id: number} of those of these documents `user` reads."""
        # sudo: the system asks who reads what; numbers go to who does
        rows = self.env["vpdt.reader"].sudo()
        found = rows.search(
            [("user_id", "=", user.id), ("document_id", "in", list(document_ids))]
        ).document_id
        return {
            document.id: document.code or document.type_id.name or str(document.id)
            for document in found
        }

    @api.model
    def _filled_mail(self, user, what, mail):
        """Return (subject, body) of an e-mail to `user`, None where he gets none.

        :param what: {"event", "document_id"}, or {"title", "lines"} of a digest
        :param mail: the e-mail as it waited
        """
        told = self._in(user.lang)
        if "lines" in what:
            numbers = self._reads_of(user, {x["document_id"] for x in what["lines"]})
            lines = [
                {
                    **line,
                    "deadline": fields.Datetime.to_datetime(line["deadline"]),
                    "reads": line["document_id"] in numbers,
                    "code": numbers.get(line["document_id"]),
                }
                for line in what["lines"]
            ]
            title = what["title"]
            return title, told._digest_body(user, title, lines, outside=True)
        document_id = what["document_id"]
        number = self._reads_of(user, [document_id]).get(document_id)
        if not number:
            if what["event"] in _ALSO_TO_OTHERS:
                return mail.subject, mail.body_html
            return None
        words = told._event_words(what["event"])
        body = Markup('<p>%s: <a href="%s">%s</a></p>') % (
            words,
            self._link(document_id, outside=True),
            number,
        )
        return f"{words}: {number}", body

    @api.model
    def _filled_push(self, push):
        """Return the payload of a push, None where its reader gets none."""
        what, payload = push.vpdt_told, json.loads(push.payload)
        user = push.mail_push_device_id.partner_id.user_ids.filtered("active")[:1]
        document_id = what["document_id"]
        number = user and self._reads_of(user, [document_id]).get(document_id)
        if number:
            payload["options"]["body"] = payload["title"]
            payload["title"] = number
        elif not user or what["event"] not in _ALSO_TO_OTHERS:
            return None
        return json.dumps(payload)
