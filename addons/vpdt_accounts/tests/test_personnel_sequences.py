"""I7, R17: personnel decisions with dates in any order, carried out night by night.

After each night: nothing open is left with a closed account, and the rights of
everybody are those computed from scratch from the posts in force that day.
"""

import os
import random
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.vpdt_documents.models.hr_job import ROLES

from ..lifecycle import EFFECTS
from .common import AccountsCase

_CLERK = "vpdt_documents.group_vpdt_documents_clerk"
_USER = "vpdt_documents.group_vpdt_documents_user"
_MANAGER = "vpdt_documents.group_vpdt_documents_manager"

# A few by default: each is a district of its own days; more on demand
SEQUENCES = int(os.environ.get("VPDT_PERSONNEL_SEQUENCES", 4))
NIGHTS = 12


@tagged("post_install", "-at_install", "vpdt")
class TestPersonnelSequences(AccountsCase):
    PEOPLE = [
        "clerk_a",
        "head_a",
        "deputy_a",
        "specialist_a",
        "specialist_a2",
        "head_b",
        "clerk_b",
        "specialist_b",
    ]

    def test_any_order_of_decisions(self):
        kinds = {"done": 0, "stuck": 0, "cancelled": 0}
        for number in range(SEQUENCES):
            seed = random.SystemRandom().getrandbits(32)
            with self.subTest(seed=seed), self.cr.savepoint() as savepoint:
                made = self.one_sequence(random.Random(seed), number)
                for state, count in made.items():
                    kinds[state] = kinds.get(state, 0) + count
                savepoint.rollback()
                self.env.invalidate_all()
                self.env.registry.clear_cache()
        self.assertTrue(kinds["done"], "some decisions are carried out")

    def one_sequence(self, rng, number):
        for paper in range(3):
            self.to_specialist(number=f"{number}{paper}9")
        self.plans = self.env["vpdt.personnel.event"]
        for night in range(NIGHTS):
            for _try in range(rng.randint(0, 3)):
                self.decide(rng, night)
            for event in self.plans.filtered(lambda one: one.state == "stuck"):
                self.name_successor(rng, event)
            self.night(night)
            self.assertRightsFollow()
            self.assertRightsFromScratch(night)
        counts = {}
        for event in self.plans:
            counts[event.state] = counts.get(event.state, 0) + 1
        return counts

    def decide(self, rng, night):
        """Plan something for some day, mostly to come; confirm it, mostly."""
        vals = {}
        kind = rng.choice(list(EFFECTS))
        if rng.random() < 0.7:
            vals["job"] = rng.choice(self.PEOPLE)
        if rng.random() < 0.5:
            vals["successor"] = rng.choice(self.PEOPLE)
        days = night + rng.randint(-3, 6)
        if rng.random() < 0.5:
            vals["last_day"] = days + rng.randint(0, 5)
        try:
            with self.cr.savepoint():
                event = self.plan(kind, rng.choice(self.PEOPLE), days, **vals)
                self.plans |= event.sudo()
        except (AccessError, UserError, ValidationError) as refusal:
            self.assertTrue(str(refusal).strip())
            return
        if rng.random() < 0.1:
            event.action_cancel()
        elif rng.random() < 0.9:
            self.confirm(event)
            self.assertRightsFollow()

    def name_successor(self, rng, event):
        try:
            with self.cr.savepoint():
                event.with_user(self.users["operator"]).successor_id = self.users[
                    rng.choice(self.PEOPLE)
                ]
        except ValidationError as refusal:
            self.assertTrue(str(refusal).strip())

    def assertRightsFromScratch(self, night):
        """Rights of the day, worked out person by person from versions and posts."""
        today = self.today + timedelta(days=night)
        self.assertEqual(self.env["hr.job"]._today(), today)
        by_role = {role: _USER for role, _name in ROLES}
        by_role |= {"operator": _MANAGER, "clerk": _CLERK}
        managed = {self.env.ref(name) for name in (_USER, _CLERK, _MANAGER)}
        second = self.env["vpdt.second.post"].sudo().search([])
        for name, user in self.users.items():
            employee = self.employee(name)
            wanted = set()
            if user.active and employee.active:
                versions = employee.version_ids.filtered(
                    lambda one: one.date_version <= today
                ).sorted("date_version")
                posts = versions[-1:].job_id
                for other in second:
                    if (
                        other.employee_id == employee
                        and other.date_from <= today
                        and (not other.date_to or other.date_to >= today)
                    ):
                        posts |= other.job_id
                wanted = {
                    self.env.ref(by_role[post.role]) for post in posts if post.role
                }
            held = {group for group in user.group_ids if group in managed}
            self.assertEqual(held, wanted, f"{name} on night {night}")
