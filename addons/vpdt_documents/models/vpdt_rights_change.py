from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

_OVERSEEING = ("chairman", "chief_of_office")
_OPERATORS = "vpdt_documents.group_vpdt_documents_manager"


class VpdtRightsChange(models.Model):
    """A change of somebody's posts, and what it gave and took (R17, R23).

    | who                                                | may                        |
    |----------------------------------------------------|----------------------------|
    | the person concerned                               | read it                    |
    | chairman, chief of office: of their agency and     | read it, confirm it        |
    | those below                                        |                            |
    | operators                                          | read it, confirm it        |
    | who made the change, or whose rights they are      | not confirm it             |

    Written with every change of posts, whatever way it came: the personnel record, the
    post, the agency, the account, or the date. One that gives or takes documents warns
    those who may confirm it until one of them does. No document is named: only counts.
    """

    _name = "vpdt.rights.change"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Change of rights"
    _order = "id desc"
    _rec_name = "user_id"
    _log_access = False

    at = fields.Datetime(required=True, default=fields.Datetime.now)
    author_id = fields.Many2one(
        "res.users", required=True, ondelete="restrict", string="Changed by"
    )
    user_id = fields.Many2one(
        "res.users", required=True, ondelete="restrict", string="Whose rights"
    )
    agency_id = fields.Many2one(
        "hr.department",
        ondelete="restrict",
        index="btree_not_null",
        help="Of the post held, or of the one given up.",
    )
    posts = fields.Json(help="Posts held since: [post, role, agency].")
    before = fields.Char(string="Posts before")
    after = fields.Char(string="Posts since")
    gained = fields.Integer(string="Documents gained")
    lost = fields.Integer(string="Documents lost")
    warns = fields.Boolean(
        string="To be confirmed",
        help="It moved documents, so somebody has to confirm it.",
    )
    confirmation_ids = fields.One2many("vpdt.rights.confirmation", "change_id")
    confirmed_by_id = fields.Many2one(
        "res.users", compute="_compute_confirmed", string="Confirmed by"
    )
    confirmed_at = fields.Datetime(compute="_compute_confirmed")
    is_waiting = fields.Boolean(
        compute="_compute_confirmed",
        search="_search_is_waiting",
        string="Waits to be confirmed",
    )
    may_confirm = fields.Boolean(compute="_compute_may_confirm")
    i_oversee = fields.Boolean(
        compute="_compute_i_oversee",
        search="_search_i_oversee",
        help="The user is concerned or answers for it. Record rules ask this.",
    )

    _latest = models.Index("(user_id, id DESC)")
    _warning = models.Index("(id) WHERE warns")

    @api.depends("confirmation_ids", "warns")
    def _compute_confirmed(self):
        for change in self:
            # sudo: who sees the change sees who confirmed it
            confirmation = change.sudo().confirmation_ids[:1]
            change.confirmed_by_id = confirmation.user_id
            change.confirmed_at = confirmation.at
            change.is_waiting = change.warns and not confirmation

    def _search_is_waiting(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("warns", "=", True) & Domain("confirmation_ids", "=", False)

    @api.depends_context("uid")
    def _compute_may_confirm(self):
        overseen = self._overseen()
        for change in self:
            change.may_confirm = (
                change.is_waiting
                and self.env.user not in (change.author_id | change.user_id)
                and (overseen is None or change.agency_id.id in overseen)
            )

    @api.depends_context("uid")
    def _compute_i_oversee(self):
        overseen = self._overseen()
        for change in self:
            change.i_oversee = (
                overseen is None
                or change.agency_id.id in overseen
                or change.user_id == self.env.user
            )

    def _search_i_oversee(self, operator, value):
        if operator != "in":
            return NotImplemented
        overseen = self._overseen()
        if overseen is None:
            return Domain.TRUE
        return Domain("user_id", "=", self.env.uid) | Domain(
            "agency_id", "in", list(overseen)
        )

    @api.model
    def _overseen(self):
        """Return the ids of agencies whose changes the user oversees; None: all."""
        if self.env.user.has_group(_OPERATORS):
            return None
        own = self.env.user._agencies(roles=_OVERSEEING)
        if not own:
            return set()
        # sudo: the tree of agencies
        below = self.env["hr.department"].sudo().search([("id", "child_of", own.ids)])
        return set(below.ids)

    # -- written with each change ------------------------------------------------

    @api.model
    def _note(self, users, moved):
        """Note what these accounts hold since, when that is something new.

        :param users: res.users whose posts, or what they give, may have changed
        :param moved: user id → (documents gained, documents lost)
        :return: the changes
        """
        held = defaultdict(list)
        for item in users._holdings():
            held[item.user_id].append([item.job_id, item.role, item.agency_id])
        latest = self._latest_posts(users)
        # sudo: a setting that holds for everybody
        get = self.env["ir.config_parameter"].sudo().get_param
        many = max(1, int(get("vpdt_documents.rights_warn_documents", 1)))
        rows = []
        for user in users:
            posts = sorted(held[user.id])
            known, before = latest.get(user.id, ([], ""))
            gained, lost = moved.get(user.id, (0, 0))
            if posts == known and not gained and not lost:
                continue
            rows.append(
                {
                    "author_id": self.env.uid,
                    "user_id": user.id,
                    "agency_id": next((post[2] for post in [*posts, *known]), False),
                    "posts": posts,
                    "before": before,
                    "after": self._posts_text(posts),
                    "gained": gained,
                    "lost": lost,
                    "warns": gained + lost >= many,
                }
            )
        # sudo: the ledger is the system's, whoever changed the post
        changes = self.sudo().create(rows)
        for change in changes:
            if change.warns:
                change._tell()
        return changes

    @api.model
    def _latest_posts(self, users):
        """Return user id → (posts, their text) of the newest row of each."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (user_id) user_id, posts, after
                  FROM vpdt_rights_change
                 WHERE user_id = ANY(%s) ORDER BY user_id, id DESC
                """,
                users.ids,
            )
        )
        return {user_id: (posts or [], text or "") for user_id, posts, text in rows}

    @api.model
    def _posts_text(self, posts):
        return (
            self.env["hr.job"]
            .browse(job_id for job_id, _role, _agency in posts)
            ._titles()
        )

    @api.model
    def _begin(self):
        """Note what everybody holds who is not in the ledger yet (an update).

        Without it the first change of a post could not say what it was before. Gives
        and takes nothing, so it warns nobody.
        """
        holdings = self.env["hr.job"]._holdings()
        users = self.env["res.users"].browse({item.user_id for item in holdings})
        known = self._latest_posts(users)
        new = users.filtered(lambda user: user.id not in known)
        return self._note(new, {})

    @api.model
    def _follow_dates(self):
        """Follow posts that began or ended since the last change noted.

        A dated change of post takes effect at midnight without anybody doing
        anything: groups, reader rows and the ledger follow here.

        :return: the accounts whose posts changed
        """
        held = defaultdict(list)
        for item in self.env["hr.job"]._holdings():
            held[item.user_id].append([item.job_id, item.role, item.agency_id])
        known = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (user_id) user_id, posts
                  FROM vpdt_rights_change ORDER BY user_id, id DESC
                """
            )
        )
        known = {user_id: posts or [] for user_id, posts in known}
        changed = [
            user_id
            for user_id in {*held, *known}
            if sorted(held[user_id]) != known.get(user_id, [])
        ]
        users = self.env["res.users"].browse(sorted(changed))
        users._sync_post_rights()
        return users

    def _tell(self):
        """Tell those who may confirm it, in their inbox."""
        self.ensure_one()
        above = [
            int(part) for part in (self.agency_id.parent_path or "").split("/") if part
        ]
        # operators oversee every agency, as `_overseen`
        holdings = [
            *self.env["hr.job"]._holdings(roles=["operator"]),
            *self.env["hr.job"]._holdings(roles=["chief_of_office"], agency_ids=above),
        ]
        users = self.env["res.users"].browse({item.user_id for item in holdings})
        users -= self.author_id | self.user_id
        if not users:
            return
        # sudo: the message is the system's; its readers are those told
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=users.partner_id.ids,
            model=self._name,
            res_id=self.id,
            subject=self.env._("A change of rights to confirm"),
            body=Markup("<p>%s</p>")
            % self.env._(
                "The rights of %(name)s changed: %(gained)s documents more, %(lost)s "
                "fewer. Somebody other than who changed it has to confirm it.",
                name=self.user_id.name,
                gained=self.gained,
                lost=self.lost,
            ),
            subtype_xmlid="mail.mt_note",
        )

    # -- confirming ----------------------------------------------------------------

    def action_confirm(self):
        """Confirm that these changes are right; who made one cannot (R23).

        :raises AccessError: it is not the user's to confirm
        :raises UserError: nothing is to be confirmed
        """
        for change in self._own_context():
            change.check_access("read")
            if not change.is_waiting:
                raise UserError(
                    self.env._("There is nothing left to confirm about this change.")
                )
            if self.env.user in (change.author_id | change.user_id):
                raise AccessError(
                    self.env._(
                        "Somebody else confirms a change of rights than who made it or "
                        "whose rights they are."
                    )
                )
            if not change.may_confirm:
                raise AccessError(
                    self.env._(
                        "Changes of rights are confirmed by an operator, the chief of "
                        "office or the chairman."
                    )
                )
            # sudo: rows of history; who may confirm was just checked
            self.env["vpdt.rights.confirmation"].sudo().create(
                {"change_id": change.id, "user_id": self.env.uid}
            )
        self.invalidate_recordset(["confirmation_ids"])
        return True

    @api.model
    def _waiting_for_me(self):
        """Return how many changes the user could confirm, not counting his own."""
        overseen = self._overseen()
        if overseen is not None and not overseen:
            return 0
        return self.search_count(
            [
                ("is_waiting", "=", True),
                ("author_id", "!=", self.env.uid),
                ("user_id", "!=", self.env.uid),
            ],
            limit=100,
        )
