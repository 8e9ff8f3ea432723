import hashlib

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_documents.intake.client import ReaderUnavailable
from odoo.addons.vpdt_documents.intake.refusal import Refused
from odoo.addons.vpdt_documents.layout import LayoutError, Signer
from odoo.addons.vpdt_documents.layout.copying import (
    CopyBlock,
    copy_block,
    electronic_copy_mark,
)
from odoo.addons.vpdt_documents.office_time import local_time


class VpdtFile(models.Model):
    """Files made of a file: the signed paper with its number, copies."""

    _inherit = "vpdt.file"

    def _main(self):
        """Return the one of these files that is copied: the first one that prints."""
        return (
            self.filtered(lambda file: file.mimetype == "application/pdf")[:1]
            or self[:1]
        )

    def _checked_pages(self, form, pages):
        """Return the page numbers that a copy holds, None for all.

        :raises UserError: an extract of no page, or of pages that are not there
        """
        if form != "extract":
            return None
        pages = sorted({int(page) for page in pages or ()})
        if not pages or pages[0] < 1 or pages[-1] > self.page_count:
            raise UserError(
                self.env._(
                    "Say which pages of 1 to %(most)s are copied.", most=self.page_count
                )
            )
        return pages

    def _copied(
        self, agency, form, signer, pages, electronic, *, number, date, receivers
    ):
        """Return the bytes of a copy of this file, with the mark of a copy.

        NĐ 30/2020 Điều 25-27, PL I phần II; read as superuser, the caller checked.

        :param agency: hr.department that makes it
        :param signer: res.users who signs it
        :param pages: of `_checked_pages`
        :param electronic: mark it at the top right of page 1; else the block of a
            paper copy is put at its end
        :param number, date: of the copy (int, date)
        :param receivers: their names
        :raises UserError: the file cannot be printed on
        """
        data = self.attachment_id.raw
        name = agency.letterhead_name or agency.name
        post = agency._signing_post(signer)
        try:
            if pages:
                data = self._reader("pictures").rearrange(
                    data, [(page, 0) for page in pages]
                )
            if electronic:
                now = local_time(fields.Datetime.now())
                return electronic_copy_mark(data, form, name, now)
            return copy_block(
                data,
                CopyBlock(
                    form=form,
                    agency=name,
                    parents=(agency.letterhead_parent,)
                    if agency.letterhead_parent
                    else (),
                    place=agency.place_name or "",
                    number=number,
                    symbol=self.env["vpdt.document"]._copy_symbol(agency, form),
                    date=date,
                    signer=Signer(
                        agency._signature_lines(post, post._usual_authority()),
                        signer.name,
                    ),
                    recipients=(*receivers, "Lưu: VT"),
                ),
            )
        except ReaderUnavailable as error:
            raise UserError(
                self.env._(
                    "The reader of papers is not running, so nothing can be copied. "
                    "Tell the operator of the system."
                )
            ) from error
        except (LayoutError, Refused) as error:
            raise UserError(self._why_not_copied(error.code)) from error

    def _why_not_copied(self, code):
        """Return in words why a file cannot be copied."""
        words = {
            "encrypted": self.env._("The file is protected by a password."),
            "wrong_type": self.env._("The file is no PDF: scan the paper as PDF."),
            "bad_pdf": self.env._("The file is no PDF: scan the paper as PDF."),
            "signed_source": self._why_not_marked(),
        }
        return words.get(code) or self.env._(
            "The file cannot be copied (%(code)s).", code=code
        )

    def _why_not_marked(self):
        """Return in words why a signed file bears no mark, and which box to untick."""
        boxes = {
            name: self.env["vpdt.intake"]._fields[name]._description_string(self.env)
            for name in ("copy_electronic", "copy_out")
        }
        return self.env._(
            "The file is signed digitally: it is an original itself, and the mark of "
            "an electronic copy would break its signature (NĐ 30/2020 Điều 25). For a "
            "copy on paper untick “%(copy_electronic)s”. To send it on as it is make "
            "no copy: when registering untick “%(copy_out)s”.",
            **boxes,
        )

    def _twin(self, document, data, pages=None):
        """Store a file of `document` made of this one: what it says is the same.

        :param document: vpdt.document
        :param data: bytes of the new file, of the same type
        :param pages: page numbers of this file that it holds, in order; all when None
        :return: the file (as superuser; nobody writes files by right)
        """
        # sudo: files are written by the system alone; the caller checked the move
        source = self.sudo()
        file = (
            self.env["vpdt.file"]
            .sudo()
            .create(
                {
                    "name": source.name,
                    "mimetype": source.mimetype,
                    "document_id": document.id,
                    "size": len(data),
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "page_count": len(pages) if pages else source.page_count,
                    "text_state": source.text_state,
                }
            )
        )
        file.attachment_id = (
            self.env["ir.attachment"]
            .sudo()
            .with_context(image_no_postprocess=True)
            .create(
                {
                    "name": source.name,
                    "raw": data,
                    "mimetype": source.mimetype,
                    "res_model": "vpdt.file",
                    "res_id": file.id,
                }
            )
        )
        texts = {page.number: page.text or "" for page in source.page_ids}
        wanted = pages or sorted(texts)
        file._store_pages([texts.get(number, "") for number in wanted], "text")
        if source.text_state == "waiting":
            file.with_delay(
                description=self.env._("Read all pages of a paper"),
                identity_key=f"vpdt_file_read_{file.id}",
                channel="root.vpdt_reading",
            )._read_pages()
        return file
