from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

COPY_FORMS = [
    ("full", "True copy"),
    ("recopy", "Copy of a copy"),
    ("extract", "Extract"),
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

    @api.model
    def _copy_forms(self, kind):
        """Return the forms of copy allowed of a type (NĐ 30/2020 Điều 25).

        What is a copy itself is copied by sao lục alone, an original by the others.

        :param kind: vpdt.document.type
        """
        return ("recopy",) if kind.is_copy else ("full", "extract")

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
        agency = self._copying_agency()
        self._check_copy_choice(agency, self.type_id, form, signer, agencies)
        return agency

    @api.model
    def _check_copy_choice(self, agency, kind, form, signer, agencies):
        """Check that a copy as chosen may be made of a document.

        :param agency: hr.department that makes it
        :param kind: vpdt.document.type of the document
        :raises UserError: the form does not fit, or something is missing
        """
        if form not in self._copy_forms(kind):
            raise UserError(
                self.env._(
                    "Of a copy only a sao lục is made; of an original a sao y or a "
                    "trích sao (NĐ 30/2020 Điều 25)."
                )
            )
        if not signer or signer not in agency._possible_signers():
            raise UserError(
                self.env._("Choose who signs the copy, among those who may.")
            )
        if not agencies:
            raise UserError(self.env._("Choose who gets the copy."))
        if agency in agencies:
            raise UserError(self.env._("An agency does not send itself a copy."))

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
        # sudo: how many pages; the right to read the document was checked
        pages = self.sudo().file_ids._main()._checked_pages(form, pages)
        copy, held = self._do_copy(agency, form, signer, agencies, pages, electronic)
        return {"id": copy.id, "code": copy.code, "held": held.mapped("name")}

    def _do_copy(self, agency, form, signer, agencies, pages, electronic):
        """Write the copy's document, line and file, and send it."""
        today = self.env["hr.job"]._today()
        kind = self._copy_type(form)
        symbol = self._copy_symbol(agency, form)
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
        self._copy_file(copy, agency, form, signer, pages, electronic)
        copy.state = "issued"
        held = lines._do_send()
        entry.sudo().state = "done"
        root.write({"state": "done", "closed_at": now, "closed_by_id": self.env.uid})
        self.env["vpdt.search"]._index(copy)
        copy._sync_readers()
        return copy.sudo(self.env.su), held

    def _copy_file(self, copy, agency, form, signer, pages, electronic):
        """Give the copy its file: the pages of the source with the mark of a copy.

        :raises UserError: the source cannot be printed on
        """
        # sudo: the bytes of the source; the right to read it was checked
        source = self.sudo().file_ids._main()
        data = source._copied(
            agency,
            form,
            signer,
            pages,
            electronic,
            number=int(copy.number),
            date=copy.issued_date,
            receivers=copy.dispatch_ids.mapped("name"),
        )
        file = source._twin(copy, data, pages)
        copy.page_count = file.page_count

    def _copy_subject(self):
        return " ".join(
            part for part in (self.type_id.name, self.code, self.subject) if part
        )[:1000]

    @api.model
    def _copy_symbol(self, agency, form):
        """Return the symbol of copies that `agency` makes: SY-UBND."""
        return f"{_ABBREVIATIONS[form]}-{agency.symbol}"

    @api.model
    def _copy_type(self, form):
        """Return the type of document of a form of copy."""
        today = self.env["hr.job"]._today()
        kind = self.env["vpdt.document.type"].search(
            [
                ("is_copy", "=", True),
                ("abbreviation", "=", _ABBREVIATIONS[form]),
                # "Sao y bản chính" of TT 01/2011 is SY as well
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", today),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", today),
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
