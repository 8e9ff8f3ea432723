"""R17, R23: a specimen signature is shown to nobody who does not need it."""

import base64
import json

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .specimens_common import PICTURES, SpecimenCase

# who sees that of the head of agency A: himself, operators, the clerk of agency A
SEE_HEAD_A = {"head_a", "operator", "clerk_a"}


@tagged("post_install", "-at_install", "vpdt")
class TestSpecimenAccess(SpecimenCase):
    def test_who_sees_it(self):
        self.assertEqual(self.seen_by(self.specimen()), SEE_HEAD_A)
        self.assertEqual(
            self.seen_by(self.specimen("chairman")), {"chairman", "operator", "clerk"}
        )

    def test_neither_hr_nor_an_administrator_sees_it(self):
        specimen = self.specimen()
        self.users["hr"].group_ids = [
            Command.link(self.env.ref("hr.group_hr_manager").id),
            Command.link(self.env.ref("base.group_system").id),
        ]
        self.assertNotIn("hr", self.seen_by(specimen))

    def test_every_way_to_ask_answers_alike(self):
        """Search, count, names, groups, export, the person's own records."""
        specimen = self.specimen()
        for name in self.users:
            sees = name in SEE_HEAD_A
            rows = self.as_(name, PICTURES)
            ids = [("id", "=", specimen.id)]
            self.assertEqual(rows.search_count(ids), int(sees), name)
            self.assertEqual(len(rows.search_read(ids, ["picture"])), int(sees), name)
            self.assertEqual(bool(rows.name_search("head_a")), sees, name)
            groups = rows.formatted_read_group(ids, ["agency_id"], ["__count"])
            self.assertEqual(bool(groups), sees, name)
            if not sees:
                mine = rows.browse(specimen.id)
                for ask in (
                    lambda mine=mine: mine.read(["picture"]),
                    lambda mine=mine: mine.web_read({"picture": {}}),
                    lambda mine=mine: mine.export_data(["picture"]),
                    lambda mine=mine: mine.copy(),
                ):
                    # AccessError; without the right to export at all, UserError
                    with self.assertRaises(UserError, msg=name):
                        ask()

    def test_people_and_accounts_do_not_lead_to_it(self):
        """No field of a person's record, account or post names it."""
        for model in ("hr.employee", "hr.employee.public", "res.users", "hr.job"):
            for name, field in self.env[model]._fields.items():
                self.assertNotEqual(field.comodel_name, PICTURES, f"{model}.{name}")


@tagged("post_install", "-at_install", "vpdt")
class TestSpecimensOverHttp(SpecimenCase, HttpCase):
    FROZEN = False

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_strangers_do_not_reach_it_by_its_address(self):
        """Neither by the record's address nor by that of the file."""
        specimen = self.specimen()
        picture = base64.b64decode(specimen.picture)
        file = self.env["ir.attachment"].search(
            [("res_model", "=", PICTURES), ("res_field", "=", "picture")],
            order="id desc",
            limit=1,
        )
        self.assertFalse(file.public)
        addresses = [
            f"/web/content/{PICTURES}/{specimen.id}/picture",
            f"/web/image/{PICTURES}/{specimen.id}/picture",
            f"/web/content/{file.id}",
            f"/web/image/{file.id}",
            f"/web/content/{file.id}?access_token=false",
        ]
        self.env.flush_all()
        for who in ("specialist_a", "deputy_a", "clerk_b", "hr", None, "clerk_a"):
            login = self.users[who].login if who else None
            self.authenticate(login, login)
            may = who in SEE_HEAD_A
            for address in addresses[:2] if may else addresses:
                answer = self.url_open(address)
                same = answer.content == picture
                self.assertEqual(same and answer.ok, may, f"{who} {address}")

    def test_the_file_is_not_read_by_rpc_either(self):
        specimen = self.specimen()
        for who in ("specialist_a", "clerk_b", "hr", "head_b"):
            rows = self.as_(who, "ir.attachment").search_read(
                [("res_model", "=", PICTURES), ("res_field", "!=", False)],
                ["datas", "raw", "checksum", "local_url"],
            )
            self.assertEqual(json.dumps(rows), "[]", who)
        self.assertTrue(specimen.picture)
