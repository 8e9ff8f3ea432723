from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.vpdt_workflow.tests import test_rpc_hostile

from .common import SupportCase, png


@tagged("post_install", "-at_install", "vpdt", "vpdt_matrix")
class TestSupportHostile(test_rpc_hostile.TestHostileCalls, SupportCase):
    """Design 5.5a: with requests and seats there, whatever is called by whoever has no
    part in them changes nothing. The generic attack, on the models of support."""

    FROZEN = False
    # the generic rest runs where it is
    test_people_without_the_right = None
    test_context_reaches_no_row = None
    test_openings_are_ones_own = None
    test_private_methods_are_private = None

    def setUp(self):
        super().setUp()
        with self.reader_says({"refused": None}):
            ticket = self.report(picture=png(), no_secret=True)
        solved = self.report("clerk_a")
        self.by("operator_a", solved).action_solve("Xong")
        self.env["vpdt.core.member"].create(
            {"user_id": self.users["clerk"].id, "date_from": "2020-01-01"}
        )
        training = self.env["vpdt.training"].create(
            {
                "name": "Vào sổ",
                "start": "2026-03-02 01:00:00",
                "stop": "2026-03-02 04:00:00",
                "place": "Hội trường",
                "trainer_id": self.users["clerk"].id,
                "agency_ids": [(6, 0, self.agency_a.ids)],
            }
        )
        training.with_user(self.users["operator"]).action_invite()
        self.env["vpdt.known.problem"].create(
            {"name": "Mất mạng", "category_id": self.slow.id}
        )
        self.assertTrue(ticket.picture)
        self.env.flush_all()
        self.tables = self.history_tables()

    def attack(self, user, tables):
        self.before = self.state(tables)
        names = [
            name
            for name in self.env.registry
            if self.env.registry[name]._original_module == "vpdt_support"
            and not self.env[name]._abstract
        ]
        return sum(
            self.attack_model(user, tables, self.env[name]) for name in sorted(names)
        )

    @mute_logger("odoo.sql_db", "odoo.models", "odoo.http", "odoo.tools.cache")
    def test_who_has_no_part_in_it(self):
        """A stranger, the head who only sees, the technical administrator."""
        settings = self.settings_tables(self.env.ref("base.user_admin"))
        for user, tables in (
            (self.users["clerk_o"], self.tables),
            (self.users["head_a"], self.tables),
            (
                self.env.ref("base.user_admin"),
                [name for name in self.tables if name not in settings],
            ),
        ):
            self.rights = {user: ("action_vote",)}
            self.assertGreater(self.attack(user, tables), 20, user.login)

    def test_what_a_client_puts_into_the_context(self):
        """Becomes no value of a ticket or of a step."""
        mine = self.as_("clerk_b", "vpdt.ticket").with_context(
            default_state="closed",
            default_satisfaction=5,
            default_operator_id=self.users["clerk_o"].id,
            default_level="agency",
            default_kind="close",
            default_author_id=1,
            default_user_id=1,
        )
        ticket = self.env["vpdt.ticket"].browse(mine.action_report("Hỏng")["id"])
        self.assertEqual((ticket.state, ticket.level), ("new", "office"))
        self.assertEqual(ticket.user_id, self.users["clerk_b"])
        self.assertFalse(ticket.operator_id or ticket.satisfaction)
        self.assertEqual(ticket.step_ids.author_id, self.users["clerk_b"])
        with self.assertRaises(UserError):
            ticket.with_user(self.users["clerk_o"]).action_close(5)
