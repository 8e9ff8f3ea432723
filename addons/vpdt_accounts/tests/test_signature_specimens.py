"""R17: a specimen signature is issued with the post and withdrawn with it."""

import base64
from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

from pdfminer.high_level import extract_text

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .specimens_common import PICTURES, SpecimenCase, signature


@tagged("post_install", "-at_install", "vpdt")
class TestSpecimens(SpecimenCase):
    # -- registering --------------------------

    def test_which_posts_sign(self):
        """NĐ 30/2020 Điều 13: head, deputies (KT.), the office's leaders (TL.)."""
        signing = {name for name, post in self.posts.items() if post.signs_papers}
        self.assertEqual(
            signing,
            {
                "chairman", "vice", "chief", "deputy_chief", "head_a", "deputy_a",
                "head_b", "head_o",
            },
        )  # fmt: skip

    def test_it_is_registered_and_stands_in_the_ledger(self):
        specimen = self.specimen()
        self.assertEqual(
            (specimen.state, specimen.agency_id), ("in_force", self.agency_a)
        )
        self.assertTrue(base64.b64decode(specimen.picture).startswith(b"\x89PNG"))
        line = self.env["vpdt.account.change"].search(
            [("user_id", "=", self.users["head_a"].id)], limit=1
        )
        self.assertEqual(
            (line.kind, line.decision, line.author_id),
            ("specimen", "12/QĐ-UBND ngày 02/03/2026", self.users["operator"]),
        )
        self.assertIn("Post head_a, Agency A", line.after)
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.users["head_a"].partner_id.ids)], limit=1
        )
        self.assertIn("specimen of your signature", told.body)
        self.assertFalse(told.attachment_ids)

    def test_what_was_issued_stands_in_print(self):
        """Sổ cấp phát, thu hồi; giấy xác nhận: in words, no picture."""
        self.specimen()._do_withdraw("thử thu hồi")
        self.specimen()
        user = self.users["head_a"]
        ledger = self.as_("head_a", "vpdt.account.change")._print()
        text = " ".join(extract_text(BytesIO(ledger)).split())
        self.assertIn("Đăng ký mẫu chữ ký", text)
        self.assertIn("Thu hồi mẫu chữ ký", text)
        paper = user.with_user(user)._certificate()
        text = " ".join(extract_text(BytesIO(paper)).split())
        self.assertIn("Mẫu chữ ký", text)
        self.assertIn("Post head_a, Agency A", text)
        self.assertNotIn(b"/Subtype /Image", paper)

    def test_the_form_registers_one(self):
        form = Form(self.as_("operator", PICTURES))
        form.user_id = self.users["head_a"]
        form.job_id = self.posts["head_a"]
        form.decision = "12/QĐ-UBND"
        form.picture = signature()
        self.assertEqual(form.save().sudo().agency_id, self.agency_a)

    def test_only_operators_of_the_office_register_and_not_for_themselves(self):
        for by in sorted(self.users.keys() - {"operator"}):
            with self.assertRaises(AccessError, msg=by):
                self.specimen(by=by)
        self.posts["operator"].signs_papers = True
        with self.assertRaisesRegex(AccessError, "somebody else"):
            self.specimen("operator")

    def test_nobody_changes_or_removes_one(self):
        specimen = self.specimen()
        mine = specimen.with_user(self.users["operator"])
        for vals in ({"picture": signature()}, {"state": "withdrawn"}):
            with self.assertRaises(AccessError):
                mine.write(vals)
        with self.assertRaises(AccessError):
            mine.unlink()
        with self.assertRaises(UserError):
            specimen.unlink()
        for forged in ("state", "registered_by_id", "withdrawn_at", "agency_id"):
            with self.assertRaises(AccessError, msg=forged):
                self.specimen(**{forged: False})
        with self.assertRaises(UserError):
            # not by a key of the context (design 5a)
            self.as_("operator", PICTURES).with_context(
                default_picture=signature()
            ).create(
                {
                    "user_id": self.users["head_a"].id,
                    "job_id": self.posts["head_a"].id,
                    "decision": "x",
                }
            )

    def test_it_rests_on_a_post_that_is_held(self):
        with self.assertRaisesRegex(UserError, "did not hold"):
            self.specimen(job_id=self.posts["head_b"].id)
        with self.assertRaisesRegex(UserError, "did not hold"):
            self.specimen(date_from="2019-12-31")
        with self.assertRaisesRegex(UserError, "first day or later"):
            self.specimen(date_from=self.today + timedelta(days=1))
        with self.assertRaisesRegex(UserError, "rests on"):
            self.specimen(decision="  ")

    def test_who_is_authorised_in_writing_is_so_for_a_time(self):
        """TUQ., NĐ 30/2020 Điều 13.3."""
        with self.assertRaisesRegex(UserError, "13.3"):
            self.specimen("specialist_a")
        specimen = self.specimen("specialist_a", date_to=self.today + timedelta(days=2))
        self.assertIn("clerk_a", self.seen_by(specimen))
        self.night(2)
        self.assertEqual(specimen.state, "in_force")
        self.night(3)
        self.assertEqual(specimen.state, "withdrawn")
        self.assertEqual(self.seen_by(specimen), {"operator", "specialist_a"})

    def test_another_one_takes_its_place(self):
        first, second = self.specimen(), self.specimen()
        self.assertEqual((first.state, second.state), ("withdrawn", "in_force"))
        self.assertEqual(
            self.ledger(self.users["head_a"])[-3:],
            ["specimen", "specimen_end", "specimen"],
        )

    def test_pictures_are_signatures_and_nothing_else(self):
        """R9: decoded, written anew, past the reader; refused in words."""
        cases = [
            (b"%PDF-1.4 a paper", "PNG and JPEG"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG and JPEG"),
            (b"\x89PNG\r\n\x1a\n" + b"0" * 1024 * 1024, "too large"),
            (base64.b64decode(signature((100, 60))), "too small"),
            (base64.b64decode(signature((600, 850))), "higher than wide"),
            (base64.b64decode(signature(ink=None)), "No signature"),
            (b"", "Choose the picture"),
        ]
        for data, words in cases:
            with self.assertRaisesRegex(UserError, words):
                self.specimen(picture=base64.b64encode(data).decode())
        for forged in ("not base64 at all!", 7, ["x"], {"a": 1}, False):
            with self.assertRaises(UserError, msg=str(forged)):
                self.specimen(picture=forged)
        self.reader_says(None)
        with self.assertRaisesRegex(UserError, "not running"):
            self.specimen()
        self.reader_says({"refused": {"code": "secret_mark", "detail": ""}})
        files = self.env["ir.attachment"].search_count([])
        before = self.env["vpdt.refusal"].search_count([])
        with self.assertRaisesRegex(UserError, "secrecy"):
            self.specimen()
        self.env.invalidate_all()
        self.assertEqual(self.env["ir.attachment"].search_count([]), files)
        self.assertEqual(self.env["vpdt.refusal"].search_count([]), before + 1)
        self.assertFalse(self.env[PICTURES].search([]))

    # -- with the life cycle --------------------------

    def test_every_way_out_of_a_post_withdraws_it(self):
        ways = [
            ("move", {"job": "specialist_b", "successor": "deputy_a"}),
            (
                "secondment",
                {"job": "specialist_b", "successor": "deputy_a", "last_day": 9},
            ),
            ("suspension", {"successor": "deputy_a"}),
            ("retirement", {"successor": "deputy_a"}),
            ("resignation", {"successor": "deputy_a"}),
            ("death", {"successor": "deputy_a"}),
        ]
        for kind, more in ways:
            with self.subTest(kind), self.env.cr.savepoint() as savepoint:
                specimen = self.specimen()
                event = self.plan(kind, "head_a", **more)
                self.assertIn("specimen signature is withdrawn", event.effects)
                self.assertIn("clerk_a", self.seen_by(specimen))
                self.confirm(event)
                self.assertEqual(event.sudo().state, "done", event.sudo().problem)
                self.assertEqual(specimen.state, "withdrawn")
                self.assertNotIn("clerk_a", self.seen_by(specimen))
                self.assertIn("operator", self.seen_by(specimen), "kept as history")
                line = self.env["vpdt.account.change"].search(
                    [
                        ("user_id", "=", specimen.user_id.id),
                        ("kind", "=", "specimen_end"),
                    ]
                )
                self.assertEqual(line.event_id, event, "by which decision")
                self.assertEqual(line.decision, "12/QĐ-UBND ngày 02/03/2026")
                savepoint.rollback()
            self.env.invalidate_all()
            self.env["hr.job"]._forget_holdings()

    def test_long_leave_and_a_post_beside_keep_it(self):
        specimen = self.specimen()
        event = self.plan("acting", "head_a", job="head_b", last_day=3)
        self.assertIn("To be registered", event.effects)
        self.assertNotIn("withdrawn", event.effects)
        self.confirm(event)
        self.confirm(
            self.plan("long_leave", "head_a", successor="deputy_a", last_day=100)
        )
        self.assertEqual(specimen.state, "in_force")

    def test_of_a_post_beside_it_ends_with_that_post(self):
        event = self.plan("acting", "deputy_a", job="head_b", last_day=3)
        self.confirm(event)
        mine = event.with_user(self.users["operator"])
        self.assertTrue(mine.wants_specimen)
        asked = mine.action_register_specimen()["context"]
        self.assertEqual(asked["default_decision"], "12/QĐ-UBND ngày 02/03/2026")
        own = self.specimen("deputy_a")
        beside = self.specimen("deputy_a", job_id=self.posts["head_b"].id)
        self.assertIn("clerk_b", self.seen_by(beside))
        self.assertNotIn("clerk_b", self.seen_by(own))
        mine.invalidate_recordset(["wants_specimen"])
        self.assertFalse(mine.wants_specimen)
        self.night(4)
        self.assertEqual((own.state, beside.state), ("in_force", "withdrawn"))

    def test_whoever_comes_back_does_not_get_it_back(self):
        specimen = self.specimen()
        self.confirm(self.plan("resignation", "head_a", successor="deputy_a"))
        self.night(40)
        event = self.plan("start", "head_a", 40, job="head_a")
        self.assertIn("To be registered", event.effects)
        self.confirm(event)
        self.assertEqual(event.sudo().state, "done", event.sudo().problem)
        self.assertEqual(self.roles("head_a"), ["head"])
        self.assertEqual(specimen.state, "withdrawn")
        self.assertNotIn("clerk_a", self.seen_by(specimen))

    def test_an_account_that_cannot_be_closed_yet_has_none_all_the_same(self):
        document = self.to_specialist()
        self.posts["specialist_a"].signs_papers = True
        specimen = self.specimen("specialist_a")
        event = self.plan("retirement", "specialist_a")
        self.confirm(event)
        self.assertEqual(event.sudo().state, "stuck")
        self.assertTrue(self.open_(document, "specialist_a"))
        self.assertEqual(specimen.state, "withdrawn")

    def test_an_incident_withdraws_it(self):
        specimen = self.specimen()
        self.users["head_a"]._do_contain("Lộ mật khẩu")
        self.assertEqual(specimen.state, "withdrawn")
        self.assertEqual(specimen.withdrawal_reason, "Lộ mật khẩu")

    def test_a_post_changed_by_hand_takes_it_along(self):
        """Not only personnel changes move people: HR may write a version."""
        specimen = self.specimen()
        self.employee("head_a").version_ids.job_id = self.posts["specialist_a"]
        self.assertEqual(specimen.state, "withdrawn")

    def test_a_post_that_ended_unseen_shows_it_to_no_clerk(self):
        """Before the night has run: posts of today are asked, not the state."""
        specimen = self.specimen()
        employee = self.employee("head_a")
        employee.version_ids[-1:].copy(
            {
                "date_version": self.today + timedelta(days=1),
                "job_id": self.posts["specialist_a"].id,
            }
        )
        self.assertEqual(specimen.state, "in_force")
        later = self.today + timedelta(days=1)
        with patch.object(self.env.registry["hr.job"], "_today", lambda self: later):
            self.env["hr.job"]._forget_holdings()
            self.env.invalidate_all()
            self.assertNotIn("clerk_a", self.seen_by(specimen))

    def test_it_is_withdrawn_by_hand_with_a_reason(self):
        specimen = self.specimen()
        for by in ("head_a", "clerk_a"):
            with self.assertRaises(AccessError, msg=by):
                specimen.with_user(self.users[by]).action_withdraw("x")
        mine = specimen.with_user(self.users["operator"])
        for reason in ("  ", None, 7):
            with self.assertRaises(UserError):
                mine.action_withdraw(reason)
        self.as_("operator", "vpdt.signature.withdraw").create(
            {"specimen_id": specimen.id, "reason": "Đổi mẫu"}
        ).action_withdraw()
        self.assertEqual(
            (specimen.state, specimen.withdrawn_by_id),
            ("withdrawn", self.users["operator"]),
        )
