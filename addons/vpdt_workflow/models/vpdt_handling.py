from psycopg2.errors import LockNotAvailable

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.vpdt_documents.models.hr_job import ROLES

from ..routing import CLOSED, OPEN, PURPOSES, STATES, refusal

#: How long a move waits for another one on the same row, in milliseconds.
_PATIENCE = 3000


class VpdtHandling(models.Model):
    """One person's or one agency's task on a document (xử lý).

    | who                                   | move                                |
    |---------------------------------------|-------------------------------------|
    | the holder (person, or agency clerk), | open, transfer, add, ask_opinion,   |
    | or who acts in his place              | return, finish, suspend, ask_extend |
    | a clerk of the agency it lies with    | accept: register and pass to head   |
    | the sender, or whose desk he sat at   | recall, ask_take_back, extend       |
    | every reader of the document          | read                                |

    The whole table is `routing.MOVES`.

    Nobody has the right to create, write or remove rows: all moves go through
    ``action_…`` methods, which ask `routing.moves`, then write with sudo.
    """

    _name = "vpdt.handling"
    _inherit = ["vpdt.system.written.mixin", "vpdt.of.document.mixin"]
    _description = "Handling"
    _order = "urgency desc, deadline, id"

    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    parent_id = fields.Many2one(
        "vpdt.handling", index="btree_not_null", ondelete="restrict"
    )
    child_ids = fields.One2many("vpdt.handling", "parent_id")
    directive_id = fields.Many2one(
        "vpdt.directive", index="btree_not_null", ondelete="restrict"
    )
    is_main = fields.Boolean(
        string="Carries on",
        help="It carries on the task of the handling above: when it is finished, the "
        "one above is.",
    )
    purpose = fields.Selection(list(PURPOSES.items()), required=True)
    agency_id = fields.Many2one(
        "hr.department", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        index=True,
        ondelete="restrict",
        string="With",
        help="Empty while it lies with the clerks of the agency.",
    )
    acting_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        string="Acts in his place",
        help="The substitute of the person it lies with, while he is away.",
    )
    role = fields.Selection(ROLES, required=True)
    sender_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict", string="From"
    )
    sent_at = fields.Datetime(required=True)
    deadline = fields.Datetime()
    urgency = fields.Selection(
        related="document_id.urgency", store=True, precompute=True
    )
    state = fields.Selection(list(STATES.items()), required=True, default="waiting")
    opened_at = fields.Datetime()
    opened_by_id = fields.Many2one("res.users", ondelete="restrict")
    closed_at = fields.Datetime()
    closed_by_id = fields.Many2one("res.users", ondelete="restrict")
    result = fields.Text()
    result_kind = fields.Selection(
        [("answer", "Answered"), ("note", "Dealt with"), ("filed", "Filed only")]
    )
    answer_id = fields.Many2one(
        "vpdt.document",
        index="btree_not_null",
        ondelete="restrict",
        help="The document that answers it.",
    )
    reason = fields.Text(help="Why it was returned or recalled.")
    text = fields.Text(related="directive_id.text", string="Words of the directive")

    code = fields.Char(related="document_id.code")
    subject = fields.Char(related="document_id.subject")
    issuer = fields.Char(related="document_id.issuer")
    type_id = fields.Many2one(related="document_id.type_id")

    # I1: a document has one open lead. The database sees to it.
    _one_lead = models.UniqueIndex(
        "(document_id) WHERE purpose = 'lead' AND state IN ('waiting', 'opened')",
        "This document already has somebody in the lead.",
    )
    # With what the counters ask: they are counted from the index alone
    _desk = models.Index(
        "(user_id, urgency DESC, deadline, id) "
        "INCLUDE (document_id, purpose, suspended_at, acting_id) "
        "WHERE state IN ('waiting', 'opened')"
    )
    _agency_desk = models.Index(
        "(agency_id, urgency DESC, deadline, id) "
        "WHERE user_id IS NULL AND state IN ('waiting', 'opened')"
    )
    _acting_desk = models.Index(
        "(acting_id, urgency DESC, deadline, id) "
        "WHERE acting_id IS NOT NULL AND state IN ('waiting', 'opened')"
    )
    # With what the counters of "sent" ask: 13,012 open ones of one sender among 4
    # million handlings are counted in 3 ms from the index alone, else in 40
    _sent = models.Index(
        "(sender_id, user_id, id) INCLUDE (state, deadline, suspended_at) "
        "WHERE state IN ('waiting', 'opened')"
    )
    # No index of open handlings by deadline alone: the database then walks through all
    # of them instead of one person's (desk at 1,000,000 documents: 82 ms, now 23).

    @api.depends("purpose", "user_id", "agency_id")
    def _compute_display_name(self):
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        for handling in self:
            holder = handling.user_id.name or handling.agency_id.name
            handling.display_name = f"{purposes.get(handling.purpose)}: {holder}"

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "A handling is changed by what is done with it, not by hand."
                )
            )
        # `urgency` follows the document by itself; nothing else of a closed row moves.
        if set(vals) - {"urgency"} and any(item.state in CLOSED for item in self):
            raise UserError(
                self.env._(
                    "This is finished and stays as it is: a correction is a new step."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("Handlings are history and are never removed."))

    @api.model
    def _open_domain(self):
        return [("state", "in", OPEN)]

    def _is_holder(self):
        """Whether the user is the one whose turn it is."""
        self.ensure_one()
        if self.user_id:
            return self.env.user == self.user_id or self._is_acting()
        return self.agency_id in self.env.user._agencies(roles=["clerk"])

    def _is_acting(self):
        """Whether the user acts in the place of whom it lies with, now.

        What is finished keeps the name of who acted then; the right ends with the
        absence (NĐ 30/2020 Điều 13.4: limited in time).
        """
        if self.acting_id != self.env.user:
            return False
        return self.state not in CLOSED or self.env["vpdt.absence"]._acts_for(
            self.env.user, self.user_id
        )

    def _check_move(self, move):
        """Check that the user may make `move` on this handling now, and lock it.

        Two people acting at once: the second waits, is retried by the server with the
        state the first one left, and is told here.

        :raises AccessError: it is not the user's to make
        :raises UserError: it is too late
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        why = refusal(
            move,
            self.state,
            holder=self._is_holder(),
            sender=self._is_sender(),
            agency=not self.user_id,
            suspended=bool(self.suspended_at),
            root=not self.parent_id,
            purpose=self.purpose,
        )
        if why == "not_yours":
            raise AccessError(self.env._("This is not yours to do."))
        if (
            not why
            and move in ("transfer", "add", "change_lead", "ask_opinion")
            and not self._still_in_post()
        ):
            raise UserError(
                self.env._(
                    "You no longer hold the post this was sent to: return it, so that "
                    "your successor gets it."
                )
            )
        if why:
            raise UserError(self._refusal_text(why))

    def _lock(self):
        """Lock this handling; wait for whoever is changing it at this moment.

        Most often that is the user's own screen, which notes that he has opened it.
        What the other one changed ends this transaction, and the server tries again
        with what he left.

        :raises UserError: it stays locked for longer than `_PATIENCE`
        """
        if self.try_lock_for_update(allow_referencing=True):
            return
        cr = self.env.cr
        lock = SQL("SELECT FROM vpdt_handling WHERE id = %s FOR NO KEY UPDATE", self.id)
        try:
            with cr.savepoint(flush=False):
                cr.execute(SQL("SET LOCAL lock_timeout = %s", _PATIENCE))
                cr.execute(lock, log_exceptions=False)
                cr.execute("SET LOCAL lock_timeout = DEFAULT")
        except LockNotAvailable as error:
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            ) from error

    def _refusal_text(self, why):
        """Return what is told when `routing.refusal` says `why`."""
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "purpose": self.env._(
                "This cannot be done with what was sent for this purpose."
            ),
            "register": self.env._(
                "It was sent to the agency: register it there first."
            ),
            "not_agency": self.env._(
                "Only what was sent to the agency is registered there."
            ),
            "opened": self.env._(
                "It has been opened already and cannot be recalled: ask %(holder)s "
                "to give it back.",
                holder=self.user_id.name or self.agency_id.name,
            ),
            "unopened": self.env._("It is not opened yet: recall it."),
            "not_passed": self.env._(
                "You have not passed it on: there is no lead to change."
            ),
            "open": self.env._("It is not finished: there is nothing to reopen."),
            "suspended": self.env._("It is suspended: let the clock run again first."),
            "running": self.env._("It is not suspended."),
            "root": self.env._(
                "This is where the document came in: there is nobody behind it."
            ),
        }.get(
            why,
            self.env._(
                "Nothing more can be done here: it is %(state)s.",
                state=states[self.state].lower(),
            ),
        )

    def _still_in_post(self):
        """Whether the post this was sent to is still held by whom it lies with (R17).

        A substitute acts for whoever holds it.
        """
        return self._holds_post(self.user_id or self.env.user)

    def _holds_post(self, user):
        return bool(
            self.env["hr.job"]._holdings(
                roles=[self.role],
                agency_ids=self.agency_id.ids,
                user_ids=user.ids,
            )
        )

    def _holders(self):
        """Return the users whose turn it is on these handlings."""
        agencies = self.filtered(lambda item: not item.user_id).agency_id
        clerks = (
            [
                holding.user_id
                for holding in self.env["hr.job"]._holdings(
                    roles=["clerk"], agency_ids=agencies.ids
                )
            ]
            if agencies
            else []
        )
        return self.user_id | self.acting_id | self.env["res.users"].browse(clerks)
