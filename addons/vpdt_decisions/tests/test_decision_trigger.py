"""R17, I3: a registered decision starts a personnel change, and shows nothing of itself
to who may not read it."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.vpdt_accounts.tests.common import AccountsCase

TEXT = """QUYẾT ĐỊNH
Về việc điều động, bổ nhiệm công chức
Căn cứ đơn xin thôi việc của ông Nguyễn Văn Mật ngày 01/02/2026;
QUYẾT ĐỊNH:
Điều 1. Điều động bà {name}, Chuyên viên Agency A, đến nhận công tác tại Agency B, giữ
chức vụ Post specialist_b, kể từ ngày {day}.
Điều 2. Bà {name} chịu trách nhiệm thi hành Quyết định này.
Nơi nhận: - Như Điều 2.
"""
# words of the paper that no change, message or list may show
SECRET = ("Nguyễn Văn Mật", "điều động, bổ nhiệm công chức", "Agency A, đến nhận")


@tagged("post_install", "-at_install", "vpdt")
class TestDecisionTrigger(AccountsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # reads the committee's register, and keeps personnel records
        cls.env["vpdt.account.grant"].create(
            {
                "user_id": cls.users["chief"].id,
                "group_id": cls.env.ref("hr.group_hr_user").id,
                "decision": "01/QĐ-UBND",
            }
        )
        cls.users["specialist_a"].name = "Trần Thị Điều Động"
        cls.users["specialist_a"].employee_id.name = "Trần Thị Điều Động"

    def registered(self, day=10, text=TEXT, **content):
        first = self.today + timedelta(days=day)
        page = text.format(name="Trần Thị Điều Động", day=first.strftime("%d/%m/%Y"))
        return self.register(
            pages=(page,),
            subject="Về việc điều động, bổ nhiệm công chức",
            number="77",
            symbol="QĐ-UBND",
            **content,
        ).document_id

    def wizard(self, document, by="chief"):
        return Form(
            self.as_(by, "vpdt.decision.wizard").with_context(
                default_document_id=document.id
            )
        )

    def entered(self, document, by="chief"):
        wizard = self.wizard(document, by).save()
        wizard.line_ids.job_id = self.posts["specialist_b"]
        action = wizard.action_enter()
        return self.env["vpdt.personnel.event"].browse(action["res_id"])

    # -- proposing --------------------------

    def test_its_own_words_propose_the_change(self):
        document = self.registered()
        wizard = self.wizard(document).save()
        line = wizard.line_ids
        self.assertEqual(len(line), 1, "not who is only named in the reasons")
        self.assertEqual(
            (line.kind, line.employee_id, line.date, line.job_id),
            (
                "move",
                self.employee("specialist_a"),
                self.today + timedelta(days=10),
                self.posts["specialist_b"],
            ),
        )
        self.assertIn("Điều 1. Điều động bà", line.quote)
        self.assertIn("The name", line.doubts or "The name")

    def test_the_change_has_number_date_and_link(self):
        document = self.registered()
        event = self.entered(document)
        self.assertEqual(
            (event.decision_code, event.decision_date, event.state),
            (document.code, document.issued_date, "planned"),
        )
        mine = event.with_user(self.users["chief"])
        self.assertEqual(mine.decision_document_id, document)
        self.assertEqual(mine.action_open_decision()["res_id"], document.id)
        seen = document.with_user(self.users["chief"]).personnel_event_ids
        self.assertEqual(seen, event)
        self.confirm(event)
        self.night(10)
        self.assertEqual(event.state, "done", event.problem)
        self.assertEqual(self.users["specialist_a"]._agencies(), self.agency_b)

    def test_who_is_appointed_and_not_here_yet_starts(self):
        text = (
            "QUYẾT ĐỊNH:\nĐiều 1. Bổ nhiệm ông Lê Văn Mới Đến giữ chức vụ Post "
            "specialist_b Agency B kể từ ngày {day}.\n"
        )
        person = self.new_employee("Lê Văn Mới Đến")
        line = self.wizard(self.registered(text=text)).save().line_ids
        self.assertEqual((line.kind, line.employee_id), ("start", person))

    def test_nobody_is_guessed_of_several_with_one_name(self):
        self.new_employee("Trần Thị Điều Động")
        line = self.wizard(self.registered()).save().line_ids
        self.assertFalse(line.employee_id)
        self.assertIn("Several", line.doubts)
        wizard = line.wizard_id
        with self.assertRaisesRegex(UserError, "who it is"):
            wizard.action_enter()

    def test_what_cannot_be_read_is_entered_by_hand(self):
        wizard = self.wizard(self.registered(text="không đọc được {name} {day}"))
        self.assertEqual(wizard.outcome, "read", "the subject speaks of it")
        document = self.register(
            pages=("x",), subject="Quy chế", number="78"
        ).document_id
        wizard = self.wizard(document)
        self.assertEqual(wizard.outcome, "nothing")
        with wizard.line_ids.new() as line:
            line.employee_id = self.employee("specialist_a")
            line.kind = "retirement"
            line.date = self.today
        self.assertTrue(wizard.save().action_enter()["res_id"])

    def test_it_is_entered_once(self):
        document = self.registered()
        event = self.entered(document)
        with self.assertRaisesRegex(UserError, "already"):
            self.entered(document)
        event.with_user(self.users["chief"]).action_cancel()
        self.assertTrue(self.entered(document))

    # -- who may --------------------------

    def test_who_does_not_read_it_starts_nothing_with_it(self):
        document = self.registered()
        self.assertNotIn("hr", self.readers(document))
        count = self.env["vpdt.personnel.event"].search_count([])
        with self.assertRaises(AccessError):
            self.wizard(document, "hr")
        with self.assertRaises(AccessError):
            self.as_("hr", "vpdt.decision.wizard").create({"document_id": document.id})
        with self.assertRaises(AccessError):
            # not through one that he made of what he reads either
            self.as_("hr", "vpdt.decision.wizard").with_context(
                default_document_id=document.id
            ).default_get(["document_id", "line_ids", "outcome"])
        self.assertEqual(self.env["vpdt.personnel.event"].search_count([]), count)

    def test_a_dialog_opened_before_the_right_was_lost_enters_nothing(self):
        document = self.registered()
        wizard = self.wizard(document).save()
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM vpdt_reader WHERE document_id = %s", [document.id]
        )
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            wizard.action_enter()
        with self.assertRaises(AccessError):
            wizard.line_ids.read(["quote"])

    def test_who_reads_it_and_keeps_no_records_starts_nothing(self):
        document = self.registered()
        self.assertIn("clerk", self.readers(document))
        self.assertFalse(document.with_user(self.users["clerk"]).may_base_change)
        with self.assertRaises(AccessError):
            self.as_("clerk", "vpdt.decision.wizard").create(
                {"document_id": document.id}
            )

    def test_nobody_plans_his_own(self):
        text = TEXT.replace("{name}", "Person chief")
        line = self.wizard(self.registered(text=text)).save().line_ids
        line.employee_id = self.employee("chief")
        line.job_id = self.posts["specialist_b"]
        with self.assertRaisesRegex(AccessError, "somebody else"):
            line.wizard_id.action_enter()

    def test_a_void_document_is_refused(self):
        document = self.registered()
        wizard = self.wizard(document).save()
        entry = document.entry_ids.with_user(self.users["clerk"])
        entry.action_cancel("nhầm")
        self.env.invalidate_all()
        self.assertFalse(document.with_user(self.users["chief"]).may_base_change)
        with self.assertRaisesRegex(UserError, "void"):
            wizard.action_enter()

    # -- nothing of it shows (I3) --------------------------

    def test_nothing_of_the_document_shows_through_the_change(self):
        document = self.registered()
        event = self.entered(document)
        for name, user in self.users.items():
            mine = event.with_user(user)
            if not mine.has_access("read"):
                continue
            reads = name in self.readers(document)
            self.assertEqual(bool(mine.decision_document_id), reads, name)
            # sudo does not change who asks
            self.env.invalidate_all()
            shown = mine.web_read(
                {
                    field: {"fields": {"display_name": {}}}
                    if mine._fields[field].type == "many2one"
                    else {}
                    for field in mine.fields_get()
                }
            )
            if not reads:
                self.assertFalse(shown[0]["decision_document_id"], name)
                for words in SECRET:
                    self.assertNotIn(words, str(shown), name)
                with self.assertRaises(UserError):
                    mine.action_open_decision()

    def test_the_link_is_seen_by_who_sees_both_its_ends(self):
        document = self.registered()
        self.entered(document)
        seen = {
            name
            for name in self.users
            if self.as_(name, "vpdt.decision.basis").search_count([])
        }
        readers = self.readers(document)
        self.assertLessEqual(seen, readers)
        self.assertIn("chief", seen)
        self.assertNotIn("operator", seen)
        self.assertNotIn("hr", seen)
        self.assertNotIn("clerk", seen, "reads the paper, not the change")
        for name in self.users:
            with self.assertRaises(AccessError):
                self.as_(name, "vpdt.decision.basis").create(
                    {"event_id": 1, "document_id": document.id}
                )

    # -- what becomes of the decision --------------------------

    def messages(self, who):
        return " ".join(
            self.env["mail.message"]
            .search([("partner_ids", "in", self.users[who].partner_id.ids)])
            .mapped("body")
        )

    def test_a_correction_warns_and_is_taken_over(self):
        document = self.registered()
        event = self.entered(document)
        document.with_user(self.users["clerk"]).action_correct(
            {"number": "79"}, "đánh nhầm"
        )
        self.assertEqual(event.decision_trouble, "corrected")
        self.assertIn("corrected since", self.messages("chief"))
        self.assertTrue(event.decision_code.startswith("77/"), "not by itself")
        hidden = event.with_user(self.users["hr"])
        with self.assertRaises(UserError):
            hidden.action_take_correction()
        event.with_user(self.users["chief"]).action_take_correction()
        self.assertTrue(event.decision_code.startswith("79/"))
        self.assertFalse(event.decision_trouble)

    def test_what_was_cancelled_is_not_carried_out(self):
        document = self.registered(day=5)
        event = self.entered(document)
        self.confirm(event)
        document.entry_ids.with_user(self.users["clerk"]).action_cancel("nhầm")
        self.assertEqual(event.decision_trouble, "cancelled")
        for who in ("chief", "operator"):
            text = self.messages(who)
            self.assertIn("registration was cancelled", text, who)
            for words in SECRET:
                self.assertNotIn(words, text)
        self.night(6)
        self.assertEqual(event.state, "confirmed", "it waits")
        self.assertEqual(self.users["specialist_a"]._agencies(), self.agency_a)
        with self.assertRaisesRegex(UserError, "does not hold"):
            self.confirm(event)

    def test_another_decision_entered_by_hand_takes_its_place(self):
        document = self.registered()
        event = self.entered(document)
        document.entry_ids.with_user(self.users["clerk"]).action_cancel("nhầm")
        event.with_user(self.users["hr"]).decision_code = "80/QĐ-UBND"
        self.assertFalse(event.decision_trouble)
        self.assertFalse(
            self.env["vpdt.decision.basis"].search([("event_id", "=", event.id)])
        )
        self.confirm(event)

    def test_nobody_writes_the_trouble_away(self):
        event = self.entered(self.registered())
        event._note_trouble("recalled")
        for by in ("chief", "operator"):
            with self.assertRaises(AccessError):
                event.with_user(self.users[by]).decision_trouble = False
        event._note_trouble("corrected")
        self.assertEqual(event.decision_trouble, "recalled")

    def test_what_was_carried_out_is_told_too(self):
        document = self.registered(day=0)
        event = self.entered(document)
        self.confirm(event)
        self.assertEqual(event.sudo().state, "done", event.problem)
        document._warn_changes("recalled")
        self.assertEqual(event.decision_trouble, "recalled")
        self.assertIn("recalled", self.messages("chief"))
