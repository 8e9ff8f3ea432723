import base64
import unicodedata
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestRegistration(DistrictCase):
    """R1, R3: the clerk confirms a paper and it gets its line and number."""

    def test_one_line_with_the_next_number(self):
        """NĐ 30/2020 Điều 22: each paper gets the next number of its register."""
        entries = [self.register(number=str(number)) for number in (5, 6, 7)]
        self.assertEqual([entry.number for entry in entries], [1, 2, 3])
        self.assertEqual(len({entry.series_id for entry in entries}), 1)
        entry = entries[0]
        self.assertRecordValues(
            entry,
            [
                {
                    "agency_id": self.committee.id,
                    "kind": "incoming",
                    "year": self.today.year,
                    "received_date": self.today,
                    "registered_by_id": self.users["clerk"].id,
                    "code": "5/QĐX-TEST",
                    "subject": "Về việc tổ chức lễ hội",
                }
            ],
        )

    def test_intake_becomes_document(self):
        """Design 5.1: the waiting row is gone, its file belongs to the document."""
        intake = self.intake()
        file = intake.sudo().file_ids
        entry = intake._do_register().sudo()
        self.assertFalse(intake.exists())
        self.assertEqual(entry.document_id.file_ids, file)
        self.assertEqual(file.attachment_id.res_model, "vpdt.file")
        self.assertEqual(file.attachment_id.res_id, file.id)
        self.assertTrue(
            base64.b64decode(file.attachment_id.datas).startswith(b"%PDF-1.4")
        )

    def test_agencies_number_for_themselves(self):
        """Each agency keeps its own series (NĐ 30/2020 Điều 22.2)."""
        self.register("clerk", number="5")
        entry = self.register("clerk_a", number="6")
        self.assertEqual((entry.agency_id, entry.number), (self.agency_a, 1))

    def test_missing_fields_spend_no_number(self):
        """What the register needs is asked for before a number is reserved (I2)."""
        series = self.env["vpdt.register"]._for(self.committee, "incoming").series_id
        for name in ("type_id", "issuer", "issued_date", "subject"):
            intake = self.intake()
            intake.write({name: False})
            with self.assertRaises(ValidationError, msg=name) as caught:
                intake._do_register()
            label = intake._fields[name].get_description(self.env)["string"]
            self.assertIn(label, str(caught.exception))
            self.assertTrue(intake.exists())
        series.invalidate_recordset()
        self.assertEqual(series.last_number, 0)

    def test_dated_after_arrival(self):
        """A paper cannot come in before it was written."""
        intake = self.intake(issued_date=self.today + timedelta(days=1))
        with self.assertRaises(ValidationError):
            intake._do_register()

    def test_closed_register(self):
        """A closed book takes no further lines."""
        intake = self.intake()
        intake.register_id.sudo().is_open = False
        with self.assertRaises(ValidationError):
            intake._do_register()

    def test_register_of_another_agency(self):
        """A line is written into a book of one's own agency only."""
        intake = self.intake()
        foreign = self.env["vpdt.register"]._for(self.agency_a, "incoming")
        intake.write({"register_id": foreign.id})
        with self.assertRaises(ValidationError):
            intake._do_register()

    def test_unclear_page_needs_the_clerks_eye(self):
        """R9: a page 1 the machine could not read is looked at by the clerk."""
        intake = self.intake()
        intake.sudo().secrecy_checked = False
        with self.assertRaises(ValidationError):
            intake._do_register()
        intake.secrecy_looked = True
        self.assertEqual(intake._do_register().sudo().number, 1)

    def test_only_the_agencys_clerk(self):
        """R1: bringing in and registering is the clerk's work, in her own agency."""
        intake = self.intake()
        for name, user in self.users.items():
            if name == "clerk":
                continue
            with self.subTest(name), self.assertRaises(AccessError):
                intake.with_user(user)._do_register()
        with self.assertRaises(AccessError):
            intake.with_user(self.env.ref("base.user_admin"))._do_register()

    def test_what_was_read_is_not_changed_by_hand(self):
        """R1: proposals and the secrecy check are the reader's word."""
        intake = self.intake()
        for vals in (
            {"proposals": {}},
            {"secrecy_checked": True},
            {"agency_id": self.agency_a.id},
            {"user_id": self.users["clerk_a"].id},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                intake.write(vals)

    def test_no_line_by_hand(self):
        """Design 5.5a: nobody creates, changes or removes a line or a document."""
        entry = self.register()
        document = entry.document_id
        clerk = self.users["clerk"]
        for record, vals in (
            (entry, {"number": 99}),
            (document, {"subject": "another"}),
            (document.file_ids, {"name": "another"}),
            (document.file_ids.page_ids, {"text": "another"}),
        ):
            mine = record.with_user(clerk)
            with self.subTest(record), self.assertRaises(AccessError):
                mine.write(vals)
            with self.subTest(record), self.assertRaises(AccessError):
                mine.unlink()
            with self.subTest(record), self.assertRaises(AccessError):
                mine.create(vals)

    def test_discard_leaves_nothing(self):
        """A paper scanned by mistake is thrown away with its file and text."""
        intake = self.intake()
        file = intake.sudo().file_ids
        attachment, pages = file.attachment_id, file.page_ids
        intake.action_discard()
        for record in (intake, file, attachment, pages):
            self.assertFalse(record.exists(), record._name)

    def test_next_waiting_paper(self):
        """Thirty papers at 7:05: after one the next opens by itself."""
        first, second = self.intake(number="5"), self.intake(number="6")
        action = first.action_register()
        self.assertEqual(action["params"]["next"]["res_id"], second.id)
        self.assertIn("1", action["params"]["message"])

    def test_correction_keeps_what_was(self):
        """NĐ 30/2020 Điều 22: a line is put right with a reason, the old one kept."""
        document = self.register().document_id
        mine = document.with_user(self.users["clerk"])
        mine.action_correct({"subject": "Về việc bảo tồn di tích"}, "misread")
        self.assertEqual(document.subject, "Về việc bảo tồn di tích")
        correction = document.correction_ids
        self.assertEqual(correction.reason, "misread")
        self.assertEqual(correction.user_id, self.users["clerk"])
        self.assertEqual(
            correction.changes["subject"],
            ["Về việc tổ chức lễ hội", "Về việc bảo tồn di tích"],
        )
        self.assertEqual(correction.before["subject"], "Về việc tổ chức lễ hội")

    def test_correction_dialog_blanks_nothing(self):
        """The dialog opens on the line as it is; what it does not show stays."""
        document = self.register(
            identifier="000.00.35.H08,2026,7", issuer_parent="UBND tỉnh X", copies=3
        ).document_id
        wizard = self.env["vpdt.correction.wizard"].with_user(self.users["clerk"])
        with Form(wizard.with_context(default_document_id=document.id)) as dialog:
            self.assertEqual(dialog.subject, "Về việc tổ chức lễ hội")
            dialog.subject = "Về việc bảo tồn di tích"
            dialog.reason = "misread"
        dialog.record.action_correct()
        self.assertEqual(document.subject, "Về việc bảo tồn di tích")
        self.assertEqual(document.identifier, "000.00.35.H08,2026,7")
        self.assertEqual(document.issuer_parent, "UBND tỉnh X")
        self.assertEqual(document.copies, 3)
        self.assertEqual(list(document.correction_ids.changes), ["subject"])

    def test_correction_refused(self):
        """Only the clerk who keeps the line, with a reason, only the paper's fields."""
        document = self.register().document_id
        mine = document.with_user(self.users["clerk"])
        with self.assertRaises(UserError):
            mine.action_correct({"subject": "x"}, "  ")
        with self.assertRaises(UserError):
            mine.action_correct({"state": "done"}, "because")
        for name in ("chief", "clerk_a", "operator", "clerk_o"):
            with self.subTest(name), self.assertRaises(AccessError):
                document.with_user(self.users[name]).action_correct(
                    {"subject": "x"}, "because"
                )
        self.assertEqual(document.subject, "Về việc tổ chức lễ hội")
        self.assertFalse(document.correction_ids)

    def test_register_opens_by_itself(self):
        """NĐ 30/2020 Điều 15: numbers start at 01 on 1 January, in a new book."""
        Register = self.env["vpdt.register"]
        this = Register._for(self.committee, "incoming", self.today)
        this.name = "Book A"
        following = self.today.replace(year=self.today.year + 1, month=1, day=1)
        new = Register._for(self.committee, "incoming", following)
        self.assertNotEqual(new.series_id, this.series_id)
        self.assertEqual((new.name, new.year), ("Book A", following.year))
        self.assertEqual(new.series_id.last_number, 0)

    def test_dissolved_agency_opens_no_register(self):
        """R35: an agency that ended opens no book of a later year."""
        self.agency_b.valid_to = self.today.replace(year=self.today.year - 1)
        with self.assertRaises(UserError):
            self.env["vpdt.register"]._for(self.agency_b, "incoming", self.today)

    def test_text_is_composed(self):
        """Design 5.6: text is kept in NFC however it was typed."""
        intake = self.intake(subject=unicodedata.normalize("NFD", " Về việc   thử "))
        self.assertEqual(intake.subject, unicodedata.normalize("NFC", "Về việc thử"))
        intake.signer = unicodedata.normalize("NFD", "Nguyễn Thị Hòa")
        self.assertTrue(unicodedata.is_normalized("NFC", intake.signer))
