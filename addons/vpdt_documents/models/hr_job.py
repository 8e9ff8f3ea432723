from collections import namedtuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..office_time import local_time
from ..text import post_title

ROLES = [
    ("chairman", "Chairman"),
    ("vice_chairman", "Vice-chairman"),
    ("chief_of_office", "Chief of office"),
    ("deputy_chief_of_office", "Deputy chief of office"),
    ("clerk", "Clerk"),
    ("head", "Head of agency"),
    ("deputy_head", "Deputy head"),
    ("specialist", "Specialist"),
    ("operator", "Operator"),
]
# The ones who answer for all their agency registers (KTNN 1145/QĐ-KTNN: the head
# sees everything, deputies by field); changed post by post where practice differs.
_READS_REGISTER = {"chairman", "chief_of_office", "clerk", "head"}

# Where a transaction keeps who holds which post (`res.users._holdings`)
HELD = "vpdt_documents.held"
# ... and that posts moved in it
_MOVED = "vpdt_documents.posts_moved"

Holding = namedtuple("Holding", "user_id employee_id job_id role agency_id")


class HrJob(models.Model):
    """A post: its role decides what its holder does in the route of documents."""

    _inherit = "hr.job"

    role = fields.Selection(ROLES, index=True)
    agency_id = fields.Many2one(
        "hr.department",
        related="department_id.agency_id",
        store=True,
        index=True,
        string="Agency",
    )
    reads_register = fields.Boolean(
        compute="_compute_reads_register",
        store=True,
        readonly=False,
        help="The holder reads every document registered by the agency.",
    )

    @api.depends("role")
    def _compute_reads_register(self):
        for post in self:
            post.reads_register = post.role in _READS_REGISTER

    @api.onchange("role", "department_id", "reads_register")
    def _onchange_rights(self):
        """Say before saving what it gives and takes (R17)."""
        before = self._origin
        return self._rights_warning(len(before._holders()), before, self)

    @api.model
    def _rights_warning(self, people, before, after):
        """Return the warning of an onchange, None when no book of documents moves.

        :param people: how many hold the post
        :param before, after: hr.job records: the post as it was, as it would be
        """
        taken, given = before._book() - after._book(), after._book() - before._book()
        if not people or not (taken or given):
            return None
        words = []
        for agency in taken:
            words.append(
                self.env._(
                    "%(people)s people will no longer see the %(count)s documents in "
                    "the registers of %(agency)s, unless they handle them.",
                    people=people,
                    count=self._count_book(agency),
                    agency=agency.name,
                )
            )
        for agency in given:
            words.append(
                self.env._(
                    "%(people)s people will see all %(count)s documents in the "
                    "registers of %(agency)s.",
                    people=people,
                    count=self._count_book(agency),
                    agency=agency.name,
                )
            )
        words.append(
            self.env._(
                "Once saved it stands among the changes of rights until somebody else "
                "confirms it."
            )
        )
        title = self.env._("This changes who sees documents")
        return {"warning": {"title": title, "message": "\n".join(words)}}

    def _titles(self):
        """Return these posts in words, each with its agency: "Văn thư Phòng Nội vụ"."""
        # sudo: titles of colleagues, which who edits personnel records may not read
        return " · ".join(
            post_title(post.name, post.agency_id.name) for post in self.sudo()
        )

    def _book(self):
        """Return the agency whose whole register the holder of this post reads."""
        if not self.role or self.role == "operator" or not self.reads_register:
            return self.env["hr.department"]
        return self.agency_id._origin

    @api.model
    def _count_book(self, agency):
        """Count the documents of an agency; told to who sets up posts, no content."""
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT count(DISTINCT document_id) FROM vpdt_entry"
                " WHERE agency_id = %s",
                agency.id,
            )
        )
        return count

    def write(self, vals):
        moved = {"role", "department_id", "agency_id", "reads_register", "active"}
        moved &= vals.keys()
        before = self._holders() if moved else self.env["res.users"]
        own = self._own_from_today() if moved else self.browse()
        result = super().write(vals)
        if moved:
            self._forget_holdings()
            holders = before | self._holders()
            holders._check_not_oneself()
            if own & self:
                self.env.user.sudo(self.env.su)._check_not_oneself()
            holders._sync_post_rights()
        return result

    def unlink(self):
        holders = self._holders()
        result = super().unlink()
        holders._sync_post_rights()
        return result

    def _holders(self):
        """Return the users who hold these posts today."""
        users = {
            holding.user_id
            for holding in self._holdings()
            if holding.job_id in self._ids
        }
        return self.env["res.users"].browse(users)

    @api.model
    def _own_from_today(self):
        """Return the posts the user holds today or is to hold, with a role or not:
        one that has none may be given one before he takes it."""
        today, posts = self._today(), self.browse()
        # sudo: his own record; one that is archived may come back
        people = self.env.user.sudo().with_context(active_test=False).employee_ids
        for person in people:
            versions = person.version_ids.filtered("active")
            began = [one.date_version for one in versions if one.date_version <= today]
            since = max(began, default=today)
            posts |= versions.filtered(
                lambda one, day=since: one.date_version >= day
            ).job_id
        return posts.sudo(self.env.su)

    @api.model
    def _today(self):
        """Return today's date in Vietnam, where posts begin and end at midnight."""
        return local_time(fields.Datetime.now()).date()

    @api.model
    def _holdings_sql(self, date):
        """Return the SQL of who holds which post with a role on `date`.

        Columns: user_id, employee_id, job_id, role, agency_id, reads_register. The
        version in force is the latest one begun by `date` (design 5.9); people
        without an account hold no post here. An acting clerk holds his beside his own.
        """
        own = SQL(
            """
            SELECT r.user_id, e.id AS employee_id, j.id AS job_id, j.role,
                   j.agency_id,
                   j.reads_register AND j.role <> 'operator' AS reads_register
              FROM hr_employee e
              JOIN resource_resource r ON r.id = e.resource_id
              JOIN res_users u ON u.id = r.user_id AND u.active
              JOIN LATERAL (
                    SELECT v.job_id
                      FROM hr_version v
                     WHERE v.employee_id = e.id
                       AND v.active
                       AND v.date_version <= %(date)s
                     ORDER BY v.date_version DESC
                     LIMIT 1
              ) version ON TRUE
              JOIN hr_job j ON j.id = version.job_id
             WHERE e.active AND j.active AND j.role IS NOT NULL
               AND j.agency_id IS NOT NULL
            """,
            date=date,
        )
        acting = self.env["vpdt.acting.clerk"]
        if not acting._is_anybody_appointed():
            return own
        return SQL("%s UNION ALL (%s)", own, acting._holdings_sql(date))

    @api.model
    def _forget_holdings(self):
        """Forget what is kept of who holds which post: they move."""
        self.env.cr.precommit.data.pop(HELD, None)
        self.env["vpdt.entry"].invalidate_model(["i_read", "is_mine"])
        registry = self.env.registry
        if not self._have_posts_moved():
            # what another thread has kept meanwhile
            self.env.cr.postcommit.add(registry.clear_cache)
        # cleared at the end of the transaction only, not where a part is taken back
        self.env.cr.postcommit.data[_MOVED] = True
        registry.clear_cache()

    @api.model
    def _have_posts_moved(self):
        """Whether posts moved in this transaction, if only in what was taken back.

        Then nothing is kept beyond it: others may not see it yet, or ever.
        """
        return _MOVED in self.env.cr.postcommit.data

    @api.model
    def _flush_holdings(self):
        """Write pending changes of what `_holdings_sql` reads."""
        self.env["hr.version"].flush_model()
        self.env["hr.employee"].flush_model(["active", "resource_id"])
        self.env["resource.resource"].flush_model(["user_id"])
        self.env["hr.job"].flush_model()
        self.env["hr.department"].flush_model(["agency_id"])
        self.env["res.users"].flush_model(["active"])
        self.env["vpdt.acting.clerk"].flush_model()

    @api.model
    def _holdings(self, date=None, roles=None, agency_ids=None, user_ids=None):
        """Return who holds which post.

        :param date: the day asked about; today in Vietnam when None
        :param roles, agency_ids, user_ids: restrict to these, unless None
        :return: list of `Holding`, ordered by agency, role and user
        """
        today = self._today()
        if user_ids is None and (date is None or date == today):
            return [
                holding
                for holding in self._holdings_today(today)
                if (roles is None or holding.role in roles)
                and (agency_ids is None or holding.agency_id in agency_ids)
            ]
        return self._holdings_asked(date or today, roles, agency_ids, user_ids)

    @api.model
    def _holdings_today(self, today):
        """Return all who hold a post today, read once in a transaction.

        A directive asks six times, each time of other agencies; the rows of all are
        read as fast as those of one. Kept until posts move (`_forget_holdings`) or
        something is taken back, which empties this data.
        """
        kept = self.env.cr.precommit.data.setdefault(HELD, {})
        if ("all", today) not in kept:
            kept["all", today] = tuple(self._holdings_asked(today))
        return kept["all", today]

    @api.model
    def _holdings_asked(self, date, roles=None, agency_ids=None, user_ids=None):
        """Return what `_holdings` does, from the database."""
        self._flush_holdings()
        conditions = [SQL("TRUE")]
        for column, values in (
            ("role", roles),
            ("agency_id", agency_ids),
            ("user_id", user_ids),
        ):
            if values is not None:
                conditions.append(
                    SQL("%s = ANY(%s)", SQL.identifier(column), list(values))
                )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT user_id, employee_id, job_id, role, agency_id
                  FROM (%s) holding
                 WHERE %s
                 ORDER BY agency_id, role, user_id
                """,
                self._holdings_sql(date),
                SQL(" AND ").join(conditions),
            )
        )
        return [Holding(*row) for row in rows]
