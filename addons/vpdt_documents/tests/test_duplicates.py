from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestDuplicates(DistrictCase):
    """NĐ 30/2020 PL VI: the same paper is not registered twice without noticing."""

    def duplicates(self, **content):
        return self.intake(**content).duplicate_ids.sudo()

    def test_same_number_symbol_issuer_date(self):
        """Number, symbol, issuer and date together name a paper."""
        known = self.register().document_id
        self.assertEqual(self.duplicates(), known)

    def test_another_paper(self):
        """One of the four differs: another paper."""
        self.register()
        for content in (
            {"number": "13"},
            {"symbol": "TB-TEST"},
            {"issuer": "Sở Thử"},
            {"issued_date": self.today.replace(year=self.today.year - 1)},
        ):
            with self.subTest(content):
                self.assertFalse(self.duplicates(**content))

    def test_however_the_issuer_is_typed(self):
        """Case, marks and commas of the issuer's name do not hide a duplicate."""
        known = self.register().document_id
        for issuer in ("ỦY BAN NHÂN DÂN TỈNH THỬ", "Uỷ ban nhân dân, tỉnh Thử"):
            with self.subTest(issuer):
                self.assertEqual(self.duplicates(issuer=issuer), known)

    def test_same_identifier(self):
        """The identifier alone is enough."""
        known = self.register(identifier="000.00.01.H08-2026-01").document_id
        self.assertEqual(
            self.duplicates(
                number="99", symbol="KH", identifier="000.00.01.H08-2026-01"
            ),
            known,
        )

    def test_warned_before_saving(self):
        """Registering waits until the clerk has looked at the other."""
        known = self.register().document_id
        intake = self.intake()
        with self.assertRaisesRegex(ValidationError, known.code):
            intake._do_register()
        intake.duplicate_confirmed = True
        self.assertTrue(intake._do_register())

    def test_other_agencys_paper_is_not_given_away(self):
        """I3: the warning itself obeys the reader table."""
        self.register("clerk_o")
        self.assertFalse(self.duplicates())
