from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from .vpdt_series import KINDS

STATES = [
    ("registered", "Registered"),
    ("processing", "Being handled"),
    ("done", "Finished"),
    ("void", "Void"),
]


class VpdtEntry(models.Model):
    """A document's line in one agency's register: one document, one entry each.

    Written by registration only; nobody has the right to create or change a line by
    hand. What lists show of the document is read through it, not copied.
    """

    _name = "vpdt.entry"
    _inherit = [
        "vpdt.system.written.mixin",
        "vpdt.trail.mixin",
        "vpdt.of.document.mixin",
        "vpdt.readable.mixin",
    ]
    _description = "Register entry"
    # Newest first in one book and across books. Not by register: that would sort all
    # lines there are by the year and agency of their book before showing eighty.
    _order = "received_date desc, number desc, id desc"

    document_id = fields.Many2one(
        "vpdt.document",
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
        help="Empty on a void line.",
    )
    register_id = fields.Many2one(
        "vpdt.register", required=True, index=True, ondelete="restrict"
    )
    series_id = fields.Many2one(
        "vpdt.series", required=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(
        "hr.department", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True)
    year = fields.Integer(required=True, aggregator=None)
    number = fields.Integer(
        required=True, aggregator=None, string="Entry number", readonly=True
    )
    state = fields.Selection(STATES, required=True, default="registered")
    void_reason = fields.Char()
    received_date = fields.Date(string="Received on")
    receiver = fields.Char(string="Receiving unit or person", size=1000)
    transferred_date = fields.Date(string="Transferred on")
    registered_by_id = fields.Many2one("res.users", string="Registered by")
    registered_at = fields.Datetime(string="Registered at")
    due_date = fields.Datetime(string="Due")
    note = fields.Char()

    code = fields.Char(related="document_id.code")
    issued_date = fields.Date(related="document_id.issued_date")
    issuer = fields.Char(related="document_id.issuer")
    type_id = fields.Many2one(related="document_id.type_id")
    subject = fields.Char(related="document_id.subject")
    signer = fields.Char(related="document_id.signer")
    urgency = fields.Selection(related="document_id.urgency")

    _trail_user = "registered_by_id"
    _trail_at = "registered_at"

    is_mine = fields.Boolean(
        string="Of my agency",
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="Its book is that of an agency in which the user holds a post.",
    )
    i_read = fields.Boolean(
        compute="_compute_i_read",
        search="_search_i_read",
        help="The user reads its document, or keeps the book and the line is void, or "
        "it never had a document. Record rules ask this.",
    )

    _number_unique = models.UniqueIndex(
        "(series_id, number)", "The register gives each number once."
    )
    _document_once = models.UniqueIndex(
        "(document_id, agency_id, kind) "
        "WHERE document_id IS NOT NULL AND state <> 'void'",
        "This agency has already registered this document.",
    )
    _register_list = models.Index(
        "(register_id, received_date DESC, number DESC, id DESC)"
    )
    _agency_list = models.Index(
        "(agency_id, kind, received_date DESC, number DESC, id DESC)"
    )
    # Outgoing documents and copies in one list: two kinds, one order
    _agency_lines = models.Index(
        "(agency_id, received_date DESC, number DESC, id DESC)"
    )
    _kind_list = models.Index("(kind, received_date DESC, number DESC, id DESC)")
    _void_has_reason = models.Constraint(
        "CHECK (state <> 'void' OR void_reason IS NOT NULL)",
        "A void line needs its reason.",
    )

    _void_numbers = models.Index("(series_id, number) WHERE state = 'void'")
    _void_lines = models.Index("(id) WHERE document_id IS NULL")
    _void_of_book = models.Index("(agency_id) WHERE state = 'void'")

    @api.model
    def _trail_name(self):
        return self.env._("Documents registered")

    @api.depends_context("uid")
    @api.depends("agency_id")
    def _compute_is_mine(self):
        mine = self.env.user._agencies()
        for entry in self:
            entry.is_mine = entry.agency_id in mine

    def _search_is_mine(self, operator, value):
        # ids, not `agency_id.i_work_here`: behind a subquery the database does not see
        # that the lines of one agency lie in the order of the list already
        if operator != "in":
            return NotImplemented
        return [("agency_id", "in", self.env.user._agencies().ids)]

    @api.depends_context("uid")
    @api.depends("document_id", "state", "agency_id")
    def _compute_i_read(self):
        books = self.env.user._books() if "void" in self.mapped("state") else []
        for entry in self:
            entry.i_read = (
                not entry.document_id
                or entry.document_id.i_read
                or (entry.state == "void" and entry.agency_id.id in books)
            )

    def _search_i_read(self, operator, value):
        """Find lines without a document, void ones of the user's books, and those of
        documents the user reads.

        The "or" keeps the database from choosing where to begin, so that is done
        here: from the few documents of a person, or from the lines in the order of
        the list, each looked up. Both find the same.
        """
        if operator != "in":
            return NotImplemented
        uid, few = self.env.uid, self._reads_few()
        books = self.env.user._books()

        def to_sql(model, alias, query):
            if few:
                return SQL(
                    """%s IN (SELECT line.id
                                FROM vpdt_reader reader
                                JOIN vpdt_entry line
                                  ON line.document_id = reader.document_id
                               WHERE reader.user_id = %s
                               UNION ALL
                              SELECT id FROM vpdt_entry WHERE document_id IS NULL
                               UNION ALL
                              SELECT id FROM vpdt_entry
                               WHERE state = 'void' AND agency_id = ANY(%s))""",
                    SQL.identifier(alias, "id"),
                    uid,
                    books,
                )
            # LIMIT: looked up line by line, never gathered for all lines first
            return SQL(
                """(%s IS NULL OR (SELECT TRUE FROM vpdt_reader reader
                                    WHERE reader.document_id = %s
                                      AND reader.user_id = %s LIMIT 1)
                               OR (%s = 'void' AND %s = ANY(%s)))""",
                SQL.identifier(alias, "document_id"),
                SQL.identifier(alias, "document_id"),
                uid,
                SQL.identifier(alias, "state"),
                SQL.identifier(alias, "agency_id"),
                books,
            )

        return Domain.custom(to_sql=to_sql)

    @api.model
    @ormcache("self.env.uid")
    def _reads_few(self):
        """Whether the user reads little enough to begin a search there (speed only).

        Beginning with r rows of the reader table takes time like r; walking down the
        lines there are, n, until a page of the user's is full takes time like n / r.
        The two meet where r is some times the root of n.
        """
        [(few, rows)] = self.env.execute_query(
            SQL(
                """
                WITH few AS (
                    SELECT (6 * sqrt(greatest(reltuples, 0)))::int AS rows
                      FROM pg_class WHERE oid = 'vpdt_entry'::regclass
                )
                SELECT few.rows, (
                    SELECT count(*) FROM (
                        SELECT FROM vpdt_reader WHERE user_id = %s
                         LIMIT (SELECT rows FROM few)) mine)
                  FROM few
                """,
                self.env.uid,
            )
        )
        return rows < few

    @api.depends("number", "register_id.name", "agency_id.symbol")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = self.env._(
                "No. %(number)s · %(register)s",
                number=entry.number,
                register=entry.register_id.display_name,
            )

    @api.model
    def _write_line(self, document, register, vals, sync=True):
        """Write `document` into `register` under its next number.

        The number is reserved here, so everything that can fail comes before.

        :param vals: received_date, receiver, note… of the line
        :param sync: whether who reads it is written as well; else the caller does
        :return: the entry
        """
        series = register.series_id
        # sudo: lines are written by registration alone, after the caller was found
        # to be a clerk of the register's agency (_check_clerk).
        number = series._reserve()
        entry = self.sudo().create(
            {
                "document_id": document.id,
                "register_id": register.id,
                "series_id": series.id,
                "agency_id": register.agency_id.id,
                "kind": register.kind,
                "year": register.year,
                "number": number,
                "registered_by_id": self.env.uid,
                "registered_at": fields.Datetime.now(),
                **vals,
            }
        )
        if sync:
            document._sync_readers()
        return entry.sudo(self.env.su)

    def _after_register(self):
        """Hook: what follows a registration; addons above send the paper on its way.

        Writes who reads the documents: once, when it is known who has them.
        """
        # sudo: nobody reads them before
        self.sudo().document_id._sync_readers()

    def action_cancel(self, reason):
        """Cancel a line registered by mistake: its number stays, void, with the reason.

        NĐ 30/2020 Điều 15, 22: a number is given once and never again.

        :raises AccessError: the user is no clerk of the agency that keeps the book
        :raises UserError: no reason, or the document has gone too far
        """
        self.ensure_one()
        self = self._own_context()
        self.check_access("read")
        if self.agency_id not in self.env.user._agencies(roles=["clerk"]):
            raise AccessError(
                self.env._("Only the clerk who keeps the register cancels a line.")
            )
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the line is cancelled."))
        if not self.sudo().try_lock_for_update():
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        if self.state not in ("registered", "processing"):
            raise UserError(
                self.env._("Only a line that is not finished can be cancelled.")
            )
        self._before_cancel(reason)
        # sudo: lines are written by registration and cancelling alone; the clerk was
        # checked above
        self.sudo().write({"state": "void", "void_reason": reason})
        self.document_id._sync_readers()
        return True

    def _before_cancel(self, reason):
        """Hook: addons above take back what the registration began."""

    def action_open_document(self):
        """Open the document of this line."""
        self.ensure_one()
        if not self.document_id:
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.document",
            "res_id": self.document_id.id,
            "views": [[False, "form"]],
            "name": self.document_id.code,
        }

    def _print_row(self):
        """Return this line as a row of the printed register (NĐ 30/2020 PL IV)."""
        self.ensure_one()
        if self.state == "void":
            row = {"void": True, "void_reason": self.void_reason}
            if self.kind == "incoming":
                return {
                    **row,
                    "arrival_number": self.number,
                    "arrival_date": self.received_date or None,
                }
            return {**row, "number_symbol": f"{self.number:02d}"}
        subject = " ".join(part for part in (self.type_id.name, self.subject) if part)
        row = {
            "number_symbol": self.code or "",
            "issued_date": self.issued_date or None,
            "subject": subject,
            "receiver": self.receiver or "",
            "transfer_date": self.transferred_date or None,
            "note": self.note or "",
        }
        if self.kind == "incoming":
            return {
                **row,
                "arrival_date": self.received_date or None,
                "arrival_number": self.number,
                "author": self.issuer or "",
            }
        return {
            **row,
            "signer": self.signer or "",
            "copies": self.document_id.copies or None,
        }
