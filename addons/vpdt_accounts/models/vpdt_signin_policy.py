from odoo import api, fields, models
from odoo.tools import ormcache

from odoo.addons.vpdt_documents.models.hr_job import ROLES

SECOND_FACTORS = [
    ("none", "Not asked for"),
    ("recommended", "Recommended"),
    ("required", "Required"),
]
_STRENGTH = [key for key, _name in SECOND_FACTORS]


class VpdtSigninPolicy(models.Model):
    """How accounts of a role sign in (data; QĐ 553 Điều 4.1, Luật ANM 2018 Điều 23).

    The row without a role holds for everybody. Who holds posts of several roles is
    under the strictest of each column.
    """

    _name = "vpdt.signin.policy"
    _description = "Policy for signing in"
    _order = "id"
    _rec_name = "role"

    role = fields.Selection(ROLES, help="Nothing: for everybody.")
    second_factor = fields.Selection(
        SECOND_FACTORS,
        required=True,
        default="none",
        help="An authenticator app or a passkey; a code by e-mail for who has neither.",
    )
    second_factor_from = fields.Date(
        string="Required from", help="Until then it is recommended."
    )
    idle_minutes = fields.Integer(
        string="Asks again after idle minutes",
        default=0,
        help="0: never. Odoo then asks for the password or the second factor.",
    )
    password_min = fields.Integer(
        string="Characters of a password", required=True, default=10
    )
    max_failures = fields.Integer(
        string="Wrong passwords", required=True, default=5, help="Then it is locked."
    )
    lock_minutes = fields.Integer(string="Minutes locked", required=True, default=15)

    password_since = fields.Datetime(
        string="Longer passwords since",
        readonly=True,
        help="Passwords chosen before may be shorter than this.",
    )

    _once = models.UniqueIndex(
        "(coalesce(role, ''))", "This role has its policy already."
    )
    _sane = models.Constraint(
        "CHECK (password_min BETWEEN 8 AND 64 AND max_failures BETWEEN 3 AND 20"
        " AND lock_minutes BETWEEN 1 AND 1440 AND idle_minutes >= 0)",
        "A password has 8 to 64 characters; 3 to 20 wrong ones lock for 1 to 1440 "
        "minutes.",
    )

    @api.depends("role")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for policy in self:
            policy.display_name = roles.get(policy.role) or self.env._("Everybody")

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        now, usual = fields.Datetime.now(), self._fields["password_min"].default(self)
        return super().create(
            [
                {**vals, "password_since": now}
                if (vals.get("password_min") or 0) > usual
                else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        self.env.registry.clear_cache()
        least = vals.get("password_min") or 0
        longer = self.filtered(lambda one: one.password_min < least)
        result = super().write(vals)
        if longer:
            super(VpdtSigninPolicy, longer).write(
                {"password_since": fields.Datetime.now()}
            )
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _for_many(self, users, today):
        """Return {user id: (second factor wanted, since when passwords are so long)}.

        In a fixed number of queries; see `_for`.
        """
        roles = {}
        for held in users._holdings():
            roles.setdefault(held.user_id, set()).add(held.role)
        # sudo: set-up
        asked = {False}.union(*roles.values())
        policies = self.sudo().search([("role", "in", list(asked))])
        found = {}
        for user in users:
            mine = {False, *roles.get(user.id, ())}
            rows = policies.filtered(lambda row, mine=mine: row.role in mine)
            factors = [row._second_factor_on(today) for row in rows]
            if user.factor_from and user.factor_from <= today:
                factors.append("required")
            since = [row.password_since for row in rows if row.password_since]
            found[user.id] = (
                max(factors, key=_STRENGTH.index, default="none"),
                max(since, default=None),
            )
        return found

    @api.model
    def _for(self, user):
        """Return what holds for an account today.

        :param user: res.users, or none of them: a name that nobody has
        :return: {"second_factor", "idle_minutes", "password_min", "max_failures",
            "lock_minutes"}; a second factor required from later on is recommended
        """
        return dict(self._cached(user.id, self.env["hr.job"]._today()))

    @api.model
    @ormcache("user_id", "today")
    def _cached(self, user_id, today):
        # asked with each request: forgotten whenever posts move (_sync_post_rights)
        user = self.env["res.users"].browse(user_id)
        roles = {held.role for held in user._holdings()} if user_id else set()
        # sudo: set-up, for whoever signs in
        rows = self.sudo().search([("role", "in", [False, *roles])])
        found = {
            "second_factor": "none",
            "idle_minutes": 0,
            "password_min": 10,
            "max_failures": 5,
            "lock_minutes": 15,
        }
        if rows:
            factors = [row._second_factor_on(today) for row in rows]
            idle = [row.idle_minutes for row in rows if row.idle_minutes]
            found = {
                "second_factor": max(factors, key=_STRENGTH.index),
                "idle_minutes": min(idle, default=0),
                "password_min": max(rows.mapped("password_min")),
                "max_failures": min(rows.mapped("max_failures")),
                "lock_minutes": max(rows.mapped("lock_minutes")),
            }
        # sudo: his own, whoever signs in
        since = user.sudo().factor_from
        if since and since <= today:
            found["second_factor"] = "required"
        return tuple(sorted(found.items()))

    def _second_factor_on(self, today):
        if (
            self.second_factor == "required"
            and self.second_factor_from
            and self.second_factor_from > today
        ):
            return "recommended"
        return self.second_factor
