"""I1, I2, I3, I5, I7 after sequences of moves that nobody thought of."""

import contextlib
import json
import os
import random
import time
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..routing import MOVES
from .common import RouteCase

SEQUENCES = int(os.environ.get("VPDT_SEQUENCES", "300"))
SHRINK = bool(os.environ.get("VPDT_SHRINK"))
OUT = os.environ.get("VPDT_SEQUENCES_OUT")
# No sequence begins after so many seconds: as many as fit
SECONDS = float(os.environ.get("VPDT_SEQUENCES_SECONDS") or "inf")
LENGTH = 40
# The weight lies on moves that go on, or every sequence would end at once.
WEIGHTED = [
    *["transfer"] * 4,
    *["accept"] * 2,
    *(move for move in MOVES if move not in ("transfer", "accept")),
]
NUMBER = st.integers(0, 9999)


class Enough(KeyboardInterrupt):
    """The time is over: no more sequences (VPDT_SEQUENCES_SECONDS).

    To hypothesis as if somebody had stopped it; all else would be a finding to it.
    """


def machine_of(case):
    """Return the state machine whose steps are made by the people of `case`."""

    class Office(RuleBasedStateMachine):
        """One paper, and whatever people do with it."""

        def __init__(self):
            super().__init__()
            # One long run: hypothesis begins each with sequences that are short
            if case.seconds() > SECONDS:
                raise Enough
            self.savepoint = case.env.cr.savepoint()
            self.savepoint.__enter__()
            case.env.registry.cache_invalidated.clear()
            self.closed = {}
            self.changed = True

        @initialize(urgency=st.sampled_from(("0", "3")))
        def registered(self, urgency):
            self.document = case.register(
                field_id=case.culture.id, urgency=urgency
            ).document_id

        @rule(pick=NUMBER, choice=NUMBER)
        def go_on(self, pick, choice):
            self.changed = case.go_on(self.document.sudo(), pick, choice)

        @rule(pick=NUMBER, choice=NUMBER)
        def go_on_again(self, pick, choice):
            self.changed = case.go_on(self.document.sudo(), pick, choice)

        @rule(
            index=st.integers(0, 15),
            move=st.sampled_from(sorted(MOVES)),
            who=NUMBER,
        )
        def try_anything(self, index, move, who):
            self.changed = case.try_anything(self.document.sudo(), index, move, who)

        @rule(index=st.integers(0, 3), grant=st.booleans(), choice=NUMBER)
        def answer(self, index, grant, choice):
            self.changed = case.answer(self.document.sudo(), index, grant, choice)

        @rule(index=st.integers(0, 5), choice=NUMBER)
        def cancel(self, index, choice):
            # Rarely, or little else would be seen
            if choice % 40 == 39:
                self.changed = case.cancel(self.document.sudo(), index, choice)

        @rule(index=st.integers(0, 14), choice=NUMBER)
        def people(self, index, choice):
            # Now and then somebody goes away or is back; rarely one leaves
            if choice % 4 == 3:
                case.away(index, choice)
                self.changed = True
            elif choice % 12 == 1:
                case.leave(self.document.sudo(), index, choice)
                self.changed = True
            else:
                self.changed = case.go_on(self.document.sudo(), index, choice)

        @invariant()
        def holds(self):
            if self.changed:
                case.assertInvariants(self.document)
                case.assertClosedStay(self.document.sudo(), self.closed)
                self.changed = False

        def teardown(self):
            try:
                case.assertDesksAgree(case.reached(self.document.sudo()))
                case.assertBooks()
                case.whole += 1
                case.write_down()
            finally:
                case.go_back(self.savepoint)

    return Office


@tagged("post_install", "-at_install", "vpdt", "vpdt_sequences")
class TestSequences(RouteCase):
    """Generated sequences by all people over the whole table of moves (design 6)."""

    def setUp(self):
        super().setUp()
        self.done, self.refused = {}, {}
        self.people = [*self.users.values(), self.env.ref("base.user_admin")]
        self.assertGreaterEqual(len(self.people), 12)

    def test_invariants_hold(self):
        """Up to 40 moves each; a failure names the seed that makes it again."""
        self.start, self.whole = time.monotonic(), 0
        self.seed = 0 if os.environ.get("CI") else random.randrange(2**32)
        self.seed = int(os.environ.get("VPDT_SEED") or self.seed)
        with self.subTest(VPDT_SEED=self.seed):
            self.run_all(seed(self.seed)(machine_of(self)))
        # Sequences that only bounce off prove nothing: each move was made and refused.
        if self.whole >= 300:
            # drafts are approved, and no draft is in these sequences
            self.assertEqual(set(self.done) & set(MOVES), set(MOVES) - {"approve"})
            self.assertLessEqual(set(MOVES) - {"open"}, set(self.refused))
        self.assertGreater(sum(self.done.values()), self.whole * 5)

    def seconds(self):
        return time.monotonic() - self.start

    def write_down(self):
        """Keep what was made so far: a long run may be stopped."""
        if OUT:
            counts = {
                "sequences": self.whole,
                "seconds": round(self.seconds()),
                "seeds": [self.seed],
                "made": self.done,
                "refused": self.refused,
            }
            Path(OUT).write_text(json.dumps(counts, indent=1, sort_keys=True))

    def run_all(self, machine):
        how = settings(
            max_examples=SEQUENCES,
            stateful_step_count=LENGTH,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            # Making a failure short takes minutes: the trace says what was done
            phases=[Phase.generate, *([Phase.shrink] if SHRINK else [])],
        )
        with contextlib.suppress(Enough):
            run_state_machine_as_test(machine, settings=how)

    def go_back(self, savepoint):
        """Undo a sequence."""
        savepoint.rollback()
        savepoint.close()
        self.env.invalidate_all(flush=False)
        # What was put aside under way was put aside for rows that are back: a closed
        # account has its groups again
        if self.env.registry.cache_invalidated:
            self.env.registry.clear_all_caches()

    # -- steps -------------------------------------------------------------------

    def attempt(self, name, act):
        """Do it; whatever is refused is told in words (a traceback fails the test)."""
        try:
            with self.env.cr.savepoint():
                act()
                self.env.flush_all()
            self.done[name] = self.done.get(name, 0) + 1
            note(f"{name}: done")
            return True
        except (AccessError, UserError) as error:
            self.assertTrue(str(error).strip(), "a refusal without words")
            self.assertNotIn("Traceback", str(error))
            self.refused[name] = self.refused.get(name, 0) + 1
            self.env.invalidate_all(flush=False)
            return False

    def go_on(self, document, pick, choice):
        """Make one of the moves that the buttons offer to somebody."""
        offered = [
            (handling, user, move)
            for handling in document.handling_ids.sorted("id", reverse=True)
            for user in (handling._holders() | handling._senders()).sorted("id")
            for move in self.offered(handling.with_user(user))
        ]
        # One of each kind first, or what many may do would be all that is done
        moves = sorted({move for _handling, _user, move in offered}, key=WEIGHTED.index)
        weighted = [move for move in WEIGHTED if move in moves]
        if not weighted:
            return False
        move = weighted[pick % len(weighted)]
        able = [(handling, user) for handling, user, its in offered if its == move]
        handling, user = able[choice % len(able)]
        note(f"{move} on {handling.display_name} ({handling.state}) by {user.login}")
        return self.attempt(
            move, lambda: self.make(handling.with_user(user), move, choice)
        )

    def offered(self, handling):
        if not handling.has_access("read"):
            return []
        moves = handling._offered_moves()
        if handling.state == "waiting" and handling._is_holder():
            moves.append("open")
        return moves

    def try_anything(self, document, index, move, who):
        """Any move by anybody, as a client that was forged would."""
        handlings = document.handling_ids.sorted("id", reverse=True)
        handling = handlings[index % len(handlings)]
        user = self.people[who % len(self.people)]
        return self.attempt(
            move, lambda: self.make(handling.with_user(user), move, who)
        )

    def answer(self, document, index, grant, choice):
        requests = self.env["vpdt.request"].search(
            [("document_id", "=", document.id), ("state", "=", "asked")]
        )
        if not requests:
            return False
        request = requests[index % len(requests)]
        people = request._answerers().sorted("id") or self.users["chief"]
        user = people[choice % len(people)]
        if choice % 7 == 0:
            user = self.people[choice % len(self.people)]
        asked = request.with_user(user)
        return self.attempt(
            "grant" if grant else "refuse",
            lambda: asked.action_grant("") if grant else asked.action_refuse("không"),
        )

    def away(self, index, choice):
        """Somebody goes away, with a substitute if the rules allow one, or is back."""
        user = list(self.users.values())[index % len(self.users)]
        Absence = self.env["vpdt.absence"].with_user(user)
        current = Absence._away_now([user.id]).get(user.id)
        if current:
            self.attempt("back", lambda: current.with_user(user).action_end())
            return
        offered = self.env["vpdt.absence.wizard"].with_user(user)
        allowed = offered.new({"user_id": user.id}).allowed_ids._origin.sorted("id")
        now = fields.Datetime.now()
        vals = {
            "user_id": user.id,
            "date_from": now,
            "date_to": now + timedelta(days=2),
        }
        lines = [
            {"substitute_id": one.id, "sequence": place}
            for place, one in enumerate(allowed)
            if choice >> place & 1
        ]
        self.attempt("away", lambda: Absence._enter(vals, lines))

    def leave(self, document, index, choice):
        """All that somebody has goes to another; then the account is closed."""
        HandOver = self.env["vpdt.hand.over"].with_user(self.users["operator"])
        people = self.env["res.users"].union(*self.users.values())
        former = document.handling_ids.user_id.filtered("active").sorted("id")
        former = former[index % len(former)] if former else people[index]
        counts = HandOver._counts(former)
        able = people.filtered(lambda user: HandOver._roles_for(user, counts))
        able = able if choice % 5 else people
        if able:
            successor = able[choice % len(able)]
            self.attempt(
                "hand_over", lambda: HandOver._arrange(former, successor, "QĐ 12")
            )
        if choice % 2:
            self.attempt("close_account", former.action_archive)

    def cancel(self, document, index, choice):
        entries = document.entry_ids.sorted("id")
        entry = entries[index % len(entries)]
        clerks = [self.users[name] for name in ("clerk", "clerk_a", "clerk_b")]
        clerk = next(
            (one for one in clerks if entry.agency_id in one._agencies(["clerk"])),
            clerks[choice % 3],
        )
        return self.attempt(
            "cancel", lambda: entry.with_user(clerk).action_cancel("nhầm")
        )

    def make(self, handling, move, choice):
        later = fields.Datetime.now() + timedelta(days=30 + choice % 60)
        arguments = {
            "return": ["vì"],
            "finish": ["xong", ("note", "filed")[choice % 2]],
            "recall": ["vì"],
            "suspend": ["chờ"],
            "extend": [later],
            "ask_extend": [later, "vì"],
            "ask_take_back": ["vì"],
            "reopen": ["vì"],
        }
        if move in ("transfer", "add", "ask_opinion", "change_lead"):
            self.send(handling, move, choice)
        else:
            getattr(handling, f"action_{move}")(*arguments.get(move, []))

    def send(self, handling, move, choice):
        options = handling.get_transfer_options(move)["candidates"]
        lines = []
        for place, item in enumerate(options):
            if choice >> place & 1:
                purpose = item["purposes"][(choice >> 4) % len(item["purposes"])]
                lines.append(
                    {"kind": item["kind"], "id": item["id"], "purpose": purpose}
                )
        if options and not lines:
            item = options[choice % len(options)]
            purpose = item["purposes"][0]
            lines = [{"kind": item["kind"], "id": item["id"], "purpose": purpose}]
        able = [item for item in options if "lead" in item["purposes"]]
        if move == "change_lead":
            if not able:
                raise UserError(self.env._("Choose at least one receiver."))
            item = able[choice % len(able)]
            handling.action_change_lead(
                {"kind": item["kind"], "id": item["id"]},
                "vì",
                ("", "support", "inform")[choice % 3],
            )
        elif move == "ask_opinion":
            handling.action_ask_opinion(lines, "hỏi")
        elif move == "add":
            handling.action_add(lines, "thêm")
        else:
            if choice % 5 != 4 and not any(x["purpose"] == "lead" for x in lines):
                if able:
                    lead = able[choice % len(able)]
                    lines = [x for x in lines if x["id"] != lead["id"]]
                    lines.append(
                        {"kind": lead["kind"], "id": lead["id"], "purpose": "lead"}
                    )
            deadline = (
                fields.Datetime.now() + timedelta(days=1 + choice % 20)
                if choice % 2
                else None
            )
            handling.action_transfer(lines, "chữ", deadline)

    # -- what holds ----------------------------------------------------------------

    def assertClosedStay(self, document, closed):
        """Design 5.5: what was finished, returned or recalled never changes again."""
        names = [
            "state",
            "result",
            "reason",
            "closed_at",
            "closed_by_id",
            "user_id",
            "deadline",
        ]
        for row in document.handling_ids.read(names):
            if row["id"] in closed:
                self.assertEqual(row, closed[row["id"]])
            elif row["state"] in ("done", "returned", "recalled"):
                closed[row["id"]] = row

    def reached(self, document):
        """Return everybody who had, sent or held `document`, and one other person,
        another each time: whose desk it never touched has nothing new on it."""
        handlings = document.handling_ids
        by_turns = list(self.users.values())[self.whole % len(self.users)]
        return (
            handlings.user_id | handlings._holders() | handlings._senders() | by_turns
        )

    def assertBooks(self):
        """I2: each book is 1…n, and its chain verifies."""
        series = self.env["vpdt.series"].search(
            [("agency_id", "in", (self.committee | self.agency_a | self.agency_b).ids)]
        )
        for one in series:
            one._settle()
            entries = self.env["vpdt.entry"].search([("series_id", "=", one.id)])
            self.assertEqual(
                sorted(entries.mapped("number")),
                list(range(1, one.last_number + 1)),
                "I2: no gap, no repetition",
            )
            self.assertEqual(self.env["vpdt.ledger"]._verify(one), [], "I2")
