from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.vpdt_documents.office_time import local_time, time_text

STATES = [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")]


class VpdtTraining(models.Model):
    """A training session of the core group (QĐ 553 Điều 4.1; R19).

    | who                             | may                                           |
    |---------------------------------|-----------------------------------------------|
    | operators of the whole office   | plan, invite, cancel                          |
    | the trainer                     | invite, tick who was there, finish his session|
    | everybody                       | see what is planned; his own seat             |

    A session that was held is history: seats do not change any more.
    """

    _name = "vpdt.training"
    _description = "Training session"
    _order = "start desc, id desc"

    name = fields.Char(string="Topic", required=True)
    start = fields.Datetime(string="Begins", required=True)
    stop = fields.Datetime(string="Ends", required=True)
    day = fields.Date(compute="_compute_day", store=True)
    place = fields.Char(required=True)
    trainer_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        domain=lambda self: self._trainer_domain(),
    )
    agency_ids = fields.Many2many(
        "hr.department", string="Agencies invited", domain=[("is_agency", "=", True)]
    )
    role_ids = fields.Many2many(
        "vpdt.support.role", string="For whom", help="All posts when empty."
    )
    note = fields.Text(string="Content")
    result = fields.Text(readonly=True)
    state = fields.Selection(STATES, required=True, default="planned", readonly=True)
    seat_ids = fields.One2many("vpdt.training.seat", "training_id", string="Invited")
    invited = fields.Integer(string="How many invited", compute="_compute_counts")
    attended = fields.Integer(string="Were there", compute="_compute_counts")
    may_run = fields.Boolean(compute="_compute_may_run")

    _span = models.Constraint(
        "CHECK (stop > start)", "The session ends before it begins."
    )

    @api.model
    def _trainer_domain(self):
        members = self.env["vpdt.core.member"]
        # asked with the definition of the field, by whoever may ask for that
        known = members._members() if members.has_access("read") else members.user_id
        return [("id", "in", known.ids)]

    @api.depends("start")
    def _compute_day(self):
        for training in self:
            training.day = training.start and local_time(training.start).date()

    def _compute_counts(self):
        # sudo: how many, of no one in particular
        rows = (
            self.env["vpdt.training.seat"]
            .sudo()
            ._read_group(
                [("training_id", "in", self.ids)],
                ["training_id", "attended"],
                ["__count"],
            )
        )
        counts = {(one.id, attended): count for one, attended, count in rows}
        for training in self:
            there = counts.get((training.id, True), 0)
            training.attended = there
            training.invited = there + counts.get((training.id, False), 0)

    @api.depends_context("uid")
    @api.depends("state", "trainer_id")
    def _compute_may_run(self):
        manager = self.env.user._served_agencies() is None
        for training in self:
            training.may_run = training.state == "planned" and (
                manager or training.trainer_id == self.env.user
            )

    @api.constrains("trainer_id", "start")
    def _check_trainer(self):
        for training in self:
            members = self.env["vpdt.core.member"]._members(training.day)
            if training.trainer_id not in members:
                raise ValidationError(
                    self.env._(
                        "%(name)s does not belong to the core group on that day.",
                        name=training.trainer_id.name,
                    )
                )

    def write(self, vals):
        if not self.env.su:
            if {"state", "result", "day", "seat_ids"} & vals.keys():
                raise AccessError(
                    self.env._("Sessions are finished and filled with their buttons.")
                )
            if any(training.state != "planned" for training in self):
                raise UserError(self.env._("This session is over."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        if any(training.state == "held" for training in self):
            raise UserError(self.env._("This is history: it cannot be removed."))

    def _check_runs(self):
        """Check that the user runs this session, and that it is not over."""
        self.ensure_one()
        self.check_access("read")
        if not self.exists() or self.state != "planned":
            raise UserError(self.env._("This session is over."))
        if not self.may_run:
            raise AccessError(
                self.env._("A session is run by its trainer or an operator.")
            )

    def action_invite(self, user_ids=None):
        """Invite people; without any, everybody of the invited agencies and roles.

        Who is invited already is not invited twice.

        :return: how many seats there are new
        :raises UserError: nobody to invite
        """
        self = self.with_context({}, lang=self.env.context.get("lang"))
        self._check_runs()
        if user_ids:
            users = self._known_users(user_ids)
        else:
            users = self._people_invited()
        # sudo: seats are written here only; who may was checked
        seats = self.env["vpdt.training.seat"].sudo()
        known = seats.search([("training_id", "=", self.id)]).user_id
        users -= known | self.trainer_id
        if not users and not known:
            raise UserError(
                self.env._("Choose people, or the agencies and roles to invite.")
            )
        seats.create(
            [
                {
                    "training_id": self.id,
                    "user_id": user.id,
                    "agency_id": user._account_agency().id,
                    "posts": user._posts_text(),
                }
                for user in users
            ]
        )
        self._tell_invited(users)
        return len(users)

    @api.model
    def _known_users(self, user_ids):
        ids = user_ids if isinstance(user_ids, list) else []
        ids = [one for one in ids if isinstance(one, int) and 0 < one < 2**31]
        users = self.env["res.users"].browse(ids).exists()
        return users.filtered(lambda user: user.active and user._is_internal())

    def _people_invited(self):
        """Return the people of the agencies invited, in the roles it is for."""
        if not self.agency_ids and not self.role_ids:
            return self.env["res.users"]
        held = self.env["hr.job"]._holdings(
            roles=self.role_ids.mapped("code") or None,
            agency_ids=self.agency_ids.ids or None,
        )
        return self.env["res.users"].browse(dict.fromkeys(one.user_id for one in held))

    def _tell_invited(self, users):
        clock = time_text(self.start)
        for lang, told in users.grouped("lang").items():
            here = self.with_context(lang=lang or "vi_VN")
            told.with_env(here.env)._tell_about_account(
                here.env._("Training session"),
                here.env._(
                    "You are invited: %(topic)s, %(when)s, %(place)s. Look at VPĐT → "
                    "Support → Training sessions.",
                    topic=here.name,
                    when=clock,
                    place=here.place,
                ),
            )

    def action_finish(self, result):
        """Finish the session: who was there is ticked, what came of it is said.

        :raises UserError: it has not begun, nobody is ticked, or nothing is said
        """
        self = self.with_context({}, lang=self.env.context.get("lang"))
        self._check_runs()
        if self.start > fields.Datetime.now():
            raise UserError(self.env._("This session has not begun."))
        if not isinstance(result, str) or not result.strip():
            raise UserError(self.env._("Say what came of the session."))
        # sudo: who was there, of a session one runs
        if not any(self.sudo().seat_ids.mapped("attended")):
            raise UserError(self.env._("Tick who was there first."))
        # sudo: how it stands is written here only; who may was checked
        self.sudo().write({"state": "held", "result": result.strip()})
        return True

    def action_cancel(self):
        """Cancel the session; who was invited is told."""
        self = self.with_context({}, lang=self.env.context.get("lang"))
        self._check_runs()
        # sudo: as above
        training = self.sudo()
        training.state = "cancelled"
        for lang, told in training.seat_ids.user_id.grouped("lang").items():
            here = training.with_context(lang=lang or "vi_VN")
            told.with_env(here.env)._tell_about_account(
                here.env._("Training session"),
                here.env._("Cancelled: %(topic)s.", topic=here.name),
            )
        return True

    # -- figures --------------------------

    @api.model
    def _figures(self, date_from, date_to):
        """Return the figures of the sessions held between two days (both count).

        :return: {agency id (False: of no agency), None: all together: {"sessions",
            "invited", "attended", "people" (each counted once)}}
        :raises UserError: no span of days
        """
        self.env["vpdt.ticket"]._span(date_from, date_to)
        # sudo: counts of all agencies, no name
        seats = (
            self.env["vpdt.training.seat"]
            .sudo()
            .search(
                [
                    ("training_id.state", "=", "held"),
                    ("day", ">=", date_from),
                    ("day", "<=", date_to),
                ]
            )
        )
        groups = {None: seats, **{one.id: rows for one, rows in _by_agency(seats)}}
        return {
            key: {
                "sessions": len(rows.training_id),
                "invited": len(rows),
                "attended": len(rows.filtered("attended")),
                "people": len(rows.filtered("attended").user_id),
            }
            for key, rows in groups.items()
        }

    @api.model
    def _untrained(self, roles=None):
        """Return who holds a post and was at no session yet.

        :param roles: only of these, unless None
        """
        held = self.env["hr.job"]._holdings(roles=roles)
        users = self.env["res.users"].browse(dict.fromkeys(one.user_id for one in held))
        # sudo: who was trained; the caller says who may see it
        trained = (
            self.env["vpdt.training.seat"]
            .sudo()
            .search(
                Domain("attended", "=", True)
                & Domain("training_id.state", "=", "held")
                & Domain("user_id", "in", users.ids)
            )
            .user_id
        )
        return users.filtered(lambda user: user not in trained)


def _by_agency(seats):
    return seats.grouped("agency_id").items()
