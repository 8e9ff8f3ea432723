"""R9: no file comes in past the reader, whatever way of Odoo's it takes."""

import base64
import io
import json
from xml.etree import ElementTree
from zipfile import ZipFile

from odoo import http
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from . import papers
from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestUploads(DistrictCase):
    """Chat, notes and RPC: the file store is reached through the reader only."""

    def setUp(self):
        super().setUp()
        self.secret = papers.decision(head=["MẬT"], mark="zqchat")

    def bring(self, who="specialist_a", **vals):
        return self.env["ir.attachment"].with_user(self.users[who]).create(vals)

    def test_a_secret_paper_is_refused(self):
        """By RPC as bytes or as base64, new or written over what was let in."""
        for vals in ({"raw": self.secret}, {"datas": base64.b64encode(self.secret)}):
            with self.assertRaisesRegex(UserError, "secrecy mark"):
                self.bring(name="a.pdf", **vals)
        kept = self.bring(name="a.pdf", raw=papers.decision())
        for vals in ({"raw": self.secret}, {"datas": base64.b64encode(self.secret)}):
            with self.assertRaisesRegex(UserError, "secrecy mark"):
                kept.write(vals)
        for more in ({"res_model": "vpdt.file"}, {"res_field": "x"}, {"public": True}):
            with self.assertRaises(UserError):
                self.bring(name="a.pdf", raw=self.secret, **more)

    def test_the_chat_is_no_way_round(self):
        """Also where Odoo stores it with sudo: files of a message."""
        user = self.users["specialist_a"]
        channel = (
            self.env["discuss.channel"]
            .with_user(user)
            .create({"name": "Nhóm", "channel_type": "group"})
        )
        with self.assertRaisesRegex(UserError, "secrecy mark"):
            channel.message_post(body="x", attachments=[("a.pdf", self.secret)])
        message = channel.message_post(
            body="x", attachments=[("a.pdf", papers.decision())]
        )
        self.assertEqual(len(message.attachment_ids), 1)

    def test_what_cannot_be_read_is_refused(self):
        for data in (b"PK\x03\x04 no archive", b"plain words", b"MZ program"):
            with self.assertRaises(UserError):
                self.bring(name="a.pdf", raw=data)

    def test_an_invitation_is_no_paper(self):
        self.bring(name="a.ics", raw=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")

    def test_a_picture_of_oneself_is_no_paper(self):
        """A picture in a field of a form is stored by the system."""
        user = self.users["specialist_a"]
        dot = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
            "WjR9awAAAABJRU5ErkJggg=="
        )
        user.with_user(user).image_1920 = dot
        self.assertTrue(user.image_1920)

    def test_it_is_in_the_register_of_refusals(self):
        before = self.env["vpdt.refusal"].search_count([])
        try:
            # not assertRaises, which takes back what was written meanwhile
            self.bring(name="a.pdf", raw=self.secret)
        except UserError:
            self.env.invalidate_all()
        [row] = self.env["vpdt.refusal"].search([], limit=1)
        self.assertEqual(self.env["vpdt.refusal"].search_count([]), before + 1)
        self.assertEqual(row.code, "secret_mark")
        self.assertEqual(row.user_id, self.users["specialist_a"])
        self.assertEqual(row.agency_id, self.agency_a)


@tagged("post_install", "-at_install", "vpdt")
class TestUploadsHttp(DistrictCase, HttpCase):
    def setUp(self):
        super().setUp()
        user = self.users["clerk"]
        user.password = "upload-of-tests"
        self.authenticate(user.login, "upload-of-tests")

    def test_upload_in_the_chat(self):
        """The chat says why; nothing is kept."""
        user = self.users["clerk"]
        channel = (
            self.env["discuss.channel"]
            .with_user(user)
            .create({"name": "Nhóm", "channel_type": "group"})
        )
        before = self.env["ir.attachment"].search_count([])

        def upload(data):
            return self.url_open(
                "/mail/attachment/upload",
                data={
                    "csrf_token": http.Request.csrf_token(self),
                    "thread_id": channel.id,
                    "thread_model": "discuss.channel",
                    "is_pending": "true",
                },
                files={"ufile": ("a.pdf", data, "application/pdf")},
                # the reader starts with the first file
                timeout=180,
            ).json()

        self.assertIn("độ mật", upload(papers.decision(head=["MẬT"]))["error"])
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)
        self.assertIn("data", upload(papers.decision()))

    def test_no_formula_in_a_spreadsheet(self):
        """What a paper says is text in Excel, in rows and in names of groups."""
        self.users["clerk"].group_ids += self.env.ref("base.group_allow_export")
        self.register("clerk", issuer='=HYPERLINK("http://x")', subject="=1+1")
        for groupby in ([], ["issuer"]):
            data = {
                "model": "vpdt.document",
                "fields": [
                    {"name": name, "label": name, "type": "char"}
                    for name in ("subject", "issuer")
                ],
                "ids": False,
                "domain": [],
                "groupby": groupby,
                "import_compat": False,
                "context": {},
            }
            answer = self.url_open(
                "/web/export/xlsx",
                data={
                    "data": json.dumps(data),
                    "csrf_token": http.Request.csrf_token(self),
                },
            )
            self.assertEqual(answer.status_code, 200)
            with ZipFile(io.BytesIO(answer.content)) as book:
                sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
                words = book.read("xl/sharedStrings.xml").decode()
            self.assertIn("=1+1", words)
            space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
            self.assertFalse(list(sheet.iter(f"{space}f")), groupby)

    def test_absurd_addresses(self):
        """Ids and widths beyond all measure are simply not there."""
        huge = "9" * 30
        for path in (
            f"/vpdt/page/{huge}/1",
            f"/vpdt/page/1/{huge}",
            f"/vpdt/page/999999/1?width={'9' * 5000}",
            f"/vpdt/register/{huge}.pdf",
        ):
            self.assertEqual(self.url_open(path).status_code, 404, path[:60])
        register = (
            self.env["vpdt.register"].search(
                [("agency_id", "=", self.committee.id)], limit=1
            )
            or self.register("clerk").register_id
        )
        answer = self.url_open(f"/vpdt/register/{register.id}.pdf?number_from={huge}")
        self.assertEqual(answer.status_code, 422)
