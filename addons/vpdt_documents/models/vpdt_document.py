from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..text import nfc, query_lexemes, words
from .vpdt_entry import STATES

# Terms of one question; more only cost time and find nothing.
_MOST_TERMS = 24


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
        "vpdt.system.written.mixin",
    ]
    _description = "Document"
    _order = "id desc"
    _rec_names_search = ["code", "subject"]
    # Nobody has write access, so nobody posts here: a message could be sent to whom the
    # reader table does not know, and its attachments would not pass the reader (R9).
    _mail_post_access = "write"

    state = fields.Selection(
        [item for item in STATES if item[0] != "void"],
        required=True,
        default="registered",
    )
    issuer_key = fields.Char(compute="_compute_issuer_key", store=True)
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

    _code_index = models.Index("(code)")
    _identifier_index = models.Index("(identifier) WHERE identifier IS NOT NULL")
    _issued_list = models.Index("(issued_date DESC, id DESC)")
    _duplicate_index = models.Index("(number, symbol, issuer_key, issued_date)")

    @api.depends("code", "subject", "type_id.name")
    def _compute_display_name(self):
        for document in self:
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

    def _compute_search_text(self):
        self.search_text = False

    def _search_search_text(self, operator, value):
        """Match the search index; used by domains, ordered by `_search` below."""
        if operator == "in":
            texts = [text for text in value if isinstance(text, str)]
            return Domain.OR(self._search_text_domain(text) for text in texts)
        if operator in ("ilike", "like", "=ilike", "=like"):
            return self._search_text_domain(value)
        return NotImplemented

    @api.model
    def _search_text_domain(self, text, column="whole", phrase=False):
        terms, pairs = query_lexemes(text or "")
        terms = (pairs if phrase and pairs else terms)[:_MOST_TERMS]
        if not terms:
            # Nothing but punctuation was typed: it restricts nothing.
            return Domain.TRUE
        # Terms hold letters, digits and "_" only (text.fold): quoting is enough. The
        # last word may be unfinished while a person types, unless it is the phrase.
        tsquery = " & ".join(f"'{term}'" for term in terms)

        def to_sql(model, alias, query):
            return SQL(
                """EXISTS (SELECT 1 FROM vpdt_search search
                            WHERE search.document_id = %s
                              AND search.%s @@ %s::tsquery)""",
                SQL.identifier(alias, "id"),
                SQL.identifier(column),
                tsquery,
            )

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _search_tiers(self, text):
        """Return the domains of a question from best to widest.

        The number or code itself; the words side by side in the register fields; all
        words there; side by side in the pages; all words anywhere.
        """
        tiers = []
        typed = nfc(text or "")
        if typed and any(char.isdigit() for char in typed):
            tiers.append(
                Domain("code", "=", typed)
                | Domain("number", "=", typed)
                | Domain("identifier", "=", typed)
            )
        several = len(words(typed)) > 1
        for column in ("content", "whole"):
            if several:
                tiers.append(self._search_text_domain(typed, column, phrase=True))
            tiers.append(self._search_text_domain(typed, column))
        return tiers

    @api.model
    @api.readonly
    def search_count(self, domain, limit=None):
        """Count; all a person may read is counted in the reader table alone.

        The list asks it each time it is opened, and rows of one reader lie side by
        side in the index, where the general way looks at every document there is.
        """
        if self.env.su or not Domain(domain).is_true() or not self._only_i_read():
            return super().search_count(domain, limit)
        self.browse().check_access("read")
        [(count,)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*) FROM (
                    SELECT DISTINCT document_id FROM vpdt_reader
                     WHERE user_id = %s LIMIT %s) mine
                """,
                self.env.uid,
                limit or None,
            )
        )
        return count

    @api.model
    def _only_i_read(self):
        """Whether the rules ask the reader table and nothing else."""
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        return [
            (condition.field_expr, condition.operator, list(condition.value))
            for condition in rules.optimize(self).iter_conditions()
        ] == [("i_read", "in", [True])]

    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Order a search by `search_text` best first, when no order was chosen."""
        domain = Domain(domain)
        questions = [
            condition
            for condition in domain.iter_conditions()
            if condition.field_expr == "search_text"
            and condition.operator in ("ilike", "like", "=", "in")
        ]
        ranked = order in (self._order, None) and limit and len(questions) == 1
        if not ranked or order is None:
            return super()._search(domain, offset, limit, order, **kwargs)
        value = questions[0].value
        if not isinstance(value, str):
            value = next(iter(value), "")
        ids = self._search_ranked(
            domain, questions[0], str(value), offset + limit, kwargs
        )
        return self.browse(ids[offset:])._as_query()

    def _search_ranked(self, domain, question, text, wanted, kwargs):
        """Return up to `wanted` ids, tier by tier, the newest first in each."""
        ids = {}
        for tier in self._search_tiers(text):
            restricted = domain.map_conditions(
                lambda condition, tier=tier: (
                    tier if condition is question else condition
                )
            )
            # pylint: disable-next=super-method-mismatch
            query = super()._search(
                restricted, 0, wanted + len(ids), self._order, **kwargs
            )
            ids.update(dict.fromkeys(query.get_result_ids()))
            if len(ids) >= wanted:
                break
        return list(ids)[:wanted]

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
