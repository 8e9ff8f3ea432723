from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, ormcache


class VpdtSecondPost(models.Model):
    """A post held beside one's own, for a time or until further notice (R17).

    Kiêm nhiệm, or being put in charge (phụ trách, quyền) of a post that is empty. In
    these days its holder has all that the post gives, beside his own; written only by
    a personnel change (`vpdt.personnel.event`).
    """

    _name = "vpdt.second.post"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Second post"
    _order = "date_from desc, id desc"
    _rec_name = "job_id"

    user_id = fields.Many2one(
        related="employee_id.user_id", store=True, string="Account", index=True
    )
    agency_id = fields.Many2one(
        related="job_id.agency_id", store=True, index="btree_not_null"
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Who", required=True, index=True, ondelete="restrict"
    )
    job_id = fields.Many2one(
        "hr.job", string="Post", required=True, index=True, ondelete="restrict"
    )
    is_acting = fields.Boolean(string="Acting")
    date_from = fields.Date(string="First day", required=True)
    date_to = fields.Date(string="Last day")
    event_id = fields.Many2one(
        "vpdt.personnel.event",
        string="Decision",
        required=True,
        index=True,
        ondelete="restrict",
    )

    _order_of_dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from - 1)",
        "The last day is not before the first.",
    )
    _once_at_a_time = models.Constraint(
        "EXCLUDE USING gist (employee_id WITH =, job_id WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&)"
        " WHERE (date_to IS NULL OR date_to >= date_from)",
        "This person holds that post in that time already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        posts = super().create(vals_list)
        self.env["hr.job"]._forget_holdings()
        posts._check_operators()
        return posts

    def write(self, vals):
        result = super().write(vals)
        self.env["hr.job"]._forget_holdings()
        return result

    def _check_once(self, vals):
        """Check that the person does not hold the post in that time already.

        :param vals: of a row, from `vpdt.personnel.event`
        :raises UserError: names since when and until when he does
        """
        # sudo: posts are no secret
        found = self.sudo().search(
            [
                ("employee_id", "=", vals["employee_id"]),
                ("job_id", "=", vals["job_id"]),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", vals["date_from"]),
            ]
        )
        last = fields.Date.to_date(vals.get("date_to"))
        held = found.filtered(
            lambda post: (
                (not last or post.date_from <= last)
                and (not post.date_to or post.date_to >= post.date_from)
            )
        )[:1]
        if held:
            raise UserError(
                self.env._(
                    "%(who)s holds the post %(post)s beside his own already, from "
                    "%(start)s to %(end)s: end that first, or choose other days.",
                    who=held.employee_id.name,
                    post=held.job_id.name,
                    start=f"{held.date_from:%d/%m/%Y}",
                    end=f"{held.date_to:%d/%m/%Y}"
                    if held.date_to
                    else self.env._("further notice"),
                )
            )

    def _check_operators(self):
        """Check that nobody is the operator and something else at once (R23).

        :raises UserError: he would read documents and set up rights
        """
        for post in self:
            # sudo: posts are no secret
            employee = post.sudo().employee_id
            roles = {
                version.job_id.role
                for version in employee.version_ids
                if version.job_id.role
                and version == employee._get_version(post.date_from)
            }
            others = self.sudo().search(
                [("employee_id", "=", employee.id), ("id", "!=", post.id)]
            )
            roles |= {
                other.job_id.role
                for other in others
                if not other.date_to or other.date_to >= post.date_from
            }
            if roles and ("operator" in roles) != (post.job_id.role == "operator"):
                raise UserError(
                    self.env._(
                        "%(who)s would be an operator and work with documents at once: "
                        "the operator reads none.",
                        who=employee.name,
                    )
                )

    @api.model
    @ormcache()
    def _is_there_any(self):
        """Whether anybody has or had a second post: else nobody pays for asking."""
        # sudo: kept for everybody, whoever asks first
        return bool(self.sudo().search_count([], limit=1))

    @api.model
    def _holdings_sql(self, date):
        """Return the SQL of second posts held on `date`; as `hr.job._holdings_sql`."""
        return SQL(
            """
            SELECT r.user_id, e.id AS employee_id, j.id AS job_id, j.role,
                   j.agency_id,
                   j.reads_register AND j.role <> 'operator' AS reads_register
              FROM vpdt_second_post s
              JOIN hr_employee e ON e.id = s.employee_id
              JOIN resource_resource r ON r.id = e.resource_id
              JOIN res_users u ON u.id = r.user_id AND u.active
              JOIN hr_job j ON j.id = s.job_id
             WHERE s.date_from <= %(date)s
               AND (s.date_to IS NULL OR s.date_to >= %(date)s)
               AND e.active AND j.active AND j.role IS NOT NULL
               AND j.agency_id IS NOT NULL
            """,
            date=date,
        )

    @api.model
    def _end_all(self, employee, last_day):
        """End what somebody holds beside his post; what has not begun never does.

        :param last_day: date, the last one he holds it
        """
        # sudo: written by personnel changes only
        posts = self.sudo().search([("employee_id", "=", employee.id)])
        for post in posts:
            if not post.date_to or post.date_to > last_day:
                first = post.date_from
                # a span without a day: it stands in the history as what never began
                post.date_to = max(last_day, fields.Date.subtract(first, days=1))
        return posts
