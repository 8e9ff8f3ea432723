from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..routing import MOVES, refusal

# What a sender does about one line of what he sent
_OF_SENDER = tuple(
    move for move in MOVES if move in ("recall", "remind", "ask_take_back", "extend")
)
_COLUMNS = (
    "id",
    "document_id",
    "purpose",
    "sender_id",
    "user_id",
    "agency_id",
    "sent_at",
    "deadline",
    "urgency",
    "state",
    "suspended_at",
    "acting_id",
    "opened_at",
    "parent_id",
    "acknowledged_at",
    "reopens_id",
)
# Who has the desk it was passed on from: he, and who acts for him, is its sender
_OF_PARENT = ("user_id", "acting_id")
_OF_DOCUMENT = ("code", "subject", "issuer", "type_id")
# PostgreSQL writes the times: as the client takes them, nothing is converted twice
_TIMES = ("sent_at", "deadline", "opened_at")


class DeskRow(NamedTuple):
    """One handling and what the desk shows of its document, as the table has it."""

    id: int
    document_id: int
    purpose: str
    sender_id: int
    user_id: int | None
    agency_id: int
    sent_at: str
    deadline: str | None
    urgency: str
    state: str
    suspended_at: object
    acting_id: int | None
    opened_at: str | None
    parent_id: int | None
    acknowledged_at: object
    reopens_id: int | None
    parent_user_id: int | None
    parent_acting_id: int | None
    code: str | None
    subject: str | None
    issuer: str | None
    type_id: int | None
    asked: bool


class DeskNames(NamedTuple):
    """What the ids in `DeskRow` are called."""

    users: dict
    agencies: dict
    types: dict


class VpdtHandling(models.Model):
    """Lines of the desk in two queries: eighty records read one by one cost more."""

    _inherit = "vpdt.handling"

    @api.model
    def _desk_lines(self, query):
        """Return the lines of the desk (see `desk_read`), in the order of the query.

        :param query: a `Query` over handlings under the user's rights, which are
            those of their documents
        """
        # What comes out of other tables by raw SQL
        self.flush_model(_COLUMNS[1:])
        self.env["vpdt.document"].flush_model(_OF_DOCUMENT)
        self.env["vpdt.request"].flush_model(["document_id", "state"])
        document = query.left_join(
            query.table, "document_id", "vpdt_document", "id", "document_id"
        )
        parent = query.left_join(
            query.table, "parent_id", "vpdt_handling", "id", "parent_id"
        )
        rows = self.env.execute_query(
            query.select(
                *(
                    SQL("to_char(%s, 'YYYY-MM-DD HH24:MI:SS')", column)
                    if name in _TIMES
                    else column
                    for name in _COLUMNS
                    for column in (SQL.identifier(query.table, name),)
                ),
                *(SQL.identifier(parent, name) for name in _OF_PARENT),
                *(SQL.identifier(document, name) for name in _OF_DOCUMENT),
                # where somebody asks something
                SQL(
                    """EXISTS (SELECT 1 FROM vpdt_request request
                                WHERE request.document_id = %s
                                  AND request.state = 'asked')""",
                    SQL.identifier(query.table, "document_id"),
                ),
            )
        )
        rows = [DeskRow._make(row) for row in rows]
        names = self._desk_row_names(rows)
        return [self._desk_line(row, names) for row in rows]

    def _desk_row(self):
        """Return the `DeskRow` of one handling that is read already."""
        stamp = fields.Datetime.to_string
        document = self.document_id
        values = {
            name: self[name].id if self._fields[name].relational else self[name]
            for name in _COLUMNS[1:]
        }
        return DeskRow(
            id=self.id,
            **{
                name: stamp(value) if name in _TIMES else value or None
                for name, value in values.items()
            },
            # sudo: whose desk it was passed on from
            parent_user_id=self.sudo().parent_id.user_id.id or None,
            parent_acting_id=self.sudo().parent_id.acting_id.id or None,
            code=document.code,
            subject=document.subject,
            issuer=document.issuer,
            type_id=document.type_id.id,
            # sudo: whether there is one, on a line the user reads
            asked=bool(
                self.env["vpdt.request"]
                .sudo()
                .search_count(
                    [("document_id", "=", document.id), ("state", "=", "asked")],
                    limit=1,
                )
            ),
        )

    @api.model
    def _desk_row_names(self, rows):
        """Return the `DeskNames` of these rows: as they are kept, or by one query."""
        kept = DeskNames(*self._kept_names(self.env.lang))
        users = {row.sender_id for row in rows}
        users |= {row.user_id for row in rows if row.user_id}
        agencies = {row.agency_id for row in rows if not row.user_id}
        types = {row.type_id for row in rows if row.type_id}
        if (
            users <= kept.users.keys()
            and agencies <= kept.agencies.keys()
            and types <= kept.types.keys()
        ):
            return kept
        # somebody or something new
        return DeskNames(*self._names_asked(users, agencies, types))

    @api.model
    def _desk_line(self, row, names):
        """Return one line of the desk.

        :param row: `DeskRow`
        :param names: `DeskNames`
        """
        uid = self.env.uid
        return {
            "id": row.id,
            "document_id": row.document_id,
            "code": row.code or "",
            "subject": row.subject or "",
            "issuer": row.issuer or "",
            "type": names.types.get(row.type_id) or "",
            "urgency": row.urgency or False,
            "purpose": row.purpose,
            "sender": names.users[row.sender_id],
            "sender_id": row.sender_id,
            "holder": names.users[row.user_id]
            if row.user_id
            else names.agencies[row.agency_id],
            "to_agency": not row.user_id,
            "sent_at": row.sent_at,
            "deadline": row.deadline or False,
            "state": row.state,
            "is_new": row.state == "waiting",
            "suspended": bool(row.suspended_at),
            # Whose desk it lies on, when another acts for him
            "instead_of": bool(row.acting_id and row.user_id != uid),
            "opened_at": row.opened_at or False,
            "asked": row.asked,
            # What the user may do about it as the one who sent it
            "moves": _moves_of_sender(row) if self._is_row_of_sender(row) else [],
        }

    @api.model
    def _is_row_of_sender(self, row):
        """Whether the user sent it and still has the desk it was passed on from; as
        `_is_sender`, without reading the record."""
        uid = self.env.uid
        if row.sender_id != uid:
            return False
        if row.parent_id and row.parent_user_id:
            return uid in (row.parent_user_id, row.parent_acting_id)
        if row.parent_id or row.reopens_id:
            return self.browse(row.id)._is_sender()
        return True


def _moves_of_sender(row):
    return [
        move
        for move in _OF_SENDER
        if not refusal(
            move,
            row.state,
            holder=False,
            sender=True,
            agency=not row.user_id,
            suspended=bool(row.suspended_at),
            root=not row.parent_id,
            purpose=row.purpose,
        )
    ]
