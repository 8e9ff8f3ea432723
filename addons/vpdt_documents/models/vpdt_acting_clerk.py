from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, ormcache

# Who answers for an agency, and so for its having a clerk.
_APPOINT = ["chairman", "chief_of_office", "head"]


class VpdtActingClerk(models.Model):
    """Somebody of an agency does its clerk's work from one day to another (R4, R17).

    | who                                                       | what        |
    |-----------------------------------------------------------|-------------|
    | the head of the agency (committee: chairman, chief of its | appoint,    |
    | office); the operator; nobody himself                     | end         |
    | everybody                                                 | read        |

    In these days he holds the clerk's post beside his own (`hr.job._holdings_sql`), so
    desk, readers and groups follow, and end, as with any post. Nobody writes by right.
    """

    _name = "vpdt.acting.clerk"
    _inherit = ["vpdt.system.written.mixin", "vpdt.open.work.mixin"]
    _description = "Acting clerk"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", string="Who acts", required=True, index=True, ondelete="restrict"
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    job_id = fields.Many2one(
        "hr.job", string="Post", required=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(
        "hr.department", required=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date(string="First day", required=True)
    date_to = fields.Date(string="Last day", required=True)
    reason = fields.Char()
    appointed_by_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    over = fields.Boolean(help="It has ended, and those concerned were told.")
    state = fields.Selection(
        [("planned", "Planned"), ("in_force", "In force"), ("ended", "Ended")],
        compute="_compute_state",
    )
    entry_count = fields.Integer(
        compute="_compute_entry_count", string="Documents registered"
    )
    may_end = fields.Boolean(compute="_compute_may_end")

    _order_of_dates = models.Constraint(
        "CHECK (date_from <= date_to)", "The last day is not before the first."
    )
    _once_at_a_time = models.Constraint(
        "EXCLUDE USING gist (user_id WITH =, agency_id WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (over IS NOT TRUE)",
        "This person is the acting clerk in that time already.",
    )

    @api.depends("date_from", "date_to", "over")
    def _compute_state(self):
        today = self.env["hr.job"]._today()
        for acting in self:
            if acting.over or (acting.date_to and acting.date_to < today):
                acting.state = "ended"
            elif acting.date_from and acting.date_from > today:
                acting.state = "planned"
            else:
                acting.state = "in_force"

    @api.depends_context("uid")
    @api.depends("agency_id", "user_id", "over", "date_to")
    def _compute_may_end(self):
        for acting in self:
            acting.may_end = acting.state != "ended" and self._may_appoint(
                acting.agency_id
            )

    @api.depends_context("uid")
    def _compute_entry_count(self):
        Entry = self.env["vpdt.entry"]
        for acting in self:
            # As far as the user reads them (I3)
            acting.entry_count = (
                Entry.search_count(acting._entries_domain())
                if Entry.has_access("read")
                else 0
            )

    def _entries_domain(self):
        """Return the domain of what he registered as the acting clerk."""
        self.ensure_one()
        return [
            ("agency_id", "=", self.agency_id.id),
            ("registered_by_id", "=", self.user_id.id),
            ("received_date", ">=", self.date_from),
            ("received_date", "<=", self.date_to),
        ]

    # -- who may ----------------------------------------------------------------

    @api.model
    def _may_appoint(self, agency):
        """Whether the user may appoint an acting clerk of `agency`."""
        me = self.env.user
        return bool(
            me.has_group("vpdt_documents.group_vpdt_documents_manager")
            or agency & me._agencies(roles=_APPOINT)
        )

    @api.model
    def _agencies_to_appoint_in(self):
        """Return the agencies for which the user may appoint an acting clerk."""
        Job = self.env["hr.job"]
        if self.env.user.has_group("vpdt_documents.group_vpdt_documents_manager"):
            ids = {holding.agency_id for holding in Job._holdings()}
            return self.env["hr.department"].browse(sorted(ids))
        return self.env.user._agencies(roles=_APPOINT)

    @api.model
    def _people_for(self, agency):
        """Return who could act: people of the agency who are not its clerks already.

        The operator reads no document (R23), so he never does.
        """
        if not agency:
            return self.env["res.users"]
        Job = self.env["hr.job"]
        operators = {item.user_id for item in Job._holdings(roles=["operator"])}
        found, clerks = set(), set()
        for holding in Job._holdings(agency_ids=agency.ids):
            (clerks if holding.role == "clerk" else found).add(holding.user_id)
        ids = found - clerks - operators - {self.env.uid}
        return self.env["res.users"].browse(sorted(ids))

    @api.model
    def _employee_of(self, user, agency):
        """Return the id of the employee as whom `user` holds a post in `agency`."""
        holdings = self.env["hr.job"]._holdings(
            agency_ids=agency.ids, user_ids=user.ids
        )
        return holdings[0].employee_id

    # -- appointing and ending ------------------------------------------------------

    @api.model
    def _appoint(self, agency, user, start, end, reason=""):
        """Appoint `user` as the acting clerk of `agency`, as the user.

        :param start, end: first and last day
        :raises AccessError, UserError: a rule is broken; the message says which
        """
        self = self._own_context()
        today = self.env["hr.job"]._today()
        if not self._may_appoint(agency):
            raise AccessError(
                self.env._(
                    "An acting clerk is appointed by the head of the agency or by the "
                    "operator."
                )
            )
        if user == self.env.user:
            raise AccessError(
                self.env._("Nobody appoints himself: let somebody else do it.")
            )
        if not start or not end or end < start:
            raise UserError(self.env._("Say from which day to which day."))
        if end < today:
            raise UserError(self.env._("This time is over already."))
        if user not in self._people_for(agency):
            raise UserError(
                self.env._(
                    "%(who)s cannot act: choose somebody who holds a post in "
                    "%(agency)s, is not its clerk already and not the operator.",
                    who=user.name,
                    agency=agency.name,
                )
            )
        # sudo: posts are no secret; who may appoint was checked
        post = (
            self.env["hr.job"]
            .sudo()
            .search([("agency_id", "=", agency.id), ("role", "=", "clerk")], limit=1)
        )
        if not post:
            raise UserError(
                self.env._(
                    "%(agency)s has no clerk's post: set one up first.",
                    agency=agency.name,
                )
            )
        # sudo: as above
        others = self.sudo().search(
            [
                ("user_id", "=", user.id),
                ("agency_id", "=", agency.id),
                ("over", "=", False),
                ("date_from", "<=", end),
                ("date_to", ">=", start),
            ],
            limit=1,
        )
        if others:
            raise UserError(
                self.env._(
                    "%(who)s is the acting clerk from %(start)s to %(end)s already.",
                    who=user.name,
                    start=others.date_from.strftime("%d/%m/%Y"),
                    end=others.date_to.strftime("%d/%m/%Y"),
                )
            )
        # sudo: written here only
        acting = self.sudo().create(
            {
                "user_id": user.id,
                "employee_id": self._employee_of(user, agency),
                "job_id": post.id,
                "agency_id": agency.id,
                "date_from": start,
                "date_to": end,
                "reason": reason,
                "appointed_by_id": self.env.uid,
            }
        )
        user._sync_post_rights()
        acting._tell(
            user | acting._clerks(),
            self.env._(
                "%(who)s does the clerk's work of %(agency)s from %(start)s to "
                "%(end)s.",
                who=user.name,
                agency=agency.name,
                start=start.strftime("%d/%m/%Y"),
                end=end.strftime("%d/%m/%Y"),
            ),
        )
        return acting.sudo(self.env.su)

    def action_end(self):
        """End it today, at once: the clerk is back earlier."""
        self = self._own_context()
        self.ensure_one()
        self.check_access("read")
        if not self._may_appoint(self.agency_id):
            raise AccessError(
                self.env._(
                    "An acting clerk is appointed by the head of the agency or by the "
                    "operator."
                )
            )
        if self.state == "ended":
            raise UserError(self.env._("It has ended already."))
        self._do_end()
        return True

    def _do_end(self):
        """End these; groups and readers follow, the clerks are told what there is."""
        # sudo: written here only; who ends it was checked
        actings = self.sudo()
        actings.write({"over": True})
        actings.user_id._sync_post_rights()
        for acting in actings:
            acting._tell_ended()

    @api.model
    def _end_what_is_over(self):
        """The night: end what had its last day."""
        # sudo: the server's clockwork
        self.sudo().search(
            [("over", "=", False), ("date_to", "<", self.env["hr.job"]._today())]
        )._do_end()

    # -- when the person leaves (vpdt.open.work.mixin) ---------------------------------

    _ends_with_account = True

    @api.model
    def _open_work_name(self):
        return self.env._("appointments as acting clerk")

    @api.model
    def _not_over(self, users):
        # sudo: posts are no secret; who leaves no longer acts
        return self.sudo().search(
            [("over", "=", False), ("user_id", "in", users.ids)], order="id"
        )

    @api.model
    def _open_work(self, users):
        counts = {}
        for acting in self._not_over(users):
            counts[acting.user_id.id] = counts.get(acting.user_id.id, 0) + 1
        return counts

    @api.model
    def _take_over(self, former, successor, reason, author):
        """End them: who acts next is appointed, not inherited."""
        actings = self._not_over(former)
        count = len(actings)
        actings._do_end()
        return count

    def action_entries(self):
        """Open what he registered, as far as the user reads it."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Registered by %(who)s", who=self.user_id.name),
            "res_model": "vpdt.entry",
            "views": [[False, "list"], [False, "form"]],
            "domain": self._entries_domain(),
            "context": {"create": False},
        }

    # -- telling people ---------------------------------------------------------------

    def _clerks(self):
        holdings = self.env["hr.job"]._holdings(
            roles=["clerk"], agency_ids=self.agency_id.ids
        )
        return self.env["res.users"].browse({item.user_id for item in holdings})

    def _tell_ended(self):
        # sudo: numbers only
        count = self.env["vpdt.entry"].sudo().search_count(self._entries_domain())
        left = self.sudo()._count_left()
        self._tell(
            self.user_id | self._clerks() | self.appointed_by_id,
            self.env._(
                "%(who)s no longer does the clerk's work of %(agency)s: %(count)s "
                "documents were registered, %(left)s papers are not registered yet. "
                "Open this to see them.",
                who=self.user_id.name,
                agency=self.agency_id.name,
                count=count,
                left=left,
            ),
        )

    def _count_left(self):
        """Return how many papers of the agency are not registered yet."""
        return self.env["vpdt.intake"].search_count(
            [("agency_id", "=", self.agency_id.id)]
        )

    def _tell(self, users, text):
        users = users.filtered("active")
        if not users:
            return
        # sudo: the message is the system's; it names no document
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=users.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            model=self._name,
            res_id=self.id,
            subject=self.env._("Acting clerk"),
            force_record_name=self.sudo().user_id.name,
            body=Markup("<p>%s</p>") % text,
            subtype_xmlid="mail.mt_note",
        )

    # -- the post -----------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        created = super().create(vals_list)
        self.env["hr.job"]._forget_holdings()
        return created

    def write(self, vals):
        result = super().write(vals)
        self.env["hr.job"]._forget_holdings()
        return result

    @api.model
    @ormcache()
    def _is_anybody_appointed(self):
        """Whether there is any that has not ended.

        As a rule there is none, and nobody should pay for it at each question who
        holds which post.
        """
        # sudo: kept for everybody, whoever asks first
        return bool(self.sudo().search_count([("over", "=", False)], limit=1))

    @api.model
    def _holdings_sql(self, date):
        """Return the SQL of who holds a clerk's post by being appointed on `date`.

        Columns as `hr.job._holdings_sql`. Whoever has left the agency no longer acts.
        Subqueries that the database plans by themselves: as joins they made planning
        take 14 ms, at each question who holds which post.
        """
        return SQL(
            """
            SELECT acting.user_id, acting.employee_id, j.id, j.role, j.agency_id,
                   j.reads_register
              FROM vpdt_acting_clerk acting
              JOIN hr_job j ON j.id = acting.job_id
             WHERE acting.over IS NOT TRUE
               AND %(date)s BETWEEN acting.date_from AND acting.date_to
               AND j.active AND j.role = 'clerk' AND j.agency_id = acting.agency_id
               AND (SELECT u.active AND e.active AND u.id = acting.user_id
                      FROM hr_employee e
                      JOIN resource_resource r ON r.id = e.resource_id
                      JOIN res_users u ON u.id = r.user_id
                     WHERE e.id = acting.employee_id)
               AND (SELECT own.active AND own.agency_id = acting.agency_id
                           AND own.role NOT IN ('operator', 'clerk')
                      FROM hr_version v
                      LEFT JOIN hr_job own ON own.id = v.job_id
                     WHERE v.employee_id = acting.employee_id
                       AND v.active
                       AND v.date_version <= %(date)s
                     ORDER BY v.date_version DESC
                     LIMIT 1)
            """,
            date=date,
        )
