from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestSeriesLedger(DistrictCase):
    """I2: a series is 1…n without gap or repetition, and a later change shows."""

    def setUp(self):
        super().setUp()
        register = self.env["vpdt.register"]._for(self.committee, "incoming")
        self.series = register.series_id
        self.Ledger = self.env["vpdt.ledger"]

    def lose_number(self, owner="3"):
        """Reserve a number in the name of a transaction that ended long ago."""
        number = self.series._reserve()
        # The trigger guards these rows; a fresh one is written in its place.
        self.sql(
            """
            ALTER TABLE vpdt_number DISABLE TRIGGER vpdt_append_only;
            UPDATE vpdt_number SET owner = %s WHERE series_id = %s AND number = %s;
            ALTER TABLE vpdt_number ENABLE TRIGGER vpdt_append_only
            """,
            owner,
            self.series.id,
            number,
        )
        return number

    def sql(self, query, *values):
        self.env.flush_all()
        self.env.cr.execute(SQL(query, *values))
        self.env.invalidate_all()

    def numbers(self):
        entries = self.env["vpdt.entry"].search([("series_id", "=", self.series.id)])
        return {entry.number: entry.state for entry in entries}

    def assertRefusedBySql(self, query, *values):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.sql(query, *values)

    def test_lost_number_becomes_void(self):
        """Design 5.3: a broken registration leaves a void line with its reason."""
        self.register(number="1")
        lost = self.lose_number()
        self.register(number="3")
        self.assertEqual(self.series._void_lost(), 1)
        self.assertEqual(
            self.numbers(), {1: self.numbers()[1], 2: "void", 3: self.numbers()[3]}
        )
        void = self.env["vpdt.entry"].search(
            [("series_id", "=", self.series.id), ("number", "=", lost)]
        )
        self.assertTrue(void.void_reason)
        self.assertFalse(void.document_id)
        self.assertEqual(self.series._void_lost(), 0, "once is enough")
        self.series._settle()
        self.assertEqual(self.Ledger._verify(self.series), [])

    def test_lost_on_another_server(self):
        """A database restored on a new server names transactions it has not had."""
        self.register(number="1")
        self.lose_number(owner="4000000000")
        self.series._settle()
        self.assertEqual(self.numbers()[2], "void")
        self.assertEqual(self.Ledger._verify(self.series), [])

    def test_reservation_in_progress_is_left_alone(self):
        """A colleague's registration that still runs is not declared void."""
        self.series._reserve()
        self.assertEqual(self.series._void_lost(), 0)
        self.assertEqual(self.numbers(), {})

    def test_sealing_waits_for_the_number_before(self):
        """The chain follows the numbers: nothing is sealed past an open one."""
        self.register(number="1")
        self.series._reserve()
        self.register(number="3")
        self.Ledger._seal(self.series)
        sealed = self.Ledger.search([("series_id", "=", self.series.id)])
        self.assertEqual(sealed.mapped("number"), [1])

    def test_sealing_twice_adds_nothing(self):
        """A sweep can run twice without harm (design 5.7)."""
        self.register()
        self.Ledger._seal(self.series)
        before = self.Ledger.search_count([])
        self.Ledger._seal(self.series)
        self.assertEqual(self.Ledger.search_count([]), before)

    def test_correction_is_sealed_on_top(self):
        """A correction is a new event of the chain, not a change of the old one."""
        document = self.register().document_id
        self.series._settle()
        document.with_user(self.users["clerk"]).action_correct(
            {"subject": "Tên khác"}, "misread"
        )
        self.series._settle()
        events = self.Ledger.search([("series_id", "=", self.series.id)])
        self.assertEqual(events.mapped("event"), ["used", "corrected"])
        self.assertEqual(self.Ledger._verify(self.series), [])

    def test_correction_before_sealing(self):
        """A line corrected before the first sweep is sealed as it was written."""
        document = self.register().document_id
        document.with_user(self.users["clerk"]).action_correct(
            {"subject": "Tên khác"}, "misread"
        )
        self.series._settle()
        self.assertEqual(self.Ledger._verify(self.series), [])

    def test_changed_content_shows(self):
        """Whoever changes a registered paper in the database is found out."""
        first = self.register(number="1")
        self.register(number="2")
        self.series._settle()
        for column, value in (
            ("subject", "forged"),
            ("code", "9/QĐ-X"),
            ("issuer", "forged"),
            ("signer", "forged"),
            ("issued_date", "2020-01-01"),
        ):
            with self.subTest(column):
                query = "UPDATE vpdt_document SET {} = %s WHERE id = %s"
                with self.env.cr.savepoint() as savepoint:
                    self.sql(query.format(column), value, first.document_id.id)
                    self.assertEqual(self.Ledger._verify(self.series), [(1, "content")])
                    savepoint.rollback()
                    self.env.invalidate_all()
                self.assertEqual(self.Ledger._verify(self.series), [])

    def test_changed_content_after_correction_shows(self):
        """A correction is no cover for a later silent change."""
        document = self.register().document_id
        document.with_user(self.users["clerk"]).action_correct(
            {"subject": "Tên khác"}, "misread"
        )
        self.series._settle()
        self.sql(
            "UPDATE vpdt_document SET subject = 'forged' WHERE id = %s", document.id
        )
        self.assertEqual(self.Ledger._verify(self.series), [(1, "content")])

    def test_changed_date_of_arrival_shows(self):
        """The date of arrival belongs to the line (NĐ 30/2020 PL IV)."""
        entry = self.register()
        self.series._settle()
        self.sql(
            "UPDATE vpdt_entry SET received_date = '2020-01-01' WHERE id = %s", entry.id
        )
        self.assertEqual(self.Ledger._verify(self.series), [(1, "content")])

    def test_removed_line_shows(self):
        """A line taken out leaves a gap, in the middle and at the end."""
        entries = [self.register(number=str(number)) for number in (1, 2, 3)]
        self.series._settle()
        for index in (1, 2):
            with self.subTest(index), self.env.cr.savepoint() as savepoint:
                self.sql(
                    "DELETE FROM vpdt_reader WHERE document_id = %s",
                    entries[index].document_id.id,
                )
                self.sql("DELETE FROM vpdt_entry WHERE id = %s", entries[index].id)
                self.assertEqual(self.Ledger._verify(self.series), [(index + 1, "gap")])
                savepoint.rollback()
                self.env.invalidate_all()

    def test_rewritten_ledger_shows(self):
        """Without its guard the ledger can be rewritten, but the chain breaks."""
        for number in (1, 2, 3):
            self.register(number=str(number))
        self.series._settle()
        self.sql("ALTER TABLE vpdt_ledger DISABLE TRIGGER USER")
        self.sql(
            "UPDATE vpdt_ledger SET digest = repeat('0', 64)"
            " WHERE series_id = %s AND sequence = 2",
            self.series.id,
        )
        self.assertIn((2, "chain"), self.Ledger._verify(self.series))

    def test_history_is_only_added_to(self):
        """Design 5.5: the database itself refuses update, delete and truncate."""
        document = self.register().document_id
        document.with_user(self.users["clerk"]).action_correct(
            {"subject": "Tên khác"}, "misread"
        )
        self.env["vpdt.intake"].with_user(self.users["clerk"])._refuse("empty")
        self.series._settle()
        mixin = self.env.registry["vpdt.append.only.mixin"]
        guarded = [
            model
            for model in self.env.registry.values()
            if issubclass(model, mixin) and not model._abstract
        ]
        tables = {model._table for model in guarded}
        self.assertLessEqual(
            {"vpdt_ledger", "vpdt_number", "vpdt_correction", "vpdt_refusal"}, tables
        )
        for model in guarded:
            table = SQL.identifier(model._table)
            rows = self.env[model._name].search([])
            with self.subTest(model._name):
                self.assertRefusedBySql("TRUNCATE %s CASCADE", table)
                if rows:
                    self.assertRefusedBySql("UPDATE %s SET id = id", table)
                    self.assertRefusedBySql("DELETE FROM %s", table)
                    with self.assertRaises(UserError):
                        rows.write({"id": 1})
                    with self.assertRaises(UserError):
                        rows.unlink()

    def test_a_number_once(self):
        """The database refuses a second line with a number of the series."""
        entry = self.register()
        self.assertRefusedBySql(
            """
            INSERT INTO vpdt_entry (series_id, register_id, agency_id, kind, year,
                                    number, state)
            SELECT series_id, register_id, agency_id, kind, year, number, state
              FROM vpdt_entry WHERE id = %s
            """,
            entry.id,
        )

    def test_a_document_once_in_an_agency(self):
        """One document, one line in each agency's book (design 4)."""
        entry = self.register()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env["vpdt.entry"]._write_line(
                entry.document_id, entry.register_id, {"received_date": self.today}
            )

    def test_void_needs_a_reason(self):
        """No unexplained gap: the database wants the reason of a void line."""
        entry = self.register()
        self.assertRefusedBySql(
            "UPDATE vpdt_entry SET state = 'void' WHERE id = %s", entry.id
        )

    def test_used_series_is_kept(self):
        """A series with numbers is neither moved, renamed nor removed."""
        self.register()
        operator = self.series.with_user(self.users["operator"])
        with self.assertRaises(UserError):
            operator.write({"last_number": 7})
        with self.assertRaises(UserError):
            operator.create(
                {"agency_id": self.committee.id, "year": 2050, "last_number": 7}
            )
        fresh = operator.with_context(default_last_number=7).create(
            {"agency_id": self.committee.id, "year": 2050}
        )
        self.assertEqual(fresh.last_number, 0)
        for vals in ({"year": 2001}, {"code": "x"}, {"kind": "outgoing"}):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self.series.write(vals)
        with self.assertRaises(UserError):
            self.series.unlink()
        with self.assertRaises(UserError):
            self.series.register_ids.unlink()

    def test_cron_settles(self):
        """The sweep voids and seals every open series by itself."""
        self.register()
        self.lose_number()
        self.env.flush_all()
        self.env.ref(
            "vpdt_documents.ir_cron_vpdt_series_settle"
        ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.numbers().get(2), "void")
        sealed = self.Ledger.search([("series_id", "=", self.series.id)])
        self.assertEqual(sealed.mapped("event"), ["used", "void"])
