import base64
import json

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.vpdt_documents.intake.client import ReaderUnavailable

from .common import SupportCase, png

LET_IN = {"refused": None, "secrecy_checked": False}


@tagged("post_install", "-at_install", "vpdt")
class TestTicketPictures(SupportCase, HttpCase):
    """R9, R19, R23: a picture of a screen is a picture, and no way to read papers."""

    FROZEN = False

    def with_picture(self, **more):
        with self.reader_says(LET_IN):
            return self.report(picture=png(), no_secret=True, **more)

    def test_it_comes_in_and_goes(self):
        ticket = self.with_picture()
        self.assertTrue(base64.b64decode(ticket.picture).startswith(b"\x89PNG"))
        self.by("operator_a", ticket).action_drop_picture()
        self.assertFalse(ticket.picture)
        self.assertFalse(
            self.env["ir.attachment"].search(
                [
                    ("res_model", "=", "vpdt.ticket"),
                    ("res_id", "=", ticket.id),
                    ("res_field", "=", "picture"),
                ]
            )
        )
        self.assertEqual(ticket.step_ids.sorted("id")[-1:].kind, "drop_picture")

    def test_who_does_not_say_it_is_no_secret_is_asked(self):
        for said in (False, None, "yes", 1):
            with self.assertRaisesRegex(UserError, "nothing secret"):
                self.report(picture=png(), no_secret=said)

    def test_other_kinds_and_sizes_are_refused_in_words(self):
        cases = [
            (b"%PDF-1.4 a paper", "PNG, JPEG and WebP"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG, JPEG and WebP"),
            (b"<html><script>alert(1)</script></html>", "PNG, JPEG and WebP"),
            (b"\x89PNG\r\n\x1a\n" + b"0" * (4 * 1024 * 1024), "too large"),
        ]
        count = self.env["vpdt.ticket"].search_count([])
        for data, words in cases:
            with self.reader_says(LET_IN), self.assertRaisesRegex(UserError, words):
                self.report(picture=base64.b64encode(data).decode(), no_secret=True)
        for forged in ("not base64 at all!", 7, ["x"], {"a": 1}):
            with self.reader_says(LET_IN), self.assertRaises(UserError):
                self.report(picture=forged, no_secret=True)
        self.assertEqual(self.env["vpdt.ticket"].search_count([]), count)

    def test_a_secrecy_mark_is_refused_and_noted(self):
        """R9: nothing of it is kept, the refusal stands in the register."""
        refused = {"refused": {"code": "secret_mark", "detail": ""}}
        before = self.env["vpdt.refusal"].search_count([])
        files = self.env["ir.attachment"].search_count([])
        with self.reader_says(refused), self.assertRaisesRegex(UserError, "secrecy"):
            self.report(picture=png(), no_secret=True)
        self.env.invalidate_all()
        self.assertEqual(self.env["vpdt.refusal"].search_count([]), before + 1)
        self.assertEqual(self.env["ir.attachment"].search_count([]), files)

    def test_without_the_reader_no_picture(self):
        def gone(*_args):
            raise ReaderUnavailable("gone")

        model = self.env.registry["vpdt.file"]
        self.patch(
            model,
            "_reader",
            lambda self: type("Reader", (), {"check_and_read_first": gone})(),
        )
        with self.assertRaisesRegex(UserError, "without it"):
            self.report(picture=png(), no_secret=True)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_strangers_do_not_reach_it_by_its_address(self):
        """R23: neither by the record's address nor by that of the file."""
        ticket = self.with_picture()
        file = self.env["ir.attachment"].search(
            [("res_model", "=", "vpdt.ticket"), ("res_field", "=", "picture")],
            order="id desc",
            limit=1,
        )
        self.assertFalse(file.public)
        addresses = [
            f"/web/content/vpdt.ticket/{ticket.id}/picture",
            f"/web/image/vpdt.ticket/{ticket.id}/picture",
            f"/web/content/{file.id}",
            f"/web/image/{file.id}",
            f"/web/content/{file.id}?access_token=false",
        ]
        self.env.flush_all()
        for who, may in (
            ("specialist_b", False),
            ("head_o", False),
            (None, False),
            ("operator_a", True),
        ):
            login = self.users[who].login if who else None
            self.authenticate(login, login)
            for address in addresses[:2] if may else addresses:
                answer = self.url_open(address)
                same = answer.content == base64.b64decode(ticket.picture)
                self.assertEqual(same and answer.ok, may, f"{who} {address}")

    def test_rpc_of_strangers_gets_nothing(self):
        ticket = self.with_picture()
        answer = self.as_("specialist_b", "vpdt.ticket").search_read(
            [("id", "=", ticket.id)], ["picture"]
        )
        self.assertEqual(json.dumps(answer), "[]")
