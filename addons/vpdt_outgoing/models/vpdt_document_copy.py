from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.vpdt_documents.intake.client import ReaderUnavailable
from odoo.addons.vpdt_documents.intake.refusal import Refused
from odoo.addons.vpdt_documents.layout import LayoutError, Signer
from odoo.addons.vpdt_documents.layout.copying import (
    CopyBlock,
    copy_block,
    electronic_copy_mark,
)

COPY_FORMS = [
    ("full", "Sao y"),
    ("recopy", "Sao lục"),
    ("extract", "Trích sao"),
]
_ABBREVIATIONS = {"full": "SY", "recopy": "SL", "extract": "TrS"}


class VpdtDocument(models.Model):
    """Copies of important documents, sent to departments (R8; NĐ 30/2020 Điều 25-27).

    A copy is a document of its own: it has its number in the shared series of copies,
    its signer and its receivers, who read the copy and not what it was made of.
    """

    _inherit = "vpdt.document"

    copy_of_id = fields.Many2one(
        "vpdt.document", index="btree_not_null", ondelete="restrict"
    )
    copy_form = fields.Selection(COPY_FORMS)
    may_copy = fields.Boolean(compute="_compute_may_copy")

    @api.depends_context("uid")
    @api.depends("state", "entry_ids.agency_id")
    def _compute_may_copy(self):
        mine = self.env.user._agencies(roles=["clerk"])
        for document in self:
            document.may_copy = bool(
                document.state not in ("draft", "numbered", "recalled", "void")
                and document.file_ids
                and document._copying_agency() in mine
            )

    def _copying_agency(self):
        """Return the agency of the user that keeps a line of this document."""
        mine = self.env.user._agencies(roles=["clerk"])
        lines = self.entry_ids.filtered(lambda line: line.state != "void")
        return (lines.agency_id & mine)[:1]

    def _copy_forms(self):
        """Return the forms of copy allowed of this document (NĐ 30/2020 Điều 25).

        What is a copy itself is copied by sao lục alone, an original by the others.
        """
        self.ensure_one()
        return ("recopy",) if self.type_id.is_copy else ("full", "extract")

    def _check_copy(self, form, signer, agencies):
        """Check that the user may make this copy.

        :return: the agency that makes it
        :raises AccessError: he is no clerk of an agency that keeps the document
        :raises UserError: the form does not fit, or something is missing
        """
        self.check_access("read")
        if not self.may_copy:
            raise AccessError(
                self.env._(
                    "A copy is made by the clerk of an agency that keeps the document."
                )
            )
        if form not in self._copy_forms():
            raise UserError(
                self.env._(
                    "Of a copy only a sao lục is made; of an original a sao y or a "
                    "trích sao (NĐ 30/2020 Điều 25)."
                )
            )
        agency = self._copying_agency()
        if signer not in agency._possible_signers():
            raise UserError(
                self.env._("Choose who signs the copy, among those who may.")
            )
        if not agencies:
            raise UserError(self.env._("Choose who gets the copy."))
        if agency in agencies:
            raise UserError(self.env._("An agency does not send itself a copy."))
        return agency

    def action_copy(self, form, signer_id, agency_ids, pages=None, electronic=True):
        """Make a copy, number it and send it to agencies at once.

        :param form: "full" (sao y), "recopy" (sao lục) or "extract" (trích sao)
        :param signer_id: id of the user who signs it
        :param agency_ids: ids of the agencies that get it
        :param pages: for an extract: list of page numbers, from 1
        :param electronic: mark it at the top right of page 1, as an electronic copy;
            else put the block of a paper copy at its end
        :return: {"id": of the copy, "code", "held": [names without a clerk]}
        """
        self.ensure_one()
        self = self._own_context()
        signer = self.env["res.users"].browse(signer_id)
        agencies = self.env["hr.department"].browse(agency_ids).exists()
        agency = self._check_copy(form, signer, agencies)
        pages = self._checked_pages(form, pages)
        copy, held = self._do_copy(agency, form, signer, agencies, pages, electronic)
        return {"id": copy.id, "code": copy.code, "held": held.mapped("name")}

    def _checked_pages(self, form, pages):
        if form != "extract":
            return None
        # sudo: how many pages; the right to read the document was checked
        most = self.sudo()._main_file().page_count
        pages = sorted({int(page) for page in pages or ()})
        if not pages or pages[0] < 1 or pages[-1] > most:
            raise UserError(
                self.env._("Say which pages of 1 to %(most)s are copied.", most=most)
            )
        return pages

    def _main_file(self):
        """Return the file that is copied: the first one that prints."""
        return (
            self.file_ids.filtered(lambda file: file.mimetype == "application/pdf")[:1]
            or self.file_ids[:1]
        )

    def _do_copy(self, agency, form, signer, agencies, pages, electronic):
        """Write the copy's document, line and file, and send it."""
        today = self.env["hr.job"]._today()
        kind = self._copy_type(form)
        symbol = f"{_ABBREVIATIONS[form]}-{agency.symbol}"
        # NĐ 30/2020 PL I.II: one series a year for the three forms together
        register = self.env["vpdt.register"]._for(agency, "copy", today)
        post = agency._signing_post(signer)
        # sudo: documents are written by registration and issue only; the clerk was
        # checked
        copy = (
            self.env["vpdt.document"]
            .sudo()
            .with_context(
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
            )
            .create(
                {
                    "state": "numbered",
                    "symbol": symbol,
                    "issued_date": today,
                    "issuer": agency.letterhead_name or agency.name,
                    "issuer_parent": agency.letterhead_parent,
                    "type_id": kind.id,
                    "subject": self._copy_subject(),
                    "signer": signer.name,
                    "signer_position": post._signature_title(),
                    "urgency": self.urgency,
                    "field_id": self.field_id.id,
                    "copy_of_id": self.id,
                    "copy_form": form,
                    "copies": len(agencies),
                }
            )
        )
        copy = self.env["vpdt.document"].sudo().browse(copy.id)
        now = fields.Datetime.now()
        root = copy.env["vpdt.handling"].create(
            {
                "document_id": copy.id,
                "purpose": "issue",
                "agency_id": agency.id,
                "user_id": self.env.uid,
                "role": "clerk",
                "sender_id": self.env.uid,
                "sent_at": now,
                "state": "opened",
                "opened_at": now,
                "opened_by_id": self.env.uid,
            }
        )
        lines = copy.env["vpdt.dispatch"].create(
            [
                {"document_id": copy.id, "agency_id": unit.id, "purpose": "carry_out"}
                for unit in agencies
            ]
        )
        entry = self.env["vpdt.entry"]._write_line(
            copy.sudo(self.env.su),
            register,
            {
                "received_date": today,
                "transferred_date": today,
                "receiver": "; ".join(agencies.mapped("name"))[:1000],
            },
        )
        copy.number = f"{entry.number:02d}"
        copy.flush_recordset()
        self._copy_file(copy, agency, form, signer, post, pages, electronic)
        copy.state = "issued"
        held = lines._do_send()
        entry.sudo().state = "done"
        root.write({"state": "done", "closed_at": now, "closed_by_id": self.env.uid})
        self.env["vpdt.search"]._index(copy)
        copy._sync_readers()
        return copy.sudo(self.env.su), held

    def _copy_file(self, copy, agency, form, signer, post, pages, electronic):
        """Give the copy its file: the pages of the source with the mark of a copy.

        :raises UserError: the source cannot be printed on
        """
        # sudo: the bytes of the source; the right to read it was checked
        source = self.sudo()._main_file()
        data = source.attachment_id.raw
        name = agency.letterhead_name or agency.name
        try:
            if pages:
                data = source._reader("pictures").rearrange(
                    data, [(page, 0) for page in pages]
                )
            if electronic:
                now = fields.Datetime.context_timestamp(
                    self.with_context(tz="Asia/Ho_Chi_Minh"), fields.Datetime.now()
                )
                data = electronic_copy_mark(data, form, name, now)
            else:
                data = copy_block(
                    data,
                    CopyBlock(
                        form=form,
                        agency=name,
                        parents=(agency.letterhead_parent,)
                        if agency.letterhead_parent
                        else (),
                        place=agency.place_name or "",
                        number=int(copy.number),
                        symbol=copy.symbol,
                        date=copy.issued_date,
                        signer=Signer(
                            agency._signature_lines(post, post._usual_authority()),
                            signer.name,
                        ),
                        recipients=(*copy.dispatch_ids.mapped("name"), "Lưu: VT"),
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
            words = {
                "encrypted": self.env._("The file is protected by a password."),
                "wrong_type": self.env._("The file is no PDF: scan the paper as PDF."),
                "bad_pdf": self.env._("The file is no PDF: scan the paper as PDF."),
                "signed_source": self.env._(
                    "The file is signed digitally: it is an original itself, send it "
                    "on as it is (NĐ 30/2020 Điều 25)."
                ),
            }
            raise UserError(
                words.get(
                    error.code,
                    self.env._(
                        "The file cannot be copied (%(code)s).", code=error.code
                    ),
                )
            ) from error
        file = source._twin(copy, data, pages)
        copy.page_count = file.page_count

    def _copy_subject(self):
        return " ".join(
            part for part in (self.type_id.name, self.code, self.subject) if part
        )[:1000]

    @api.model
    def _copy_type(self, form):
        """Return the type of document of a form of copy."""
        kind = self.env["vpdt.document.type"].search(
            [
                ("is_copy", "=", True),
                ("abbreviation", "=", _ABBREVIATIONS[form]),
            ],
            limit=1,
        )
        if not kind:
            raise UserError(
                self.env._(
                    "There is no document type %(abbreviation)s for copies: the "
                    "operator sets one up.",
                    abbreviation=_ABBREVIATIONS[form],
                )
            )
        return kind
