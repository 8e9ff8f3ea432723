from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .vpdt_entry import STATES


class VpdtDocument(models.Model):
    """What a paper says: one row however many agencies hold it (design 5.1).

    | who                        | read                   | change                  |
    |----------------------------|------------------------|-------------------------|
    | a reader (vpdt.reader)     | yes                    | no                      |
    | clerk who keeps its entry  | yes (cause "register") | action_correct, reasoned|
    | operator, administrator    | no                     | no                      |

    There is no write access by right: registration and correction write with sudo
    after their own guard.
    """

    _name = "vpdt.document"
    _inherit = [
        "mail.thread",
        "vpdt.content.mixin",
        "vpdt.readable.mixin",
        "vpdt.system.written.mixin",
    ]
    _description = "Document"
    _order = "id desc"
    _rec_names_search = ["code", "subject"]
    # Nobody has write access, so nobody posts here: a message could be sent to whom the
    # reader table does not know, and its attachments would not pass the reader (R9).
    _mail_post_access = "write"

    state = fields.Selection(
        STATES,
        required=True,
        default="registered",
    )
    issuer_key = fields.Char(compute="_compute_issuer_key", store=True, precompute=True)
    entry_ids = fields.One2many("vpdt.entry", "document_id", string="Register entries")
    file_ids = fields.One2many("vpdt.file", "document_id", string="Files")
    reader_ids = fields.One2many(
        "vpdt.reader", "document_id", string="Readers", bypass_search_access=True
    )
    i_read = fields.Boolean(
        compute="_compute_i_read",
        search="_search_i_read",
        help="The reader table holds a row for the user. Record rules ask this.",
    )
    correction_ids = fields.One2many("vpdt.correction", "document_id")
    search_text = fields.Char(
        compute="_compute_search_text",
        search="_search_search_text",
        string="Everything",
        help="Number, symbol, issuer, subject, signer and the text of all pages, "
        "with or without diacritics.",
    )
    may_correct = fields.Boolean(compute="_compute_may_correct")
    may_cancel = fields.Boolean(compute="_compute_may_cancel")

    _code_index = models.Index("(code)")
    _identifier_index = models.Index("(identifier) WHERE identifier IS NOT NULL")
    _issued_list = models.Index("(issued_date DESC, id DESC)")
    _duplicate_index = models.Index("(number, symbol, issuer_key, issued_date)")

    @api.depends_context("uid")
    @api.depends("code", "subject", "type_id.name")
    def _compute_display_name(self):
        """Name a document to its readers only.

        Odoo asks with sudo for the names of what a link, a message, an activity or an
        error speaks of, whoever will see them; sudo does not change who asks.
        """
        named = self
        if self.env.uid != SUPERUSER_ID:
            named = self.filtered(lambda paper: not paper._origin or paper.i_read)
        for document in self - named:
            document.display_name = self.env._(
                "Document %(id)s", id=document._origin.id
            )
        for document in named:
            head = document.code or document.type_id.name
            document.display_name = " · ".join(
                part for part in (head, document.subject) if part
            )

    @api.depends("issuer")
    def _compute_issuer_key(self):
        for document in self:
            document.issuer_key = document._issuer_key()

    @api.depends_context("uid")
    def _compute_i_read(self):
        """Ask the reader table once for all of them.

        Odoo checks rules again on what a search returned; through `reader_ids` that
        would load every reader of every document on the page.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT document_id FROM vpdt_reader
                 WHERE user_id = %s AND document_id = ANY(%s)
                """,
                self.env.uid,
                self.ids,
            )
        )
        mine = {row[0] for row in rows}
        for document in self:
            document.i_read = document._origin.id in mine

    def _search_i_read(self, operator, value):
        if operator != "in":
            return NotImplemented
        uid = self.env.uid

        def to_sql(model, alias, query):
            return SQL(
                """EXISTS (SELECT 1 FROM vpdt_reader reader
                            WHERE reader.document_id = %s AND reader.user_id = %s)""",
                SQL.identifier(alias, "id"),
                uid,
            )

        return Domain.custom(to_sql=to_sql)

    def _search_texts(self):
        """Return the texts of the register fields that the search box covers."""
        self.ensure_one()
        return [
            value
            for value in (
                self.code,
                self.identifier,
                self.issuer,
                self.issuer_parent,
                self.type_id.name,
                self.subject,
                self.signer,
                self.signer_position,
                self.note,
            )
            if value
        ]

    @api.depends_context("uid")
    @api.depends("entry_ids.agency_id")
    def _compute_may_correct(self):
        mine = self.env.user._agencies(roles=["clerk"])
        for document in self:
            document.may_correct = bool(document.entry_ids.agency_id & mine)

    @api.depends_context("uid")
    def _compute_may_cancel(self):
        for document in self:
            document.may_cancel = bool(document._cancellable_entry())

    def _cancellable_entry(self):
        """Return the line of this document that the user may cancel as a clerk."""
        mine = self.env.user._agencies(roles=["clerk"])
        return self.entry_ids.filtered(
            lambda line: (
                line.agency_id in mine and line.state in ("registered", "processing")
            )
        )[:1]

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        """A document has no followers: they are told whatever the reader table says."""
        return True

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Refuse: papers come in through the reader (design 5.4), not by e-mail."""
        raise AccessError(self.env._("Papers come in through registration only."))

    def message_update(self, msg_dict, update_vals=None):
        """Refuse, as `message_new`."""
        raise AccessError(self.env._("Papers come in through registration only."))

    def _sync_readers(self):
        """Write who may read these documents now."""
        self.env["vpdt.reader"]._sync(document_ids=self.ids)

    @api.model
    def _duplicates_domain(self, values):
        """Return the domain of documents that may be the same paper.

        Same identifier, or same number, symbol, issuer and date (NĐ 30/2020 PL
        VI.I.III.1h names identifier or number, symbol and issuer; the date tells
        years apart).

        :param values: mapping with the names of the content mixin
        """
        domains = []
        if values.get("identifier"):
            domains.append(Domain("identifier", "=", values["identifier"]))
        if values.get("number") and values.get("symbol") and values.get("issuer"):
            same = (
                Domain("number", "=", values["number"])
                & Domain("symbol", "=", values["symbol"])
                & Domain("issuer_key", "=", values["issuer_key"])
            )
            if values.get("issued_date"):
                same &= Domain("issued_date", "in", [values["issued_date"], False])
            domains.append(same)
        return Domain.OR(domains) if domains else Domain.FALSE

    def action_correct(self, vals, reason):
        """Put register fields right after registration, keeping what they were.

        :param vals: fields of the content mixin and their new values
        :param reason: why (required)
        :raises AccessError: the user is not a clerk keeping an entry of the document
        :raises UserError: no reason, or a field that is not of the paper
        """
        self.ensure_one()
        self = self._own_context()
        self.check_access("read")
        if not self.may_correct:
            raise AccessError(
                self.env._("Only the clerk who keeps the register corrects a line.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the line is corrected."))
        if set(vals) - set(self._content_fields()):
            raise UserError(self.env._("Only what the paper says can be corrected."))
        self._do_correct(self._normalised(vals), reason.strip())
        return True

    def _do_correct(self, vals, reason):
        before = {name: self[name] for name in vals}
        sealed = self._sealed_content()
        # sudo: nobody writes documents by right; the guard stands in action_correct
        document = self.sudo()
        document.with_context(tracking_disable=True).write(vals)
        shown = {
            name: [
                document._fields[name].convert_to_display_name(old, document),
                document._fields[name].convert_to_display_name(
                    document[name], document
                ),
            ]
            for name, old in before.items()
            if old != document[name]
        }
        if not shown:
            return
        self.env["vpdt.correction"].sudo().create(
            {
                "document_id": self.id,
                "user_id": self.env.uid,
                "reason": reason,
                "before": sealed,
                "after": self._sealed_content(),
                "changes": shown,
            }
        )
        self.env["vpdt.search"]._index(self)

    def _sealed_content(self):
        """Return what the register's seal covers, as the database says it."""
        self.ensure_one()
        self.flush_recordset()
        [(content,)] = self.env.execute_query(
            SQL(
                """
                SELECT jsonb_build_object(
                           'code', code, 'issued_date', issued_date, 'issuer', issuer,
                           'subject', subject, 'signer', signer, 'type_id', type_id)
                  FROM vpdt_document WHERE id = %s
                """,
                self.id,
            )
        )
        return content
