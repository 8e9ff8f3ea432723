"""I1, I2, I3 after sequences of moves that nobody thought of."""

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..routing import MOVES
from .common import RouteCase

SEQUENCES = int(os.environ.get("VPDT_SEQUENCES", "100"))
LENGTH = 20
# A step: which handling, what with it, by whom; numbers choose among what there is.
# The weight lies on moves that go on, or every sequence would end at once.
STEP = st.tuples(
    st.integers(0, 11),
    st.sampled_from(
        [*MOVES, "transfer", "transfer", "transfer", "accept", "accept", "recall"]
    ),
    st.sampled_from(["right", "right", "right", "right", "anybody"]),
    st.integers(0, 9999),
)


@tagged("post_install", "-at_install", "vpdt")
class TestSequences(RouteCase):
    """Generated sequences over the whole route keep the invariants (design 6)."""

    def setUp(self):
        super().setUp()
        self.done = self.refused = 0
        self.people = [*self.users.values(), self.env.ref("base.user_admin")]

    def test_invariants_hold(self):
        """100 sequences of 20 moves each; a failure is made as short as can be."""

        @settings(
            max_examples=SEQUENCES,
            deadline=None,
            database=None,
            derandomize=bool(os.environ.get("CI")),
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(STEP, min_size=LENGTH, max_size=LENGTH))
        def run(steps):
            with self.env.cr.savepoint() as savepoint:
                try:
                    self.play(steps)
                finally:
                    savepoint.rollback()
                    self.env.invalidate_all()

        run()
        # Sequences that only bounce off prove nothing.
        self.assertGreater(self.done, SEQUENCES * 4)
        self.assertGreater(self.refused, SEQUENCES)

    def play(self, steps):
        document = self.register(field_id=self.culture.id).document_id
        closed = {}
        for index, move, who, choice in steps:
            self.step(document.sudo(), index, move, who, choice)
            self.assertInvariants(document)
            self.assertClosedStay(document.sudo(), closed)
        self.assertDesksAgree()
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

    def step(self, document, index, move, who, choice):
        handlings = document.handling_ids.sorted("id", reverse=True)
        if who == "right":
            # Moves by whoever may: the open ones only, so that the tree grows.
            handlings = (
                handlings.filtered(lambda item: item.state in ("waiting", "opened"))
                or handlings
            )
        handling = handlings[index % len(handlings)]
        if who == "anybody":
            user = self.people[choice % len(self.people)]
        elif MOVES[move].by == "sender":
            user = handling.sender_id
        else:
            holders = handling._holders().sorted("id")
            user = holders[choice % len(holders)] if holders else self.people[0]
        try:
            with self.env.cr.savepoint():
                self.make(handling.with_user(user), move, choice)
            self.done += 1
        except (AccessError, UserError):
            self.refused += 1

    def make(self, handling, move, choice):
        if move != "transfer":
            arguments = {"return": ["vì"], "finish": ["xong"], "recall": ["vì"]}
            getattr(handling, f"action_{move}")(*arguments.get(move, []))
            return
        options = handling.get_transfer_options()["candidates"]
        lines = []
        for place, item in enumerate(options):
            if choice >> place & 1:
                purpose = item["purposes"][(choice >> 4) % len(item["purposes"])]
                lines.append(
                    {"kind": item["kind"], "id": item["id"], "purpose": purpose}
                )
        if lines and choice % 3 and not any(x["purpose"] == "lead" for x in lines):
            able = [item for item in options if "lead" in item["purposes"]]
            if able:
                lead = able[choice % len(able)]
                lines = [x for x in lines if x["id"] != lead["id"]]
                lines.append(
                    {"kind": lead["kind"], "id": lead["id"], "purpose": "lead"}
                )
        handling.action_transfer(lines, "chữ")

    def assertClosedStay(self, document, closed):
        """Design 5.5: what was finished, returned or recalled never changes again."""
        names = ["state", "result", "reason", "closed_at", "closed_by_id", "user_id"]
        for row in document.handling_ids.read(names):
            if row["id"] in closed:
                self.assertEqual(row, closed[row["id"]])
            elif row["state"] in ("done", "returned", "recalled"):
                closed[row["id"]] = row
