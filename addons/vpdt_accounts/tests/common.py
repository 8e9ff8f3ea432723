from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.vpdt_workflow.tests.common import RouteCase


class AccountsCase(RouteCase):
    """The small district, with who keeps personnel records and a second specialist."""

    POSTS = {
        **RouteCase.POSTS,
        "specialist_a2": ("agency_a", "specialist"),
        "hr": ("agency_b", "specialist"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["vpdt.account.grant"].create(
            {
                "user_id": cls.users["hr"].id,
                "group_id": cls.env.ref("hr.group_hr_user").id,
                "decision": "01/QĐ-UBND",
            }
        )

    def setUp(self):
        super().setUp()
        # it commits after each slice
        cron = self.env.registry["ir.cron"]
        self.patch(cron, "_commit_progress", lambda self, *args, **kwargs: 600)

    def employee(self, who):
        return self.users[who].with_context(active_test=False).sudo().employee_ids[:1]

    def new_employee(self, name="Đỗ Thị Mới"):
        return self.env["hr.employee"].create(
            {"name": name, "date_version": "2020-01-01"}
        )

    def plan(self, kind, who, days=0, by="hr", **vals):
        """Plan a change of `who` (short name or hr.employee) `days` from today."""
        employee = self.employee(who) if isinstance(who, str) else who
        if isinstance(vals.get("last_day"), int):
            vals["last_day"] = self.today + timedelta(days=vals["last_day"])
        for key in ("job", "successor"):
            if key in vals:
                value = vals.pop(key)
                records = self.posts if key == "job" else self.users
                vals[f"{key}_id"] = records[value].id
        return self.as_(by, "vpdt.personnel.event").create(
            {
                "kind": kind,
                "employee_id": employee.id,
                "date": self.today + timedelta(days=days),
                "decision_code": "12/QĐ-UBND",
                "decision_date": "2026-03-02",
                **vals,
            }
        )

    def confirm(self, event, by="operator"):
        event.with_user(self.users[by]).action_confirm()
        return event.sudo()

    def night(self, days):
        """Let `days` pass from the first day of the test; the nights run."""
        later = self.today + timedelta(days=days)
        self.patch(self.env.registry["hr.job"], "_today", lambda self: later)
        now = fields.Datetime.now() + timedelta(days=days)
        self.env.registry.clear_cache()
        with patch.object(fields.Datetime, "now", lambda: now):
            self.assertEqual(self.env["vpdt.reader"]._cron_sync(), (0, 0), "I3")
            self.env["vpdt.personnel.event"]._cron_apply()
            self.env["vpdt.absence"]._cron_follow()
        self.env.invalidate_all()

    def roles(self, who):
        user = who if not isinstance(who, str) else self.users[who]
        return sorted(held.role for held in user._holdings())

    def ledger(self, user):
        """Return the kinds of lines about an account since it was issued."""
        changes = self.env["vpdt.account.change"].search(
            [("user_id", "=", user.id)], order="id"
        )
        return changes.mapped("kind")

    def assertRightsFollow(self):
        """I7; and rights of today are those computed anew from today's posts."""
        users = (
            self.env["res.users"]
            .with_context(active_test=False)
            .browse(user.id for user in self.users.values())
        )
        closed = users.filtered(lambda user: not user.active)
        self.assertEqual(closed._open_work(), [], "I7")
        managed, held = users.filtered("active")._groups_of_posts()
        for user in users.filtered("active"):
            self.assertEqual(
                user.group_ids & managed, held[user.id], f"rights of {user.name}"
            )
        for user in closed:
            self.assertEqual(user.group_ids, self.env.ref("base.group_user"))
