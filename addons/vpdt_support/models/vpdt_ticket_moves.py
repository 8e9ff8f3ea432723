from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..serving import measure, result
from ..serving.clocks import STANDS

_REOPEN_DAYS = 30


class VpdtTicket(models.Model):
    """What is done with a request; `serving/moves.py` says by whom and when."""

    _inherit = "vpdt.ticket"

    def _move(self, move, text="", **vals):
        """Check `move`, do it, write it down; return the ticket as the system."""
        self._check_move(move)
        # sudo: tickets are written here only; who may was checked
        ticket = self.sudo()
        ticket._do_move(move, text, self.env.user, **vals)
        return ticket

    def _do_move(self, move, text, author, **vals):
        self.ensure_one()
        self._lock()
        state = result(move, self.state)
        if state != self.state:
            vals["state"] = state
        if vals:
            self.write(vals)
        self._step(move, text, author)
        self._measure()

    def _lock(self):
        """Two at once: one does it, the other is told (by Odoo's own retry)."""
        self.lock_for_update()

    def _step(self, kind, text, author):
        self.ensure_one()
        # sudo: steps are written by the ticket only
        self.env["vpdt.ticket.step"].sudo().create(
            {
                "ticket_id": self.id,
                "kind": kind,
                "text": text or False,
                "author_id": author.id,
                "state": self.state,
                "at": fields.Datetime.now(),
            }
        )

    def _said(self, text, missing):
        if not isinstance(text, str) or not text.strip():
            raise UserError(missing)
        return text.strip()[:4000]

    # -- the operator --------------------------

    def action_take(self):
        """Take the ticket on: from now on it is this operator's."""
        self = self._own_context()
        self._move("take", operator_id=self.env.uid)
        return True

    def action_answer(self, words):
        """Answer the person; the ticket waits for his word.

        :raises UserError: nothing is said, or it is not the user's to answer
        """
        return self._speak("answer", words)

    def action_ask(self, words):
        """Ask the person something; until he replies no time counts."""
        return self._speak("ask", words)

    def action_solve(self, words):
        """Say how it was solved; the person closes it, or it closes by itself."""
        return self._speak("solve", words)

    def _speak(self, move, words):
        self = self._own_context()
        self._check_move(move)
        said = self._said(words, self.env._("Write what the person shall read."))
        ticket = self._move(
            move, said, **({} if self.operator_id else {"operator_id": self.env.uid})
        )
        ticket._tell_person()
        return True

    def action_pass_up(self):
        """Pass the ticket up to the operators of the whole office."""
        self = self._own_context()
        self._check_move("pass_up")
        if self.level == "office":
            raise UserError(self.env._("It lies with the whole office already."))
        ticket = self._move(
            "pass_up",
            level="office",
            operator_id=False,
            passed_at=fields.Datetime.now(),
        )
        ticket._tell_passed_up()
        return True

    def action_set_urgency(self, urgency_id, why):
        """Change the urgency; the times that are kept change with it.

        :raises UserError: no such urgency, or no reason
        """
        self = self._own_context()
        self._check_move("urgency")
        urgency = self._chosen("vpdt.ticket.urgency", urgency_id)
        if not urgency or urgency == self.urgency_id:
            raise UserError(self.env._("Choose another urgency."))
        why = self._said(why, self.env._("Say why the urgency is changed."))
        words = f"{self.urgency_id.name} → {urgency.name}. {why}"
        ticket = self._move("urgency", words, urgency_id=urgency.id)
        ticket._set_due()
        ticket._measure()
        return True

    def action_link(self, problem_id):
        """Tie the ticket to a known problem: it is answered with all of that.

        :raises UserError: no such open problem
        """
        self = self._own_context()
        self._check_move("link")
        problem = self._chosen("vpdt.known.problem", problem_id)
        if not problem or problem.state != "open":
            raise UserError(self.env._("Choose a known problem that is open."))
        self._move("link", problem.name, problem_id=problem.id)
        return True

    def action_drop_picture(self):
        """Remove a picture that shows what it should not; the step stays."""
        self = self._own_context()
        self._check_move("drop_picture")
        if not self.picture:
            raise UserError(self.env._("There is no picture."))
        self._move("drop_picture", picture=False)
        return True

    def action_make_article(self):
        """Make an article of the solved ticket, to be finished by hand.

        :return: the action that opens it
        :raises UserError: it is not solved, or the user is no operator of the office
        """
        self = self._own_context()
        self.check_access("read")
        if self.env.user._served_agencies() is not None:
            raise UserError(
                self.env._("Articles are written by operators of the whole office.")
            )
        if self.state not in ("solved", "closed"):
            raise UserError(self.env._("It becomes an article once it is solved."))
        # sudo: tickets are written here only; who may was checked
        ticket = self.sudo()
        if not ticket.article_id:
            ticket.article_id = self.env["vpdt.article"]._from_ticket(ticket)
            ticket._step("article", ticket.article_id.name, self.env.user)
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.article",
            "res_id": ticket.article_id.id,
            "views": [[False, "form"]],
        }

    # -- the person --------------------------

    def action_reply(self, words):
        """Write on, as the person who asked for help."""
        self = self._own_context()
        self._check_move("reply")
        said = self._said(words, self.env._("Write what the operator shall read."))
        ticket = self._move("reply", said)
        ticket._tell_operator(
            lambda here: here.env._(
                "%(person)s wrote on. Look at VPĐT → Support → Requests for help.",
                person=here.person,
            )
        )
        return True

    def action_close(self, satisfaction, remark=""):
        """Close one's own ticket, with how satisfied one is.

        :param satisfaction: 1 (not at all) to 5 (very)
        :raises UserError: it is not the user's, or no number from 1 to 5
        """
        self = self._own_context()
        self._check_move("close")
        known = isinstance(satisfaction, int) and not isinstance(satisfaction, bool)
        if not known or not 1 <= satisfaction <= 5:
            raise UserError(self.env._("Say from 1 to 5 how satisfied you are."))
        words = remark.strip()[:4000] if isinstance(remark, str) else ""
        now = fields.Datetime.now()
        self._move(
            "close",
            f"{satisfaction}/5. {words}".strip(),
            satisfaction=satisfaction,
            remark=words or False,
            closed_at=now,
            solved_at=self.solved_at or now,
        )
        return True

    def action_reopen(self, words):
        """Open one's own ticket again: it is not solved after all.

        :raises UserError: no reason, or closed too long ago
        """
        self = self._own_context()
        self._check_move("reopen")
        why = self._said(words, self.env._("Say what is still not right."))
        since = self.closed_at
        if since and since < fields.Datetime.now() - timedelta(days=_REOPEN_DAYS):
            raise UserError(
                self.env._(
                    "This was closed more than %(days)s days ago: ask for help anew.",
                    days=_REOPEN_DAYS,
                )
            )
        ticket = self._move(
            "reopen",
            why,
            reopened=self.reopened + 1,
            solved_at=False,
            closed_at=False,
            late_told_at=False,
        )
        ticket._set_due()
        ticket._tell_operator(
            lambda here: here.env._(
                "%(person)s opened the request again. Look at VPĐT → Support → "
                "Requests for help.",
                person=here.person,
            )
        )
        return True

    # -- what follows from the steps --------------------------

    def _pauses(self):
        """Return [(start, end)] while the office owed nothing and that is over."""
        self.ensure_one()
        found, since = [], None
        for step in self.step_ids.sorted("id"):
            if since is None and step.state in STANDS:
                since = step.at
            elif since is not None and step.state not in STANDS:
                found.append((since, step.at))
                since = None
        return found

    def _measure(self):
        """Count the times anew from the steps; stored for lists and figures."""
        for ticket in self:
            ticket.write(ticket._measured())

    def _measured(self):
        """Return the values of the times, from the steps alone (I6)."""
        self.ensure_one()
        time = self._clock_agency()._work_time()
        steps = [(one.at, one.kind, one.state) for one in self.step_ids.sorted("id")]
        answer, repair = measure(steps, time.between)
        solved = [at for at, _kind, state in steps if state in ("solved", "closed")]
        urgency = self.urgency_id
        first = next((at for at, kind, _s in steps if kind in _FIRST), None)
        vals = {
            "answered_at": first,
            "solved_at": (self.solved_at or solved[-1]) if repair is not None else None,
            "answer_hours": answer,
            "repair_hours": repair,
            "answer_in_time": _share(answer, urgency.answer_hours),
            "repair_in_time": _share(repair, urgency.repair_hours),
        }
        if self.state not in STANDS:
            due = self._clock_agency()._add_hours(
                self.reported_at, urgency.repair_hours
            )
            for start, end in self._pauses():
                due = self._clock_agency()._put_off(due, start, end)
            vals["repair_due"] = due
        return {
            # an unknown number is none, not nought: means would count it
            name: value
            for name, value in vals.items()
            if value is not None or self[name]
        }

    def _tell_person(self):
        self._tell(
            self.user_id,
            lambda here: here.env._(
                "Your request for help: %(state)s. Look at VPĐT → Support → My "
                "requests.",
                state=dict(here._fields["state"]._description_selection(here.env))[
                    here.state
                ],
            ),
        )

    def _tell_operator(self, text):
        self._tell(self.operator_id or self._operators(), text)

    def _tell_passed_up(self):
        self._tell(
            self._operators(),
            lambda here: here.env._(
                "The request of %(person)s (%(agency)s) was passed up: %(category)s, "
                "%(urgency)s. Look at VPĐT → Support → Requests for help.",
                person=here.person,
                agency=here.agency_id.name or "",
                category=here.category_id.name,
                urgency=here.urgency_id.name,
            ),
            email=True,
        )


_FIRST = ("answer", "ask", "solve")


def _share(hours, wanted):
    return None if hours is None else 100.0 * (hours <= wanted + 1 / 3600)
