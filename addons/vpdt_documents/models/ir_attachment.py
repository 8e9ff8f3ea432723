import base64
import binascii

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from ..intake.client import ReaderUnavailable

# What Odoo itself writes for an invitation; no paper begins like it.
_CALENDAR = b"BEGIN:VCALENDAR"


class IrAttachment(models.Model):
    """Every file people bring passes the reader (R9); who takes one leaves a trace.

    Chat, notes, mails, any way of Odoo's: all end here, before a byte is stored (I4).
    What the system itself writes (its account, a picture in a field of a form) does
    not come from people's scanners.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._pass_reader(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
        if not self.env.su or not all(item.res_field for item in self):
            self._pass_reader(vals)
        return super().write(vals)

    @api.model
    def _pass_reader(self, vals):
        """Let the bytes of an attachment in, or refuse them.

        :raises UserError: the reader refuses them, or cannot tell that they hold no
            secrecy mark
        """
        if self.env.uid == SUPERUSER_ID or not (vals.get("raw") or vals.get("datas")):
            return
        if self.env.su and (vals.get("res_field") or self._is_of_file(vals)):
            # a form's own field, or what `vpdt.file._create_from` has let in
            return
        data = _bytes(vals)
        if data.startswith(_CALENDAR):
            return
        try:
            answer = self.env["vpdt.file"]._reader().check_and_read_first(data, "")
        except ReaderUnavailable as error:
            raise UserError(
                self.env._(
                    "The reader of papers is not running, so nothing can be taken in. "
                    "Tell the operator of the system."
                )
            ) from error
        if answer["refused"]:
            code = answer["refused"]["code"]
            self._note_refused(code)
            raise UserError(self.env["vpdt.refusal"]._message(code))
        if not answer.get("secrecy_checked", True):
            raise UserError(
                self.env._(
                    "This file is hard to read, so it cannot be told that it bears no "
                    "secrecy mark. A paper is brought in by the clerk, who looks at it."
                )
            )

    @api.model
    def _is_of_file(self, vals):
        return vals.get("res_model") == "vpdt.file" and bool(vals.get("res_id"))

    @api.model
    def _let_in_picture(self, data):
        """Let a picture in that goes into a field of a form, or refuse it (R9).

        Whether it bears a secrecy mark cannot be told for sure where it holds no page:
        who calls has asked the person, or made it too small to hold one.

        :param data: bytes that `pictures` has cleaned
        :raises ReaderUnavailable: the reader of papers is not running
        :raises UserError: a secrecy mark was read; the register of refusals says so
        """
        answer = self.env["vpdt.file"]._reader().check_and_read_first(data, "")
        if answer["refused"]:
            code = answer["refused"]["code"]
            self._note_refused(code)
            raise UserError(self.env["vpdt.refusal"]._message(code))

    @api.model
    def _note_refused(self, code):
        """Enter it into the register of refusals, though the request fails."""
        agency = self.env.user._agencies()[:1].id
        uid = self.env.uid
        with self.env.registry.cursor() as cr:
            # sudo: the register of refusals is written by the system alone
            refusals = self.env["vpdt.refusal"].with_env(self.env(cr=cr, su=True))
            refusals.create({"user_id": uid, "agency_id": agency, "code": code})

    def _note_opened(self):
        """Note the documents whose files these are as downloaded by the user."""
        if self.env.su:
            # the system itself: pictures of pages, reading the text, …
            return
        ids = [
            attachment.res_id
            for attachment in self
            if attachment.res_model == "vpdt.file" and attachment.res_id
        ]
        if ids:
            # sudo: which document it is; who reads the file reads the document
            files = self.env["vpdt.file"].sudo().browse(ids).exists()
            self.env["vpdt.open"]._note(files.document_id, "file")

    def _to_http_stream(self):
        stream = super()._to_http_stream()
        self._note_opened()
        return stream

    def _compute_raw(self):
        # also the way over RPC: `raw`, and `datas`, which is made of it
        result = super()._compute_raw()
        self._note_opened()
        return result


def _bytes(vals):
    """Return the bytes that the values of an attachment bring."""
    if raw := vals.get("raw"):
        return raw.encode() if isinstance(raw, str) else bytes(raw)
    try:
        return base64.b64decode(vals["datas"])
    except (binascii.Error, ValueError, TypeError):
        # what cannot be decoded is no document either
        return b"?"
