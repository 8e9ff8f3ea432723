from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.vpdt_documents.layout.hand_over import hand_back, render_hand_over
from odoo.addons.vpdt_documents.office_time import local_time

from ..absence import Task, loop_in
from .vpdt_handling_deadline import LAST_YEAR

# Whose post lets them enter that a colleague of their agency is away.
_ENTER_FOR_OTHERS = ["chief_of_office", "deputy_chief_of_office", "clerk", "head"]
LIVE = ("planned", "in_force")
_A_SECOND = timedelta(seconds=1)


class VpdtAbsence(models.Model):
    """Who is away, from when to when, and who acts meanwhile (R4, R17).

    | who                                          | what                      |
    |----------------------------------------------|---------------------------|
    | the person; the clerk, the leaders of the    | enter, change, cancel,    |
    | office or the head of his agency             | end                       |
    | everybody in the office                      | read: who is away, till   |
    |                                              | when, who acts            |

    Nobody writes by right. While it is in force, `vpdt.handling.acting_id` of what is
    open with the person follows it (see `_set_acting`).
    """

    _name = "vpdt.absence"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Absence"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict", string="Who"
    )
    kind = fields.Selection(
        [("leave", "On leave"), ("trip", "On a work trip"), ("other", "Other")],
        string="Reason",
        required=True,
        default="leave",
    )
    date_from = fields.Datetime(string="Away from", required=True)
    date_to = fields.Datetime(string="Until", required=True)
    note = fields.Char(help="Colleagues read this.")
    line_ids = fields.One2many("vpdt.absence.line", "absence_id", string="Substitutes")
    paper_code = fields.Char(string="Number of the written delegation")
    paper_date = fields.Date(string="Date of the written delegation")
    paper_document_id = fields.Many2one(
        "vpdt.document",
        string="Written delegation",
        index="btree_not_null",
        ondelete="restrict",
    )
    entered_by_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    replaces_id = fields.Many2one(
        "vpdt.absence",
        index="btree_not_null",
        ondelete="restrict",
        help="What held until the substitutes or dates were changed.",
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("in_force", "In force"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        index=True,
    )
    substitutes = fields.Char(compute="_compute_substitutes", string="Who acts")
    may_change = fields.Boolean(compute="_compute_may_change")
    paper_count = fields.Integer(
        compute="_compute_paper_count", string="Papers that came"
    )

    _order_of_dates = models.Constraint(
        "CHECK (date_from < date_to)", "An absence ends after it begins."
    )
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (user_id WITH =, tsrange(date_from, date_to) WITH &&)"
        " WHERE (state IN ('planned', 'in_force'))",
        "This person is away already in that time: change the other absence.",
    )
    _now = models.Index("(user_id) WHERE state = 'in_force'")

    @api.depends("user_id", "date_from", "date_to")
    def _compute_display_name(self):
        for absence in self:
            absence.display_name = self.env._(
                "%(who)s away %(start)s – %(end)s",
                who=absence.user_id.name,
                start=absence._shown(absence.date_from),
                end=absence._shown(absence.date_to),
            )

    @api.depends("line_ids.substitute_id", "line_ids.kind")
    def _compute_substitutes(self):
        for absence in self:
            absence.substitutes = "; ".join(
                line.substitute_id.name
                if line.scope == "all"
                else f"{line.substitute_id.name} ({line.kind})"
                for line in absence.line_ids.sorted(lambda x: (x.sequence, x.id))
            )

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_may_change(self):
        for absence in self:
            absence.may_change = self._may_enter_for(absence.user_id)

    @api.depends_context("uid")
    def _compute_paper_count(self):
        Paper = self.env["vpdt.absence.paper"]
        for absence in self:
            absence.paper_count = (
                Paper.search_count([("absence_id", "in", absence._chain().ids)])
                if Paper.has_access("read")
                else 0
            )

    @api.model
    def _shown(self, moment):
        """Return a moment as the office reads it: the hour only where it tells."""
        if not moment:
            return ""
        local = local_time(moment)
        day = f"{local:%d/%m/%Y}"
        if (local.hour, local.minute) in ((0, 0), (23, 59)):
            return day
        return f"{local:%H:%M} {day}"

    def _chain(self):
        """Return this absence and those it replaced, which were the same journey."""
        # sudo: the links only
        chain = found = self.sudo()
        while found := found.replaces_id:
            chain |= found
        return chain.sudo(self.env.su)

    # -- who may ----------------------------------------------------------------

    @api.model
    def _may_enter_for(self, user):
        """Whether the user may say that `user` is away, and who acts for him."""
        me = self.env.user
        if user == me:
            return True
        return bool(user and me._agencies(roles=_ENTER_FOR_OTHERS) & user._agencies())

    @api.model
    def _people_to_enter_for(self):
        """Return the users of whom the user may say that they are away, and himself."""
        mine = self.env.user._agencies(roles=_ENTER_FOR_OTHERS)
        people = {
            holding.user_id
            for holding in self.env["hr.job"]._holdings(agency_ids=mine.ids)
        }
        return self.env["res.users"].browse(people) | self.env.user

    @api.model
    def _check_may_enter(self, user):
        if not self._may_enter_for(user):
            raise AccessError(
                self.env._(
                    "An absence is entered by the person himself, or by the clerk, "
                    "the head or the leaders of the office of his agency."
                )
            )

    def _check_change(self, *states):
        """Lock this absence and check that the user may change it now."""
        self.ensure_one()
        self.check_access("read")
        self._check_may_enter(self.user_id)
        # sudo: a lock only; nobody has write access
        if not self.sudo().try_lock_for_update():
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Nothing more can be done here: it is %(state)s.",
                    state=labels[self.state].lower(),
                )
            )

    # -- entering -----------------------------------------------------------------

    @api.model
    def _enter(self, vals, lines, replaces=None):
        """Enter an absence as the user, and let it begin if it is time.

        :param vals: user_id, kind, date_from, date_to, note, paper_…
        :param lines: list of values of `vpdt.absence.line`
        :param replaces: the absence that this one takes the place of
        :raises UserError, AccessError: a rule is broken; the message says which
        """
        self = self._own_context()
        user = self.env["res.users"].browse(vals.get("user_id"))
        self._check_may_enter(user)
        document = self.env["vpdt.document"].browse(vals.get("paper_document_id") or [])
        if document and not document.has_access("read"):
            raise UserError(
                self.env._("Choose the written delegation among those you read.")
            )
        self._check_dates(vals["date_from"], vals["date_to"])
        running = False
        if replaces:
            running = replaces.state == "in_force"
            replaces._stop("ended" if running else "cancelled")
            if running:
                vals = {**vals, "date_from": replaces.date_to}
        self._check_own(user, vals["date_from"], vals["date_to"])
        # sudo: absences are written here only; the user was checked
        absence = self.sudo().create(
            {
                **vals,
                "entered_by_id": self.env.uid,
                "replaces_id": replaces.id if replaces else False,
                **(replaces.sudo()._source_values() if replaces else {}),
            }
        )
        self.env["vpdt.absence.line"].sudo().create(
            [{**line, "absence_id": absence.id} for line in lines]
        )
        absence.with_user(self.env.user).sudo()._check_entered()
        absence._tell_entered()
        absence._start(at_once=running)
        return absence.sudo(self.env.su)

    def _start(self, at_once=False):
        """Let this absence begin if it is time, and be looked at when it is."""
        if self.state == "planned" and (
            at_once or self.date_from <= fields.Datetime.now()
        ):
            self._begin()
        # sudo: the server's clockwork
        cron = self.env.ref("vpdt_workflow.ir_cron_vpdt_absence").sudo()
        cron._trigger(at=[self.date_from, self.date_to])

    @api.model
    def _check_dates(self, start, end):
        if not start or not end:
            raise UserError(self.env._("Say from when to when."))
        if start.year < 2000 or end.year > LAST_YEAR:
            raise UserError(self.env._("Check the dates: a year cannot be right."))
        if end <= start:
            raise UserError(self.env._("An absence ends after it begins."))
        if end <= fields.Datetime.now():
            raise UserError(self.env._("This time is over already."))

    @api.model
    def _check_own(self, user, start, end):
        """Check that `user` is not away already in that time."""
        # sudo: whether somebody is away, whoever asks
        own = self.sudo().search(
            [
                ("user_id", "=", user.id),
                ("state", "in", LIVE),
                ("date_from", "<", end),
                ("date_to", ">", start),
            ],
            limit=1,
        )
        if own:
            raise UserError(
                self.env._(
                    "%(who)s is away from %(start)s to %(end)s already: change that "
                    "absence instead.",
                    who=user.name,
                    start=self._shown(own.date_from),
                    end=self._shown(own.date_to),
                )
            )

    def _check_entered(self):
        """Check what was entered as a whole, in the order people can mend it."""
        self.ensure_one()
        others = self._overlapping()
        if not self.user_id._holdings():
            raise UserError(
                self.env._(
                    "%(who)s holds no post: nothing is sent there.",
                    who=self.user_id.name,
                )
            )
        able = self.env["vpdt.substitute.rule"]._able(self.line_ids.substitute_id.ids)
        for line in self.line_ids:
            self._check_line(line, able)
            self._check_present(line, others)
        if any(self.line_ids.mapped("authorized")) and not (
            self.paper_date
            and ((self.paper_code or "").strip() or self.paper_document_id)
        ):
            raise UserError(
                self.env._(
                    "Acting by authorisation (TUQ.) rests on a written paper: give its "
                    "number and date (NĐ 30/2020 Điều 13.4)."
                )
            )
        self._check_not_passed_on()

    def _check_not_passed_on(self):
        """Check that who is authorised puts nobody else in his place (Điều 13.4).

        By post he may enter for the person who is away; not by the paper that names
        him himself, whether he changes that absence or ends it and enters another.
        """
        me = self.env.user
        if self.user_id == me:
            return
        same = [("paper_code", "=", self.paper_code)] if self.paper_code else []
        if self.paper_document_id:
            paper = ("paper_document_id", "=", self.paper_document_id.id)
            same = ["|", *same, paper] if same else [paper]
        # sudo: whom the same paper authorised before, whoever asks
        before = self.sudo()._chain() - self
        if same:
            before |= self.sudo().search(
                [("user_id", "=", self.user_id.id), ("id", "!=", self.id), *same]
            )
        named = before.line_ids.filtered("authorized").substitute_id
        new = self.line_ids.filtered("authorized").substitute_id - named
        if me in named and new:
            raise UserError(
                self.env._(
                    "You act by authorisation (TUQ.) and pass it on to nobody: let "
                    "%(who)s or a colleague enter it (NĐ 30/2020 Điều 13.4).",
                    who=self.user_id.name,
                )
            )

    def _check_line(self, line, able):
        substitute = line.substitute_id
        if substitute == self.user_id:
            raise UserError(self.env._("Nobody is his own substitute."))
        if substitute == self.env.user and self.user_id != self.env.user:
            raise UserError(
                self.env._(
                    "Who enters it for somebody else cannot name himself: let "
                    "%(who)s or a colleague enter it.",
                    who=self.user_id.name,
                )
            )
        if not substitute.active:
            raise UserError(
                self.env._(
                    "The account of %(who)s is closed: choose somebody else.",
                    who=substitute.name,
                )
            )
        if line.scope != "all" and not line._values():
            raise UserError(
                self.env._("Say which documents %(who)s acts on.", who=substitute.name)
            )
        if line.authorized and line.scope == "all":
            raise UserError(
                self.env._(
                    "An authorisation (TUQ.) is limited in content: name the kinds of "
                    "documents %(who)s acts on (NĐ 30/2020 Điều 13.4).",
                    who=substitute.name,
                )
            )
        tasks = [
            Task(holding.role, holding.agency_id, "lead")
            for holding in self.user_id._holdings()
        ]
        if any(able(substitute.id, task, line.authorized) for task in tasks):
            return
        if any(able(substitute.id, task, True) for task in tasks):
            raise UserError(
                self.env._(
                    "%(who)s acts for %(away)s by a written authorisation (TUQ.) only.",
                    who=substitute.name,
                    away=self.user_id.name,
                )
            )
        raise UserError(
            self.env._(
                "%(who)s holds no post that may act for %(away)s: choose among those "
                "offered.",
                who=substitute.name,
                away=self.user_id.name,
            )
        )

    def _check_present(self, line, others):
        """Check that the substitute is there in that time, and acts for no circle."""
        substitute = line.substitute_id
        away = others.filtered(lambda item: item.user_id == substitute)[:1]
        if not away:
            return
        circle = loop_in(
            self.user_id.id,
            {
                item.user_id.id: set(item.line_ids.substitute_id.ids)
                for item in others | self
            },
        )
        if circle:
            users = self.env["res.users"].browse([*circle, circle[0]])
            raise UserError(
                self.env._(
                    "They would act for each other in a circle: %(circle)s. Choose "
                    "somebody who is there.",
                    circle=" → ".join(users.mapped("name")),
                )
            )
        raise UserError(
            self.env._(
                "%(who)s is away as well, from %(start)s to %(end)s: choose somebody "
                "who is there.",
                who=substitute.name,
                start=self._shown(away.date_from),
                end=self._shown(away.date_to),
            )
        )

    def _overlapping(self):
        """Return the other live absences that overlap with this one."""
        # sudo: whether somebody is away, whoever asks
        return self.sudo().search(
            [
                ("id", "not in", self.ids),
                ("state", "in", LIVE),
                ("date_from", "<", self.date_to),
                ("date_to", ">", self.date_from),
            ]
        )

    # -- what is done with it -------------------------------------------------------

    def action_change(self):
        """Open the dialog to change dates or substitutes; the old ones are kept."""
        self._check_change(*LIVE)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change an absence"),
            "res_model": "vpdt.absence.wizard",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"vpdt_absence_id": self.id},
        }

    def action_cancel(self):
        """Cancel an absence that has not begun."""
        self = self._own_context()
        self._check_change("planned")
        self._do_end("cancelled")
        return True

    def action_end(self):
        """End an absence now: the person is back earlier."""
        self = self._own_context()
        self._check_change("in_force")
        self._do_end("ended")
        return True

    def action_papers(self):
        """Return the list of what came meanwhile and what was done with it."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "What came while %(who)s was away", who=self.user_id.name
            ),
            "res_model": "vpdt.absence.paper",
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "mobile_view_mode": "kanban",
            "domain": [("absence_id", "in", self._chain().ids)],
            "context": {"create": False},
        }

    def action_print(self):
        """Open the hand-back list as PDF."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/hand_back/{self.id}.pdf",
            "target": "new",
        }

    def _print(self):
        """Return the hand-back list as PDF bytes; rows as far as the user reads them.

        :raises AccessError: the user may not even see the absence
        """
        self.ensure_one()
        self.check_access("read")
        here = self.with_context(lang="vi_VN")
        papers = here.env["vpdt.absence.paper"]
        if papers.has_access("read"):
            papers = papers.search([("absence_id", "in", self._chain().ids)])
        start = min(self._chain().mapped("date_from"))
        agency, post = self.user_id._printed_post()
        paper = hand_back(
            *agency,
            (self.user_id.name, post),
            here.substitutes,
            self._shown(start),
            self._shown(self.date_to),
        )
        return render_hand_over(paper, [row._print_row() for row in papers])

    def _begin(self):
        """Let these absences begin: what is open goes to the substitutes, at once."""
        # sudo: absences are written by the system; who entered them was checked
        absences = self.sudo()
        absences.write({"state": "in_force"})
        absences.flush_recordset()
        changes = self._follow()
        for absence in absences:
            absence._tell_begun(changes)
        absences._warn_agencies()

    def _do_end(self, state):
        """End these absences now; what is open goes back to who is there again."""
        self._stop(state)
        # sudo: as in `_begin`
        absences = self.sudo()
        self._follow(absences.user_id)
        for absence in absences:
            absence._tell_ended()

    def _stop(self, state):
        now = fields.Datetime.now()
        # sudo: as in `_begin`
        for absence in self.sudo():
            vals = {"state": state}
            if absence.state == "in_force":
                vals["date_to"] = max(
                    min(absence.date_to, now), absence.date_from + _A_SECOND
                )
            absence.write(vals)
        self.flush_recordset()

    @api.model
    def _follow(self, users=None):
        """Bring what is open with all who are away, and with `users`, in line.

        :return: what `vpdt.handling._set_acting` returns
        """
        away = self.sudo().search([("state", "=", "in_force")]).user_id
        if users:
            away |= users
        return self.env["vpdt.handling"]._set_acting(away.ids)

    @api.model
    def _substitution(self):
        """Return (user → lines of who is away now, the function `able`)."""
        # sudo: who acts for whom, whoever passes something on
        absences = self.sudo().search([("state", "=", "in_force")])
        lines = absences.line_ids
        away = {
            absence.user_id.id: absence.line_ids._as_rules() for absence in absences
        }
        active = lines.substitute_id.filtered("active")
        return away, self.env["vpdt.substitute.rule"]._able(active.ids)

    @api.model
    def _cron_follow(self):
        """Let absences begin and end at their time, and mend what was locked then."""
        now = fields.Datetime.now()
        cron = self.env["ir.cron"]
        # Never begun, because the server stood still
        self.search([("state", "=", "planned"), ("date_to", "<=", now)]).write(
            {"state": "ended"}
        )
        over = self.search([("state", "=", "in_force"), ("date_to", "<=", now)])
        begun = self.search([("state", "=", "planned"), ("date_from", "<=", now)])
        cron._commit_progress(remaining=len(over) + len(begun))
        for absence in over:
            absence._do_end("ended")
            cron._commit_progress(1)
        for absence in begun:
            absence._begin()
            cron._commit_progress(1)
        self._follow()
        cron._commit_progress(remaining=0)

    # -- telling people -------------------------------------------------------------

    def _tell(self, users, text):
        """Put a message about this absence into the inbox of `users`."""
        users = users.filtered("active")
        if not users:
            return
        # sudo: the message is the system's; it names no document
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=users.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            model=self._name,
            res_id=self.id,
            subject=self.env._("Absence"),
            force_record_name=self.sudo().user_id.name,
            body=Markup("<p>%s</p>") % text,
            subtype_xmlid="mail.mt_note",
            inbox_only=True,
        )

    def _tell_entered(self):
        if self.user_id != self.env.user:
            self._tell(
                self.user_id,
                self.env._(
                    "%(by)s entered that you are away from %(start)s to %(end)s. "
                    "Substitutes: %(who)s.",
                    by=self.env.user.name,
                    start=self._shown(self.date_from),
                    end=self._shown(self.date_to),
                    who=self.substitutes or self.env._("nobody"),
                ),
            )
        self._tell_whom_he_acts_for()

    def _tell_whom_he_acts_for(self):
        """Tell those whose substitute is away himself in that time."""
        for other in self._overlapping():
            mine = other.line_ids.filtered(
                lambda line: line.substitute_id == self.user_id
            )
            if mine:
                text = self.env._(
                    "%(who)s, who acts for %(away)s, is away himself from %(start)s "
                    "to %(end)s.",
                    who=self.user_id.name,
                    away=other.user_id.name,
                    start=self._shown(self.date_from),
                    end=self._shown(self.date_to),
                )
                if any(mine.mapped("authorized")):
                    text += " " + self.env._(
                        "What he does by authorisation (TUQ.) passes to nobody."
                    )
                other._tell((other.user_id | other.entered_by_id | self.user_id), text)

    def _tell_begun(self, changes):
        for substitute in self.line_ids.substitute_id:
            count = sum(
                change["user_id"] == self.user_id.id
                and change["acting_id"] == substitute.id
                for change in changes
            )
            self._tell(
                substitute,
                self.env._(
                    "You act for %(who)s until %(end)s: %(count)s papers are open.",
                    who=self.user_id.name,
                    end=self._shown(self.date_to),
                    count=count,
                ),
            )

    def _tell_ended(self):
        if self.state != "ended":
            self._tell(
                (self.user_id | self.line_ids.substitute_id) - self.env.user,
                self.env._(
                    "The absence from %(start)s to %(end)s was cancelled.",
                    start=self._shown(self.date_from),
                    end=self._shown(self.date_to),
                ),
            )
            return
        count = self.with_user(self.user_id).paper_count
        self._tell(
            self.user_id,
            self.env._(
                "Your absence is over: %(count)s papers were acted on in your place. "
                "Open this to see what was done with each.",
                count=count,
            ),
        )
        self._tell(
            self.line_ids.substitute_id,
            self.env._(
                "%(who)s is back: what is still open went back.", who=self.user_id.name
            ),
        )

    def _warn_agencies(self):
        """Tell the head and the operator of an agency whose clerks are all away.

        What is sent to an agency lies with its clerks: nobody would register it.
        """
        clerks = self.env["hr.job"]._holdings(
            roles=["clerk"],
            agency_ids=self.user_id._agencies(roles=["clerk"]).ids,
        )
        if not clerks:
            return
        away = self._away_now([holding.user_id for holding in clerks])
        for agency in {holding.agency_id for holding in clerks}:
            if any(
                holding.agency_id == agency and holding.user_id not in away
                for holding in clerks
            ):
                continue
            told = self.env["hr.job"]._holdings(
                roles=["head", "chief_of_office"], agency_ids=[agency]
            ) + self.env["hr.job"]._holdings(roles=["operator"])
            self[:1]._tell(
                self.env["res.users"].browse({item.user_id for item in told}),
                self.env._(
                    "All clerks of %(agency)s are away: nobody registers what is sent "
                    "there. Appoint an acting clerk (menu Absence and delegation, "
                    "Acting clerks).",
                    agency=self.env["hr.department"].browse(agency).name,
                ),
            )

    # -- who is away ------------------------------------------------------------------

    @api.model
    def _away_now(self, user_ids=None):
        """Return {id of the user: absence in force} of those who are away.

        :param user_ids: of these, unless None
        """
        domain = [("state", "=", "in_force")]
        if user_ids is not None:
            domain.append(("user_id", "in", list(user_ids)))
        # sudo: that somebody is away is told to whoever sends him something
        found = self.sudo().search(domain)
        return {absence.user_id.id: absence for absence in found}

    @api.model
    def _acts_for(self, substitute, user):
        """Whether `substitute` acts in the place of `user` now, on some documents."""
        return (
            substitute
            in self._away_now(user.ids)
            .get(user.id, self.sudo().browse())
            .line_ids.substitute_id
        )

    @api.model
    @api.readonly
    def get_banner(self):
        """Return what the desk shows about absences of the user and around him.

        :return: {"acting": [{"id", "name", "until"}] for whom he acts,
            "away": {"id", "until", "substitutes"} or False, he himself}
        """
        user = self.env.user
        # sudo: the user's own absence, and those he acts in
        absences = self.sudo().search(
            [
                ("state", "=", "in_force"),
                "|",
                ("user_id", "=", user.id),
                ("line_ids.substitute_id", "=", user.id),
            ],
            order="date_to",
        )
        own = absences.filtered(lambda item: item.user_id == user)[:1]
        return {
            "acting": [
                {
                    "id": absence.id,
                    "name": absence.user_id.name,
                    "until": self._shown(absence.date_to),
                }
                for absence in absences - own
            ],
            "away": own
            and {
                "id": own.id,
                "until": self._shown(own.date_to),
                "substitutes": own.substitutes or False,
            }
            or False,
        }
