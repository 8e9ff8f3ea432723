from dataclasses import replace

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.vpdt_documents.layout.hand_over import minutes, render_hand_over

from ..routing import OPEN

# Rows moved in one transaction: others wait for none of them longer than this takes.
BATCH = 500
_LIVE = (*OPEN, "passed")


class VpdtHandOver(models.Model):
    """Handing over for good, when a post changes hands (NĐ 30/2020 Điều 31.3đ; R17).

    Each handling keeps its place in the tree and changes hands by one statement: there
    is one lead at each moment (I1), and a step tells who had it until then. What is
    finished stays with the one who finished it.
    """

    _name = "vpdt.hand.over"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Hand-over"
    _order = "id desc"

    from_user_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        string="Handed over by",
    )
    to_user_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        string="Taken over by",
    )
    reason = fields.Char(required=True, help="As the decision that moves the person.")
    author_id = fields.Many2one(
        "res.users", required=True, ondelete="restrict", string="Arranged by"
    )
    at = fields.Datetime(required=True, default=fields.Datetime.now, string="When")
    total = fields.Integer()
    moved = fields.Integer()
    progress = fields.Float(compute="_compute_progress")
    state = fields.Selection(
        [("running", "Running"), ("done", "Done")], required=True, default="running"
    )

    _running = models.Index("(id) WHERE state = 'running'")

    @api.depends("from_user_id", "to_user_id")
    def _compute_display_name(self):
        for hand_over in self:
            hand_over.display_name = (
                f"{hand_over.from_user_id.name} → {hand_over.to_user_id.name}"
            )

    @api.depends("total", "moved")
    def _compute_progress(self):
        for hand_over in self:
            hand_over.progress = (
                100 * hand_over.moved / hand_over.total if hand_over.total else 100
            )

    # -- who may, and what can be handed over -----------------------------------

    @api.model
    def _may_arrange(self, former):
        """Whether the user may hand over what lies with `former`.

        The operator may, and the chief of an office that is his or above his.
        """
        me = self.env.user
        if me.has_group("vpdt_documents.group_vpdt_documents_manager"):
            return True
        mine = me._agencies(roles=["chief_of_office"])
        theirs = self.env["hr.department"].browse(
            {agency for agency, _role in self._counts(former)}
        )
        below = self.env["hr.department"].search([("id", "child_of", mine.ids)])
        return bool(mine) and not theirs - below

    @api.model
    def _counts(self, former):
        """Return {(agency, role): {"open": n, "passed": n}} of what lies with him.

        Numbers only: the operator, who arranges it, reads no document.
        """
        # sudo: counts
        groups = (
            self.env["vpdt.handling"]
            .sudo()
            ._read_group(
                [("user_id", "=", former.id), ("state", "in", _LIVE)],
                ["agency_id", "role", "state"],
                ["__count"],
            )
        )
        counts = {}
        for agency, role, state, count in groups:
            kinds = counts.setdefault((agency.id, role), {"open": 0, "passed": 0})
            kinds["passed" if state == "passed" else "open"] += count
        return counts

    @api.model
    def _roles_for(self, successor, posts):
        """Return {(agency, role): role of the successor} for posts he can take over.

        :param posts: (agency, role) pairs; the same post, or one that may act for it
        """
        allowed = self.env["vpdt.substitute.rule"]._allowed()
        held = {}
        for holding in successor._holdings():
            held.setdefault(holding.agency_id, []).append(holding.role)
        found = {}
        for agency, role in posts:
            mine = held.get(agency, [])
            if role in mine:
                found[agency, role] = role
                continue
            for other in mine:
                if allowed.get((role, other)) is False:
                    found[agency, role] = other
                    break
        return found

    # -- doing it ---------------------------------------------------------------

    @api.model
    def _arrange(self, former, successor, reason):
        """Hand over all that is open with `former`, as the user.

        :return: the hand-over; it may still be running when there is much
        :raises UserError, AccessError: a rule is broken; the message says which
        """
        self = self._own_context()
        if not self._may_arrange(former):
            raise AccessError(
                self.env._(
                    "Work is handed over by the operator or by the chief of the office."
                )
            )
        if former == successor:
            raise UserError(self.env._("Choose somebody else as the successor."))
        if successor == self.env.user:
            raise UserError(
                self.env._(
                    "Nobody hands work over to himself: let the operator arrange it."
                )
            )
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say on what it rests, as the number of the decision.")
            )
        counts = self._counts(former)
        if not counts:
            raise UserError(self.env._("%(who)s has nothing open.", who=former.name))
        roles = self._roles_for(successor, counts)
        if not roles:
            raise UserError(
                self.env._(
                    "%(who)s holds no post that could take it over: give him the post "
                    "first, or choose somebody else.",
                    who=successor.name,
                )
            )
        hand_over = self._do_arrange(former, successor, reason.strip(), self.env.user)
        return hand_over.sudo(self.env.su)

    @api.model
    def _do_arrange(self, former, successor, reason, author):
        """Hand over what `successor` can take; see `_arrange`, which checks."""
        counts = self._counts(former)
        roles = self._roles_for(successor, counts)
        # sudo: hand-overs are written here only; who may was checked
        hand_over = self.sudo().create(
            {
                "from_user_id": former.id,
                "to_user_id": successor.id,
                "reason": reason,
                "author_id": author.id,
                "total": sum(sum(counts[post].values()) for post in roles),
            }
        )
        hand_over._move_batch()
        if hand_over.state == "running":
            self.env.ref("vpdt_workflow.ir_cron_vpdt_hand_over").sudo()._trigger()
        return hand_over

    def _move_batch(self):
        """Move the next rows; return whether there may be more."""
        self.ensure_one()
        roles = self._roles_for(self.to_user_id, self._counts(self.from_user_id))
        rows = self._take(roles) if roles else []
        if rows:
            self.env["vpdt.handling"]._note_hand_over(
                rows, self.from_user_id, self.author_id, self
            )
            self.env["vpdt.handling"]._set_acting(
                self.to_user_id.ids, [row["id"] for row in rows]
            )
        left = any(post in roles for post in self._counts(self.from_user_id))
        self.write(
            {
                "moved": self.moved + len(rows),
                "state": "running" if left else "done",
            }
        )
        if not left:
            self._tell_done()
        # What somebody is moving right now is left to the next run
        return bool(rows) and left

    def _take(self, roles):
        """Move up to a batch of rows; return them as they were."""
        Handling = self.env["vpdt.handling"]
        Handling.flush_model()
        posts = list(roles)
        rows = self.env.execute_query_dict(
            SQL(
                """
                WITH post (agency_id, role, to_role) AS (
                     SELECT * FROM unnest(%(agencies)s::int[], %(roles)s::text[],
                                          %(to_roles)s::text[])
                ), mine AS (
                     SELECT h.id, h.acting_id, post.to_role
                       FROM vpdt_handling h
                       JOIN post ON post.agency_id = h.agency_id
                                AND post.role = h.role
                      WHERE h.user_id = %(former)s
                        AND h.state IN ('waiting', 'opened', 'passed')
                      ORDER BY h.id
                      LIMIT %(batch)s
                        FOR NO KEY UPDATE OF h SKIP LOCKED
                )
                UPDATE vpdt_handling h
                   SET user_id = %(successor)s, role = mine.to_role, acting_id = NULL
                  FROM mine
                 WHERE h.id = mine.id
             RETURNING h.id, h.document_id, mine.acting_id
                """,
                agencies=[agency for agency, _role in posts],
                roles=[role for _agency, role in posts],
                to_roles=[roles[post] for post in posts],
                former=self.from_user_id.id,
                successor=self.to_user_id.id,
                batch=BATCH,
            )
        )
        Handling.invalidate_model(["user_id", "role", "acting_id"])
        return rows

    def _tell_done(self):
        self._tell(
            self.to_user_id,
            self.env._(
                "%(count)s papers of %(who)s are with you now: %(reason)s.",
                count=self.moved,
                who=self.from_user_id.name,
                reason=self.reason,
            ),
        )
        self._tell(
            self.from_user_id - self.author_id,
            self.env._(
                "%(count)s papers that were with you are with %(who)s now: %(reason)s.",
                count=self.moved,
                who=self.to_user_id.name,
                reason=self.reason,
            ),
        )
        (self.to_user_id | self.from_user_id)._bus_send("vpdt.desk", {})

    def _tell(self, users, text):
        users = users.filtered("active")
        if users:
            # sudo: the message is the system's; it names no document
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=users.partner_id.ids,
                author_id=self.author_id.partner_id.id,
                model=self._name,
                res_id=self.id,
                subject=self.env._("Hand-over"),
                force_record_name=self.display_name,
                body=Markup("<p>%s</p>") % text,
                subtype_xmlid="mail.mt_note",
                inbox_only=True,
            )

    @api.model
    def _cron_go_on(self):
        """Go on with hand-overs that are more than one batch."""
        cron = self.env["ir.cron"]
        running = self.search([("state", "=", "running")], order="id")
        cron._commit_progress(remaining=len(running))
        for hand_over in running:
            more = True
            while more:
                more = hand_over._move_batch()
                if not cron._commit_progress(0 if more else 1) and more:
                    return

    # -- seeing it ------------------------------------------------------------------

    def action_papers(self):
        """Return the list of what was handed over, as far as the user reads it."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What was handed over"),
            "res_model": "vpdt.handling",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("step_ids.hand_over_id", "=", self.id)],
            "context": {"create": False},
        }

    def action_print(self):
        """Open the minutes of the hand-over as PDF."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/hand_over/{self.id}.pdf",
            "target": "new",
        }

    def _print(self):
        """Return the minutes (biên bản bàn giao) as PDF bytes.

        Rows as far as the user reads the papers: the operator, who arranged it, gets
        the numbers and the two names.

        :raises AccessError: the hand-over is not the user's to see
        """
        self.ensure_one()
        self.check_access("read")
        Handling = self.env["vpdt.handling"].with_context(lang="vi_VN")
        handlings = Handling.browse()
        if Handling.has_access("read"):
            handlings = Handling.search([("step_ids.hand_over_id", "=", self.id)])
        former, successor = self.from_user_id, self.to_user_id
        agency, post = successor._printed_post()
        paper = minutes(
            *agency,
            (former.name, former._printed_post()[1]),
            (successor.name, post),
            self.reason,
            self.moved,
            self.moved - len(handlings),
        )
        paper = replace(paper, closing=(*paper.closing, *self._minutes_closing()))
        return render_hand_over(paper, handlings._hand_over_rows())

    def _minutes_closing(self):
        """Return further lines under the list of the minutes."""
        return ()


class VpdtHandlingStep(models.Model):
    _inherit = "vpdt.handling.step"

    hand_over_id = fields.Many2one(
        "vpdt.hand.over", index="btree_not_null", ondelete="restrict"
    )


class VpdtHandling(models.Model):
    _name = "vpdt.handling"
    _inherit = ["vpdt.handling", "vpdt.open.work.mixin"]

    @api.model
    def _open_work_name(self):
        return self.env._("papers to handle")

    @api.model
    def _open_work(self, users):
        # sudo: counts only, whoever closes the account
        groups = self.sudo()._read_group(
            [("user_id", "in", users.ids), ("state", "in", OPEN)],
            ["user_id"],
            ["__count"],
        )
        return {user.id: count for user, count in groups}

    @api.model
    def _take_over(self, former, successor, reason, author):
        """Hand over for good what `successor` can take by a post he holds."""
        HandOver = self.env["vpdt.hand.over"]
        counts = HandOver._counts(former)
        if not counts or not HandOver._roles_for(successor, counts):
            return 0
        return HandOver._do_arrange(former, successor, reason, author).moved

    def write(self, vals):
        back = self.browse()
        if vals.get("state") == "opened":
            back = self.filtered(lambda item: item.state == "passed" and item.user_id)
        result = super().write(vals)
        back.filtered(lambda item: not item.user_id.active)._to_successor()
        return result

    def _hand_over_rows(self):
        """Return the rows of the minutes: number, subject, task, deadline, state."""
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        states = dict(self._fields["state"]._description_selection(self.env))
        return [
            (
                handling.code or "",
                handling.subject or "",
                purposes[handling.purpose],
                self.env["vpdt.absence"]._shown(handling.deadline),
                states[handling.state],
            )
            for handling in self
        ]

    def _to_successor(self):
        """Give what came back to a closed account to whoever holds the post (I7).

        :raises UserError: nobody does
        """
        HandOver = self.env["vpdt.hand.over"]
        for handling in self:
            former, post = handling.user_id, (handling.agency_id.id, handling.role)
            colleagues = self.env["res.users"].browse(
                {
                    holding.user_id
                    for holding in self.env["hr.job"]._holdings(
                        agency_ids=handling.agency_id.ids
                    )
                }
            )
            roles = {
                user: role
                for user in colleagues.sorted("id")
                if (role := HandOver._roles_for(user, [post]).get(post))
            }
            if not roles:
                raise UserError(
                    self.env._(
                        "The account of %(who)s is closed and nobody in %(agency)s "
                        "holds the post: tell the operator.",
                        who=former.name,
                        agency=handling.agency_id.name,
                    )
                )
            successor = next(
                (user for user, role in roles.items() if role == handling.role),
                next(iter(roles)),
            )
            row = {
                "id": handling.id,
                "document_id": handling.document_id.id,
                "acting_id": handling.acting_id.id or None,
            }
            # sudo: follows from a move that was checked
            handling.sudo().write(
                {"user_id": successor.id, "role": roles[successor], "acting_id": False}
            )
            handling.flush_recordset()
            self._note_hand_over([row], former, self.env.user)
            handling._act_where_away()

    @api.model
    def _note_hand_over(self, rows, former, author, hand_over=None):
        """Add the steps of rows that changed hands, and bring their readers in line.

        :param rows: [{"id", "document_id", "acting_id": who acted until then}]
        """
        # A substitute's turn ends with that of the one he acted for.
        self._note_acting(
            [
                {
                    "id": row["id"],
                    "document_id": row["document_id"],
                    "user_id": former.id,
                    "acting_id": None,
                    "old_id": row["acting_id"],
                    "absence_id": None,
                }
                for row in rows
                if row["acting_id"]
            ]
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO vpdt_handling_step (document_id, handling_id, move,
                       author_id, holder_id, at, text, hand_over_id)
                SELECT row.document_id, row.id, 'hand_over', %s, %s, %s, %s, %s
                  FROM unnest(%s::int[], %s::int[]) AS row (id, document_id)
             RETURNING id
                """,
                author.id,
                former.id,
                fields.Datetime.now(),
                hand_over.reason if hand_over else "",
                hand_over.id if hand_over else None,
                [row["id"] for row in rows],
                [row["document_id"] for row in rows],
            )
        )
        self.env["vpdt.handling.step"].invalidate_model()
        self.invalidate_model(["step_ids"])
        # sudo: who has it reads it, who had it reads it no longer (I3)
        self.env["vpdt.reader"].sudo()._sync(
            document_ids=sorted({row["document_id"] for row in rows})
        )
        self._untell_lost(
            [
                (user, row["document_id"])
                for row in rows
                for user in (former.id, row["acting_id"])
                if user
            ]
        )
