from contextlib import contextmanager
from datetime import datetime, time

from markupsafe import Markup
from psycopg2 import IntegrityError

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.vpdt_documents.models.hr_job import ROLES
from odoo.addons.vpdt_documents.office_time import ZONE_NAME, utc_time

from ..lifecycle import EFFECTS, first_of_a_day, login_for

_OPEN = ("planned", "confirmed", "stuck")
_APPLYING = "vpdt_accounts.applying"


def _midnight(day):
    """Return when a day begins in Vietnam, naive UTC."""
    return utc_time(datetime.combine(day, time.min))


class VpdtPersonnelEvent(models.Model):
    """Carrying out a personnel change: post, account, open work, in this order (I7)."""

    _inherit = "vpdt.personnel.event"

    # -- what it rests on, for the ledger --------------------------

    @contextmanager
    def _applying(self):
        """Let lines in the ledger name this change; known to the server only."""
        data = self.env.cr.precommit.data
        before = data.get(_APPLYING)
        data[_APPLYING] = (self.id, self.user_id.id)
        try:
            yield
        finally:
            data[_APPLYING] = before

    @api.model
    def _being_applied(self, user):
        """Return the change that is being carried out for this account, if one is."""
        event_id, user_id = self.env.cr.precommit.data.get(_APPLYING) or (False, False)
        if not event_id or user_id and user_id != user.id:
            return self.browse()
        # sudo: named in the ledger, whoever carries it out
        return self.sudo().browse(event_id)

    # -- shown before --------------------------

    def _planned_effects(self):
        """Return what will happen, line by line, in the language of the user."""
        self.ensure_one()
        effects, user = EFFECTS[self.kind], self.employee_id.user_id
        return [
            *self._planned_account(effects, user),
            *self._planned_post(effects),
            *self._planned_work(effects, user),
            *self._planned_specimens(effects, user),
        ]

    def _planned_account(self, effects, user):
        if effects.account == "open":
            if not user:
                yield self.env._(
                    "Account %(login)s is issued.", login=self._new_login()
                )
            elif not user.active:
                yield self.env._("Account %(login)s is opened again.", login=user.login)
            elif user.locked_at:
                yield self.env._("Account %(login)s is unlocked.", login=user.login)
        elif effects.account == "lock" and user:
            yield self.env._(
                "Account %(login)s is locked; post and rights stay.", login=user.login
            )
        elif effects.account == "close" and user:
            yield self.env._(
                "Account %(login)s is closed: every right, key and session ends.",
                login=user.login,
            )
        if effects.account == "close":
            for event in self._following():
                if event.date >= self.date:
                    yield self.env._(
                        "Does not take place any more: %(event)s.",
                        event=event.display_name,
                    )

    def _planned_post(self, effects):
        roles = dict(
            self.env["hr.job"]._fields["role"]._description_selection(self.env)
        )
        current = self._current_job()
        if effects.post == "beside" and self.job_id:
            yield self.env._(
                "Post beside the one held: %(post)s, %(agency)s (%(role)s).",
                post=self.job_id.name,
                agency=self.job_id.agency_id.name,
                role=roles.get(self.job_id.role),
            )
        elif effects.post == "leave" or self.job_id:
            if current and current != self.job_id:
                yield self.env._("Gives up: %(post)s.", post=current.name)
            if self.job_id:
                yield self.env._(
                    "New post: %(post)s, %(agency)s (%(role)s).",
                    post=self.job_id.name,
                    agency=self.job_id.agency_id.name,
                    role=roles.get(self.job_id.role),
                )
        if self.last_day:
            yield self.env._(
                "As before from %(day)s.",
                day=fields.Date.add(self.last_day, days=1).strftime("%d/%m/%Y"),
            )

    def _planned_work(self, effects, user):
        if effects.work == "keep" or not user:
            return
        for _user, kind, count in user._open_work():
            yield self.env._(
                "Open: %(count)s %(kind)s.", count=count, kind=kind._open_work_name()
            )
        if self.successor_id:
            yield (
                self.env._("%(who)s takes it over.", who=self.successor_id.name)
                if effects.work == "hand_over"
                else self.env._("%(who)s acts meanwhile.", who=self.successor_id.name)
            )
        elif user._open_work(only_blocking=True):
            proposed = self._proposed_successors(user)[:1]
            yield (
                self.env._(
                    "Name a successor: %(who)s could take it over.", who=proposed.name
                )
                if proposed
                else self.env._("Name a successor: there is open work.")
            )

    def _current_job(self):
        """Return the post held on the day before it takes effect."""
        employee = self.employee_id.sudo()
        day = fields.Date.subtract(self.date, days=1)
        held = employee.version_ids.filtered(lambda one: one.date_version <= day)
        return held.sorted("date_version")[-1:].job_id

    def _new_login(self):
        # sudo: names of accounts, the closed ones too
        users = self.env["res.users"].sudo().with_context(active_test=False)
        taken = set(users.search_fetch([], ["login"]).mapped("login"))
        taken.update(
            login
            for (login,) in self.env["vpdt.account.change"]
            .sudo()
            ._read_group([], ["login"])
        )
        get = self.env["ir.config_parameter"].sudo().get_param
        suffix = get("vpdt_accounts.login_suffix") or ""
        return login_for(self.employee_id.sudo().name or "x", taken, suffix)

    @api.model
    def _proposed_successors(self, former):
        """Return who could take over from `former`: the same post first, then rank."""
        HandOver = self.env["vpdt.hand.over"]
        posts = {
            (held.agency_id, held.role) for held in former._holdings()
        } | HandOver._counts(former).keys()
        ranks = [role for role, _name in ROLES]
        found = {}
        colleagues = self.env["hr.job"]._holdings(
            agency_ids={agency for agency, _role in posts}
        )
        for held in colleagues:
            user = self.env["res.users"].browse(held.user_id)
            if user == former or user in found or user.locked_at:
                continue
            roles = HandOver._roles_for(user, posts)
            if roles:
                same = any(post[1] == role for post, role in roles.items())
                found[user] = (not same, ranks.index(held.role), user.id)
        return self.env["res.users"].browse(
            user.id for user in sorted(found, key=found.get)
        )

    # -- on the day --------------------------

    @api.model
    def _cron_apply(self):
        """Carry out what is due: arrivals of a day before departures."""
        cron, today = self.env["ir.cron"], self.env["hr.job"]._today()
        self.env["vpdt.account.grant"]._follow_dates()
        due = self._due(today)
        cron._commit_progress(remaining=len(due))
        for event in due:
            event._apply_or_tell()
            if not cron._commit_progress(1):
                return

    @api.model
    def _due(self, today):
        """Return what is to be carried out by `today`, in the order to do it."""
        # sudo: the server's clockwork
        events = self.sudo().search([("state", "in", _OPEN), ("date", "<=", today)])
        policy = self.env["vpdt.personnel.policy"]
        ready = events.filtered(
            lambda event: event.state != "planned" or not policy._needs(event.kind)
        )
        return ready.sorted(lambda one: (one.date, first_of_a_day(one.kind), one.id))

    def _apply_or_tell(self):
        """Carry it out; what hinders it is kept with it and told to who can help.

        Nobody keeps a way in because somebody forgot: where open work hinders the
        closing of an account, the account is locked on its day all the same.
        """
        self.ensure_one()
        told, problem = self.problem, ""
        try:
            with self.env.cr.savepoint(), self._applying():
                self._do_apply()
        except (AccessError, UserError, ValidationError) as error:
            problem = str(error)
        except IntegrityError as error:
            # others of this night do not wait for what the database refuses here
            problem = self._words_of_database(error)
        if problem:
            self.invalidate_recordset()
            # what was kept of posts that were taken back
            self.env["hr.job"]._forget_holdings()
            with self._applying():
                shut = EFFECTS[self.kind].account in ("close", "lock")
                if shut and self.user_id and not self._is_over():
                    self.user_id._do_lock(self.display_name)
                    self._withdraw_specimens(EFFECTS[self.kind])
            self.write({"state": "stuck", "problem": problem})
            if self.problem != told:
                self._tell_stuck()
        return self.state == "done"

    def _words_of_database(self, error):
        """Return what a constraint that was broken says, in the words of its model."""
        tables = {model._table: name for name, model in self.env.registry.items()}
        name = tables.get(error.diag.table_name, self._name)
        return self.env[name]._sql_error_to_message(error)

    def _do_apply(self):
        effects, employee = EFFECTS[self.kind], self.employee_id
        self.former_job_id = self.former_job_id or self._current_job()
        if effects.account == "open":
            self._open_account()
        self._take_post(effects)
        user = self.user_id
        self._withdraw_specimens(effects)
        if effects.work == "hand_over" and user:
            self._hand_over(user, effects)
        if effects.account == "lock" and user and not self._is_over():
            if effects.work == "substitute":
                self._substitute(user)
            user._do_lock(self.display_name)
        if effects.account == "close":
            self._close(user, employee)
        self.write(
            {"state": "done", "done_at": fields.Datetime.now(), "problem": False}
        )
        self._plan_return(effects)

    def _open_account(self):
        """Issue the account, or give the person his own again, without old rights."""
        employee = self.employee_id
        if not employee.active:
            employee.action_unarchive()
        user = employee.user_id
        if not user:
            user = (
                self.env["res.users"]
                .with_context(no_reset_password=True)
                .create(
                    {
                        "name": employee.name,
                        "login": self._new_login(),
                        "email": employee.work_email,
                        "lang": "vi_VN",
                        "tz": ZONE_NAME,
                        "notification_type": "inbox",
                        "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                    }
                )
            )
            employee.user_id = user
        elif not user.active:
            user.write({"active": True})
        if user.locked_at:
            user._do_unlock()
            # whoever acted for him no longer does
            self.env["vpdt.absence"].search(
                [("user_id", "=", user.id), ("state", "=", "in_force")]
            )._do_end("ended")

    def _take_post(self, effects):
        employee = self.employee_id
        if effects.post == "beside":
            vals = {
                "employee_id": employee.id,
                "job_id": self.job_id.id,
                "is_acting": self.kind == "acting",
                "date_from": self.date,
                "date_to": self.last_day,
                "event_id": self.id,
            }
            self.env["vpdt.second.post"]._check_once(vals)
            self.env["vpdt.second.post"].create(vals)
            self.user_id._sync_post_rights()
        elif effects.post == "leave" or self.job_id:
            self._new_version(self.job_id)
        if effects.post == "leave":
            day_before = fields.Date.subtract(self.date, days=1)
            self.env["vpdt.second.post"]._end_all(employee, day_before)
            self.user_id._sync_post_rights()

    def _new_version(self, job):
        """Let the person hold `job`, or none, from the day it takes effect."""
        employee, values = self.employee_id, {"job_id": job.id}
        if job:
            values["department_id"] = job.department_id.id
        there = employee.version_ids.filtered(lambda one: one.date_version == self.date)
        if there:
            there.write(values)
        else:
            # not hr.employee.create_version: it asks for the rights of who confirms,
            # who need not keep personnel records
            before = employee._get_version(self.date)
            before.copy({**values, "date_version": self.date})
        employee.user_id._sync_post_rights()

    def _hand_over(self, user, effects):
        """Give what is open with the former post to the successor, as far as he can."""
        author = self.confirmed_by_id or self.planned_by_id
        before = self.env["vpdt.hand.over"].sudo().search([], order="id desc", limit=1)
        if self.successor_id:
            for kind in self.env["vpdt.open.work.mixin"]._kinds_of_open_work():
                if effects.account == "close" or not kind._ends_with_account:
                    kind._take_over(
                        user, self.successor_id, self._decision_text(), author
                    )
            made = (
                self.env["vpdt.hand.over"]
                .sudo()
                .search([("id", ">", before.id or 0), ("from_user_id", "=", user.id)])
            )
            self.hand_over_ids |= made
        left = self._left(user, effects)
        if left:
            raise UserError(
                self.env._(
                    "Still open: %(what)s. Name a successor who can take it over.",
                    what="; ".join(left),
                )
            )

    def _left(self, user, effects):
        """Return what is left that the person can no longer do, as words."""
        if effects.account == "close":
            return [
                f"{count} {kind._open_work_name()}"
                for _user, kind, count in user._open_work(only_blocking=True)
            ]
        # Moved: what belongs to a post he no longer holds
        held = {(one.agency_id, one.role) for one in user._holdings()}
        name = self.env["vpdt.handling"]._open_work_name()
        return [
            f"{kinds['open']} {name}"
            for post, kinds in self.env["vpdt.hand.over"]._counts(user).items()
            if post not in held and kinds["open"]
        ]

    def _substitute(self, user):
        """Let a substitute act until the last day; who is named, else the standing."""
        Absence = self.env["vpdt.absence"]
        last_day = self.last_day or fields.Date.add(self.date, years=1)
        start = _midnight(max(self.date, self.env["hr.job"]._today()))
        end = _midnight(fields.Date.add(last_day, days=1))
        lines = None
        if self.successor_id:
            lines = [{"substitute_id": self.successor_id.id}]
        live = Absence.search(
            [("user_id", "=", user.id), ("state", "in", ("planned", "in_force"))]
        )
        live.filtered(lambda one: one.date_from < end and one.date_to > start)._do_end(
            "ended"
        )
        if user._holdings():
            Absence._enter_from_source(user, start, end, "other", lines)
        if user._open_work(only_blocking=True) and not Absence.search_count(
            [
                ("user_id", "=", user.id),
                ("state", "=", "in_force"),
                ("line_ids", "!=", False),
            ]
        ):
            raise UserError(
                self.env._("There is open work: name who acts meanwhile as successor.")
            )

    def _close(self, user, employee):
        """Close the account: nothing is open with it any more (I7)."""
        if user:
            grants = self.env["vpdt.account.grant"].search([("user_id", "=", user.id)])
            day_before = fields.Date.subtract(self.date, days=1)
            for grant in grants:
                if not grant.date_to or grant.date_to > day_before:
                    grant.date_to = max(day_before, grant._before_first())
            # before it is closed, or its ledger would end with an unlocking
            user._do_unlock()
            user._put_out()
            user.write(
                {
                    "active": False,
                    "group_ids": [Command.set(self.env.ref("base.group_user").ids)],
                }
            )
        self._following().write({"state": "cancelled", "problem": False})
        if employee.active:
            employee.write({"active": False})

    def _following(self):
        """Return what was to follow an earlier change of this person by itself: the way
        back from a leave or a secondment. Who leaves does not come back by himself."""
        # sudo: the plan shows it to whoever sees this change
        return self.sudo().search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("follows_id", "!=", False),
                ("state", "in", _OPEN),
                ("id", "not in", self.ids),
            ]
        )

    def _is_over(self):
        """Whether its last day had passed before it was carried out."""
        self.ensure_one()
        return bool(self.last_day) and self.last_day < self.env["hr.job"]._today()

    def _plan_return(self, effects):
        """Plan that things are as before after the last day."""
        if not self.last_day or effects.post == "beside" or self.follows_id:
            return
        if effects.account == "lock" and self._is_over():
            return
        back = self.former_job_id if effects.post == "take" else self.env["hr.job"]
        self.create(
            {
                "employee_id": self.employee_id.id,
                "kind": "move" if effects.post == "take" else "return",
                "date": fields.Date.add(self.last_day, days=1),
                "job_id": back.id,
                "decision_code": self.decision_code,
                "decision_date": self.decision_date,
                "follows_id": self.id,
                # what gave the change its end was confirmed with it
                "state": "confirmed",
                "planned_by_id": self.planned_by_id.id,
                "confirmed_by_id": self.confirmed_by_id.id,
            }
        )

    def _tell_stuck(self):
        """Tell operators and the head of the agency what hinders it."""
        agency = self.agency_id
        holdings = [
            *self.env["hr.job"]._holdings(roles=["operator"]),
            *self.env["hr.job"]._holdings(
                roles=["head", "chief_of_office"], agency_ids=agency.ids
            ),
        ]
        users = self.env["res.users"].browse({held.user_id for held in holdings})
        users -= self.user_id
        if not users:
            return
        # sudo: the message is the system's; it names no document
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=users.partner_id.ids,
            model=self._name,
            res_id=self.id,
            subject=self.env._("A personnel change is not finished"),
            body=Markup("<p>%s</p><p>%s</p>") % (self.display_name, self.problem),
            subtype_xmlid="mail.mt_note",
        )
