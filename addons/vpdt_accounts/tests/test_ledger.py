"""R17: every change of an account has its line; every right has a reason."""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AccountsCase


@tagged("post_install", "-at_install", "vpdt")
class TestLedger(AccountsCase):
    def test_every_change_by_whatever_way_has_its_line(self):
        user = self.users["specialist_a"]
        group = self.env.ref("base.group_allow_export")
        begin = len(self.ledger(user))
        user.group_ids = [Command.link(group.id)]
        group.user_ids = [Command.unlink(user.id)]
        user.login = "vpdt_test_other"
        user.password = "Mật khẩu dài 1"
        user.active = False
        user.active = True
        kinds = self.ledger(user)[begin:]
        self.assertEqual(kinds[:5], ["rights", "rights", "login", "password", "revoke"])
        self.assertIn("restore", kinds[5:])
        lines = self.env["vpdt.account.change"].search([("user_id", "=", user.id)])
        self.assertNotIn("Mật khẩu dài 1", str(lines.read()))

    def test_the_line_says_which_rights_before_and_after(self):
        user = self.users["specialist_a"]
        group = self.env.ref("base.group_allow_export")
        user.group_ids = [Command.link(group.id)]
        line = self.env["vpdt.account.change"].search(
            [("user_id", "=", user.id)], limit=1
        )
        name = group.with_context(lang="vi_VN").display_name
        self.assertNotIn(name, line.before)
        self.assertIn(name, line.after)
        self.assertIn("Post specialist_a, Agency A", line.posts)

    @mute_logger("odoo.sql_db")
    def test_history_stays(self):
        line = self.env["vpdt.account.change"].search([], limit=1)
        with self.assertRaises(UserError):
            line.write({"login": "x"})
        with self.assertRaises(UserError):
            line.unlink()

    def test_who_sees_the_ledger(self):
        line = self.env["vpdt.account.change"].search(
            [("user_id", "=", self.users["specialist_a"].id)], limit=1
        )
        seen = {
            name
            for name in self.users
            if line.id in self.as_(name, "vpdt.account.change").search([]).ids
        }
        self.assertEqual(
            seen, {"specialist_a", "head_a", "operator", "chairman", "chief"}
        )

    # -- rights beyond the post --------------------------

    def grant(
        self, by="operator", who="specialist_a", group="base.group_allow_export", **vals
    ):
        return self.as_(by, "vpdt.account.grant").create(
            {
                "user_id": self.users[who].id,
                "group_id": self.env.ref(group).id,
                "decision": "03/QĐ-UBND",
                **vals,
            }
        )

    def test_a_right_beyond_the_post_begins_and_ends(self):
        user, group = (
            self.users["specialist_a"],
            self.env.ref("base.group_allow_export"),
        )
        self.grant(
            date_from=self.today + timedelta(days=2),
            date_to=self.today + timedelta(days=4),
        )
        self.assertNotIn(group, user.group_ids)
        self.night(2)
        self.assertIn(group, user.group_ids)
        self.night(5)
        self.assertNotIn(group, user.group_ids)
        self.assertRightsFollow()

    def test_it_ends_at_once(self):
        grant = self.grant()
        self.assertIn(grant.group_id, self.users["specialist_a"].group_ids)
        grant.action_end()
        self.assertNotIn(grant.group_id, self.users["specialist_a"].group_ids)
        self.assertFalse(grant.is_in_force)

    def test_guards(self):
        with self.assertRaises(AccessError):
            self.grant(by="head_a")
        with self.assertRaises(AccessError, msg="to himself"):
            self.grant(who="operator")
        with self.assertRaises(ValidationError, msg="comes with a post"):
            self.grant(group="vpdt_documents.group_vpdt_documents_clerk")
        grant = self.grant()
        with self.assertRaises(UserError):
            grant.decision = "99/QĐ-UBND"
        with self.assertRaises(UserError):
            grant.sudo().unlink()

    def test_nobody_changes_his_own_rights(self):
        """Attack: an administrator of accounts gives himself a group by RPC."""
        admin = self.users["specialist_b"]
        admin.group_ids = [Command.link(self.env.ref("base.group_erp_manager").id)]
        group = self.env.ref("base.group_system")
        mine = admin.with_user(admin)
        with self.assertRaises(AccessError):
            mine.group_ids = [Command.link(group.id)]
        with self.assertRaises(AccessError):
            group.with_user(admin).user_ids = [Command.link(admin.id)]
        with self.assertRaises(AccessError):
            mine.write({"locked_at": False})
        other = self.users["specialist_a"].with_user(admin)
        with self.assertRaises(AccessError):
            other.write({"session_epoch": 0})
