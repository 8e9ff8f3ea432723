import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, format_date

from ..intake.client import ReaderUnavailable
from ..text import fold, marked_words

_logger = logging.getLogger(__name__)

# The reader's names → the fields of the content mixin. Type, urgency and page count
# are looked up, not copied.
_COPIED = {
    "number": "number",
    "symbol": "symbol",
    "date": "issued_date",
    "issuer": "issuer",
    "parent": "issuer_parent",
    "subject": "subject",
    "signer": "signer",
    "position": "signer_position",
}
_URGENCY = {
    "khan": "1",
    "thuong khan": "2",
    "hoa toc": "3",
    "hoa toc hen gio": "4",
}


class VpdtIntake(models.Model):
    """A paper that came in and waits for the clerk to confirm its register line.

    | who                      | read | change | register, discard |
    |--------------------------|------|--------|-------------------|
    | clerk of the agency      | yes  | yes    | yes               |
    | everybody else           | no   | no     | no                |

    Only a file that passed the reader gets this far (design 5.4).
    """

    _name = "vpdt.intake"
    _inherit = ["vpdt.content.mixin", "vpdt.system.written.mixin"]
    _description = "Incoming paper to register"
    _order = "urgency desc, id"

    agency_id = fields.Many2one("hr.department", required=True, index=True)
    register_id = fields.Many2one(
        "vpdt.register",
        required=True,
        domain="[('agency_id', '=', agency_id), ('kind', '=', 'incoming'),"
        " ('is_open', '=', True)]",
    )
    user_id = fields.Many2one(
        "res.users", string="Brought in by", required=True, readonly=True
    )
    received_date = fields.Date(string="Received on", required=True)
    file_ids = fields.One2many("vpdt.file", "intake_id", string="Files")
    text_state = fields.Selection(
        [
            ("waiting", "Waiting to be read"),
            ("read", "Read"),
            ("failed", "Could not be read"),
        ],
        compute="_compute_text_state",
    )
    proposals = fields.Json(
        readonly=True,
        help="What the reader found: field → value, confidence, certain, page, box.",
    )
    secrecy_checked = fields.Boolean(
        readonly=True,
        help="Whether page 1 could be read well enough to rule out a secrecy mark.",
    )
    secrecy_looked = fields.Boolean(
        string="I looked at page 1: it bears no secrecy mark",
    )
    duplicate_ids = fields.Many2many(
        "vpdt.document", compute="_compute_duplicate_ids", string="Same paper?"
    )
    duplicate_confirmed = fields.Boolean(
        string="I looked at it: this is another paper",
    )

    @api.depends("code", "subject", "file_ids")
    def _compute_display_name(self):
        for intake in self:
            intake.display_name = (
                intake.code or intake.subject or intake.file_ids[:1].name or ""
            )

    @api.depends("file_ids.text_state")
    def _compute_text_state(self):
        for intake in self:
            states = set(intake.file_ids.mapped("text_state"))
            intake.text_state = next(
                (state for state in ("failed", "waiting", "read") if state in states),
                False,
            )

    @api.depends("number", "symbol", "issuer", "issued_date", "identifier")
    def _compute_duplicate_ids(self):
        Document = self.env["vpdt.document"]
        for intake in self:
            values = intake._normalised(
                {name: intake[name] for name in ("number", "symbol", "identifier")}
            )
            domain = Document._duplicates_domain(
                {
                    **values,
                    "issuer": intake.issuer,
                    "issuer_key": intake._issuer_key(),
                    "issued_date": intake.issued_date,
                }
            )
            # Under the reader table: a paper of another agency is not given away.
            intake.duplicate_ids = (
                Document.search(domain, limit=5)
                if domain.is_false() is False
                else False
            )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalised(vals) for vals in vals_list])

    def write(self, vals):
        if not self.env.su:
            if self._read_from_paper() & vals.keys():
                raise AccessError(
                    self.env._("What was read from the paper is not changed by hand.")
                )
        return super().write(self._normalised(vals))

    @api.model
    def _read_from_paper(self):
        """Return the fields nobody changes by hand."""
        return {"agency_id", "user_id", "proposals", "secrecy_checked", "file_ids"}

    @api.model
    def _check_clerk(self, agency_id):
        if self.env.su:
            return
        if agency_id not in self.env.user._agencies(roles=["clerk"]).ids:
            raise AccessError(
                self.env._("Only a clerk of the agency brings in papers for it.")
            )

    @api.model
    def _my_agency(self):
        """Return the agency whose clerk the user is.

        :raises AccessError: the user is no clerk
        """
        agencies = self.env.user._agencies(roles=["clerk"])
        if not agencies:
            raise AccessError(
                self.env._("Bringing in papers is the work of an agency's clerk.")
            )
        return agencies[:1]

    @api.model
    def _take_in(self, data, filename, not_secret):
        """Let a dropped file in, or refuse it before any byte is stored (R1, R9, I4).

        :param data: bytes of the file, in memory only
        :param filename: as the person's computer calls it
        :param not_secret: the clerk's statement, made before scanning
        :return: ``(intake, None)`` or ``(None, refusal code)``
        :raises UserError: the statement is missing, or the reader cannot work
        """
        agency = self._my_agency()
        if not not_secret:
            raise UserError(
                self.env._(
                    "State first that the paper holds no state secret. A secret paper "
                    "is never scanned: enter it in the paper register of secrets."
                )
            )
        try:
            answer = (
                self.env["vpdt.file"]._reader().check_and_read_first(data, filename)
            )
        except ReaderUnavailable as error:
            _logger.error("The reader of papers cannot be started: %s", error)
            raise UserError(
                self.env._(
                    "The reader of papers is not running, so nothing can be taken in. "
                    "Tell the operator of the system."
                )
            ) from error
        if answer["refused"]:
            # What the reader says of itself, never of the file: a broken file and a
            # fault of the reader look alike to the clerk, not to the operator.
            refusal = answer["refused"]
            _logger.info("Not let in: %(code)s %(detail)s", refusal)
            self._refuse(answer["refused"]["code"])
            return None, answer["refused"]["code"]
        today = self.env["hr.job"]._today()
        # sudo: papers come in this way only; the user's post was checked above
        intake = self.sudo().create(
            {
                "agency_id": agency.id,
                "register_id": self.env["vpdt.register"]
                ._for(agency, "incoming", today)
                .id,
                "user_id": self.env.uid,
                "received_date": today,
                "secrecy_checked": answer.get("secrecy_checked", True),
            }
        )
        intake = intake.sudo(self.env.su)
        file = self.env["vpdt.file"]._create_from(
            data, filename, answer, {"intake_id": intake.id}
        )
        intake._propose(answer["fields"])
        intake.sudo().page_count = answer["pages"]
        intake._after_take_in(answer)
        if file.text_state == "waiting":
            file.with_delay(
                description=self.env._("Read all pages of a paper"),
                identity_key=f"vpdt_file_read_{file.id}",
                channel="root.vpdt_reading",
            )._read_pages()
        return intake, None

    def _after_take_in(self, answer):
        """Hook: what else the reader found concerns addons above.

        :param answer: of `ReaderClient.check_and_read_first`
        """

    @api.model
    def _refuse(self, code):
        """Enter a refusal into the register of refusals: nothing of the file."""
        # sudo: the register of refusals is written by the system alone
        self.env["vpdt.refusal"].sudo().create(
            {
                "user_id": self.env.uid,
                "agency_id": self._my_agency().id,
                "code": code,
            }
        )

    def _propose(self, found):
        """Fill in what the reader is sure of, where the clerk has not written yet.

        :param found: the reader's fields: name → {"value", "confidence", "certain",
            "page", "box"}
        """
        self.ensure_one()
        vals = {}
        certain = {
            name: item["value"]
            for name, item in found.items()
            if item.get("certain") and item.get("value") not in (None, "")
        }
        for name, field in _COPIED.items():
            if certain.get(name) and not self[field]:
                vals[field] = certain[name]
        if urgency := _URGENCY.get(fold(certain.get("urgency"))):
            if self.urgency == "0":
                vals["urgency"] = urgency
        if not self.type_id:
            kind = self.env["vpdt.document.type"]._find(
                certain.get("type"),
                certain.get("symbol"),
                fields.Date.to_date(certain.get("date")),
            )
            if kind:
                vals["type_id"] = kind.id
        if not self.field_id and (subject := vals.get("subject") or self.subject):
            vals["field_id"] = self._guess_field(subject).id
        # sudo: proposals are written by the reader, not by hand (see write)
        self.sudo().write({**vals, "proposals": {**(self.proposals or {}), **found}})

    def _guess_field(self, subject):
        """Return the subject area whose keywords the subject holds most of, if any."""
        text = f" {' '.join(marked_words(subject))} "
        best, most = self.env["vpdt.field"], 0
        agencies = self.agency_id | self.agency_id.parent_id.agency_id
        for field in self.env["vpdt.field"].search([("agency_id", "in", agencies.ids)]):
            hits = sum(
                f" {' '.join(marked_words(keyword))} " in text
                for keyword in (field.keywords or "").split(",")
                if keyword.strip()
            )
            if hits > most:
                best, most = field, hits
        return best

    def action_register(self):
        """Give the paper its document, its number and its line in the register.

        :return: the action that shows the next waiting paper, or the finished one
        """
        self.ensure_one()
        self = self._own_context()
        entry = self._do_register()
        following = self.search([], limit=1)
        message = self.env._(
            "Registered under No. %(number)s in %(register)s.",
            number=entry.number,
            register=entry.register_id.display_name,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": following._action_open()
                if following
                else self.env["ir.actions.act_window"]._for_xml_id(
                    "vpdt_documents.vpdt_intake_action"
                ),
            },
        }

    def _action_open(self):
        """Return the action that opens this paper on the registration screen."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "name": self.env._("Register an incoming paper"),
            "target": "main",
        }

    def _check_ready(self):
        """Check what a line needs before a number is spent on it.

        :raises ValidationError: with everything that is missing, in one message
        """
        self.ensure_one()
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("type_id", "issuer", "issued_date", "subject")
            if not self[name]
        ]
        if missing:
            raise ValidationError(
                self.env._(
                    "Still missing for the register: %(fields)s.",
                    fields=", ".join(missing),
                )
            )
        if self.issued_date > self.received_date:
            raise ValidationError(
                self.env._(
                    "The paper is dated %(issued)s, after it came in on %(received)s: "
                    "check both dates.",
                    issued=format_date(self.env, self.issued_date),
                    received=format_date(self.env, self.received_date),
                )
            )
        if self.received_date > self.env["hr.job"]._today():
            raise ValidationError(
                self.env._("The paper cannot have come in after today: check the date.")
            )
        register = self.register_id
        if (
            not register.is_open
            or register.agency_id != self.agency_id
            or register.kind != "incoming"
        ):
            raise ValidationError(self.env._("Choose an open register of your agency."))
        if not self.secrecy_checked and not self.secrecy_looked:
            raise ValidationError(
                self.env._(
                    "Page 1 is hard to read: look at it and tick that it bears no "
                    "secrecy mark."
                )
            )
        if self.duplicate_ids and not self.duplicate_confirmed:
            raise ValidationError(
                self.env._(
                    "This paper may be registered already: %(documents)s. Look at it, "
                    "then discard this one or tick that it is another paper.",
                    documents=", ".join(
                        document.code or document.display_name
                        for document in self.duplicate_ids
                    ),
                )
            )

    def _do_register(self):
        """Register and return the entry; the intake row is gone afterwards."""
        self.ensure_one()
        self.check_access("write")
        self._check_clerk(self.agency_id.id)
        if not self.try_lock_for_update():
            raise UserError(
                self.env._("A colleague is registering this paper right now.")
            )
        self._check_ready()
        content = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in self._content_fields()
        }
        # sudo: documents are written by registration only, after the checks above
        created = (
            self.env["vpdt.document"]
            .sudo()
            .with_context(
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
            )
            .create(content)
        )
        document = self.env["vpdt.document"].sudo().browse(created.id)
        self.sudo().file_ids.document_id = document
        self.env["vpdt.search"]._index(document)
        line = {"received_date": self.received_date, "note": self.note}
        register = self.register_id
        self._drop()
        entry = self.env["vpdt.entry"]._write_line(
            document.sudo(self.env.su), register, line, sync=False
        )
        entry._after_register()
        return entry

    def _drop(self):
        """Remove the row that has served; its files belong to the document now.

        Nothing of Odoo's own hangs on it. `unlink` asks for that in four tables and
        empties the whole cache, from which the registration goes on: a tenth of it.
        """
        # sudo: the row of a colleague may be registered as well
        files = self.sudo().file_ids
        self.flush_recordset()
        self.env.execute_query(
            SQL("DELETE FROM vpdt_intake WHERE id = ANY(%s) RETURNING id", self.ids)
        )
        files.invalidate_recordset(["intake_id"], flush=False)
        self.invalidate_recordset(flush=False)

    def action_discard(self):
        """Throw a waiting paper away, with its file: it was scanned by mistake."""
        for intake in self._own_context():
            intake.check_access("write")
            intake._check_clerk(intake.agency_id.id)
            # sudo: nobody has the right to remove files by hand
            files = intake.sudo().file_ids
            attachments = files.attachment_id
            files.write({"attachment_id": False})
            attachments.unlink()
            files.page_ids.unlink()
            files.unlink()
            intake.sudo().unlink()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "vpdt_documents.vpdt_intake_action"
        )
