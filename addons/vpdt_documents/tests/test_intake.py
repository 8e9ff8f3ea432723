import uuid
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DistrictCase
from .leaks import Traces
from .papers import bad_files, decision, letter_perfect, pdf


@tagged("post_install", "-at_install", "vpdt")
class TestIntake(DistrictCase):
    """R1, R9: a dropped file is read, then let in or refused before any storage."""

    def setUp(self):
        super().setUp()
        self.Intake = self.as_("clerk", "vpdt.intake")
        parameter = self.env["ir.config_parameter"].sudo()
        parameter.set_param("vpdt_documents.max_pages", "10")
        parameter.set_param("vpdt_documents.max_megabytes", "1")

    def take(self, data, name="giấy.pdf", not_secret=True):
        return self.Intake._take_in(data, name, not_secret)

    def test_reads_and_proposes(self):
        """R1: from the dropped file to the filled form, nothing typed."""
        intake, refused = self.take(letter_perfect(), "Quyết định số 553.PDF")
        self.assertIsNone(refused)
        self.assertRecordValues(
            intake,
            [
                {
                    "number": "553",
                    "symbol": "QĐ-UBND",
                    "page_count": 1,
                    "agency_id": self.committee.id,
                    "received_date": self.today,
                }
            ],
        )
        self.assertEqual(str(intake.issued_date), "2025-11-25")
        self.assertEqual(intake.type_id.abbreviation, "QĐ")
        self.assertIn("tổ chức lễ hội truyền thống", intake.subject)
        self.assertEqual(intake.signer, "Nguyễn Văn Mẫu")
        self.assertEqual(intake.field_id, self.culture, "by its keywords")
        self.assertEqual(intake.file_ids.name, "Quyết định số 553.pdf")
        for name in ("number", "symbol", "date", "type"):
            item = intake.proposals[name]
            self.assertEqual(item["page"], 1, name)
            self.assertTrue(0 < item["confidence"] <= 1, name)
            self.assertEqual(len(item["box"]), 4, name)

    def test_unsure_stays_empty(self):
        """R1: what the reader is not sure of is a suggestion, not a value."""
        intake, _refused = self.take(decision())
        intake.sudo().write({"number": False, "proposals": {}})
        found = {"number": {"value": "55?", "confidence": 0.4, "certain": False}}
        intake._propose(found)
        self.assertFalse(intake.number)
        self.assertEqual(intake.proposals["number"]["value"], "55?")

    def test_proposals_never_overwrite(self):
        """What the clerk typed stays when the later pages are read."""
        intake, _refused = self.take(decision())
        intake.signer = "Nguyễn Văn Tự Gõ"
        intake._propose(
            {"signer": {"value": "Trần Đọc Máy", "confidence": 0.9, "certain": True}}
        )
        self.assertEqual(intake.signer, "Nguyễn Văn Tự Gõ")

    def test_later_pages_are_read_in_the_background(self):
        """Design 5.7: page 1 at once, the rest in a job that can run twice."""
        intake, _refused = self.take(decision(pages=3))
        file = intake.sudo().file_ids
        self.assertEqual(file.text_state, "waiting")
        self.assertEqual(file.page_ids.mapped("number"), [1])
        jobs = self.env["queue.job"].search([("model_name", "=", "vpdt.file")])
        self.assertIn(file, [job.records for job in jobs])
        for _again in range(2):
            file._read_pages()
            self.assertEqual(file.text_state, "read")
            self.assertEqual(file.page_ids.mapped("number"), [1, 2, 3])
        self.assertIn("Trang 3", file.page_ids[2].text)

    def test_thrown_away_while_it_is_read(self):
        """Design 5.7: a paper discarded or registered under the reader's hands."""
        for act in ("action_discard", "_do_register"):
            with self.subTest(act):
                intake, _refused = self.take(decision(pages=2))
                intake.write(
                    {
                        "type_id": self.decision.id,
                        "issuer": "Nơi ban hành",
                        "issued_date": self.today,
                        "subject": "Việc",
                        "secrecy_looked": True,
                    }
                )
                file = intake.sudo().file_ids
                client = self.env["vpdt.file"]._reader()
                answer = client.read_all(file.attachment_id.raw, file.name)

                class Slow:
                    def read_all(self, *_file, answer=answer, intake=intake, act=act):
                        getattr(intake, act)()
                        return answer

                with patch.object(type(file), "_reader", lambda *_args: Slow()):
                    file._read_pages()
                self.assertEqual(bool(file.exists()), act == "_do_register")
                if file.exists():
                    self.assertEqual(file.text_state, "read")
                    found = self.as_("clerk", "vpdt.document").search(
                        [("search_text", "ilike", "Trang 2")]
                    )
                    self.assertIn(file.document_id, found.sudo())

    def test_statement_comes_first(self):
        """R9: without the clerk's statement nothing is even read."""
        with self.assertRaises(UserError):
            self.take(decision(), not_secret=False)
        self.assertFalse(self.Intake.search([]))

    def test_only_a_clerk(self):
        """R1: bringing papers in is a clerk's work."""
        for name in ("chief", "head_a", "operator"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.as_(name, "vpdt.intake")._take_in(decision(), "x.pdf", True)

    def test_ordinary_words_are_no_secret(self):
        """R9: papers that speak of secrecy are not secret papers."""
        for subject in (
            "Về công tác bảo vệ bí mật nhà nước",
            "Về việc bảo mật thông tin",
            "Về việc GIẢI MẬT tài liệu",
        ):
            with self.subTest(subject):
                _intake, refused = self.take(decision(subject=subject))
                self.assertIsNone(refused)

    @mute_logger("odoo.addons.vpdt_documents.intake.client")
    def test_refusal_leaves_no_byte(self):
        """I4: of a refused file nothing is left in database, store, temp or log."""
        mark = f"dau{uuid.uuid4().hex}"
        with Traces(self.env) as traces:
            for code, name, data in bad_files(mark):
                with self.subTest(code):
                    refusals = self.env["vpdt.refusal"].search([])
                    intake, refused = self.take(data, name)
                    self.assertIsNone(intake)
                    self.assertEqual(refused, code)
                    row = self.env["vpdt.refusal"].search([]) - refusals
                    self.assertRecordValues(
                        row,
                        [
                            {
                                "code": code,
                                "user_id": self.users["clerk"].id,
                                "agency_id": self.committee.id,
                                "is_secret": code.startswith("secret"),
                            }
                        ],
                    )
                    self.assertEqual(traces.find(mark, data), [])
            self.assertEqual(self.take(b"", f"{mark}.pdf")[1], "empty")
            self.assertEqual(traces.find(mark), [])

    def test_traces_are_found(self):
        """The search for traces sees what an accepted file leaves (it can fail)."""
        mark = f"dau{uuid.uuid4().hex}"
        data = decision(mark=mark)
        with Traces(self.env) as traces:
            _intake, refused = self.take(data, f"{mark}.pdf")
            self.assertIsNone(refused)
            places = traces.find(mark, data)
        kinds = {place.split("/")[0].split()[0] for place in places}
        self.assertIn("store", kinds)
        for table in ("vpdt_file", "vpdt_page", "ir_attachment"):
            self.assertIn(f"table {table}", places)

    def test_refusals_are_the_agencys(self):
        """R9: the register of refusals shows each clerk her own agency's."""
        self.take(b"MZ not a paper")
        rows = self.env["vpdt.refusal"].search([("agency_id", "=", self.committee.id)])
        self.assertTrue(rows)
        self.assertEqual(self.as_("clerk", "vpdt.refusal").search([]), rows)
        self.assertFalse(self.as_("clerk_a", "vpdt.refusal").search([]))
        self.assertLessEqual(
            rows, self.as_("operator", "vpdt.refusal").search([]).sudo(False)
        )
        with self.assertRaises(AccessError):
            self.as_("chief", "vpdt.refusal").search([])

    def test_reader_works_on_after_bad_files(self):
        """A bad file harms nobody: the next paper is read as usual."""
        mark = uuid.uuid4().hex
        for code, name, data in bad_files(mark):
            if code in ("bomb", "broken"):
                self.take(data, name)
        _intake, refused = self.take(pdf(["Công văn", "Số: 12/CV-ABC"]))
        self.assertIsNone(refused)

    def test_waiting_paper_is_the_clerks_alone(self):
        """A paper not yet registered is seen by its agency's clerks only (I3)."""
        intake, _refused = self.take(decision())
        for record in (intake, intake.file_ids, intake.file_ids.sudo().attachment_id):
            for name in ("chief", "chairman", "clerk_a", "clerk_o", "operator"):
                with self.subTest(model=record._name, user=name):
                    theirs = record.with_user(self.users[name])
                    self.assertFalse(theirs.has_access("read"))
