"""Ways round the reader table that Odoo itself leaves open (I3, design 5a)."""

import uuid
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestWaysRound(DistrictCase):
    def setUp(self):
        super().setUp()
        self.word = f"zq{uuid.uuid4().hex[:10]}"
        self.entry = self.register(subject=f"Việc {self.word}")
        self.document = self.entry.document_id
        self.outsider = self.users["head_o"]
        self.admin = self.env.ref("base.user_admin")
        self.env.flush_all()
        self.env.invalidate_all()

    # -- names that Odoo reads with sudo -----------------------------------------

    def test_name_is_for_readers(self):
        """I3: sudo does not change who asks: a stranger is not told the subject."""
        name = self.document.with_user(self.outsider).sudo().display_name
        self.assertNotIn(self.word, name)
        self.assertIn(str(self.document.id), name)
        reader = self.document.with_user(self.users["clerk"])
        self.assertIn(self.word, reader.display_name)
        self.assertIn(self.word, reader.sudo().display_name)

    def test_errors_name_nothing(self):
        """I3: in debug mode Odoo names the records it refuses."""
        for record in (
            self.document,
            self.entry,
            self.document.file_ids,
            self.intake("clerk", subject=f"Chờ {self.word}").sudo(),
        ):
            mine = record.with_user(self.users["clerk_o"])
            with (
                self.subTest(record._name),
                patch.object(type(self.outsider), "has_group", return_value=True),
                self.assertRaises(AccessError) as refused,
            ):
                mine.read(["id"])
            text = str(refused.exception)
            self.assertNotIn(self.word, text)
            for name in (record.display_name, "giấy.pdf"):
                self.assertNotIn(name, text)

    def test_activity_tells_nothing(self):
        """I3: an activity of one's own, bent to point at a paper."""
        Activity = self.env["mail.activity"].with_user(self.outsider)
        model = self.env["ir.model"]._get_id("vpdt.document")
        activity = Activity.create({"summary": "x", "user_id": self.outsider.id})
        activity.write({"res_model_id": model, "res_id": self.document.id})
        self.assertNotIn(self.word, activity.res_name or "")
        answer = Activity.onchange(
            {"res_model_id": model, "res_id": self.document.id},
            ["res_id"],
            {"res_name": {}, "res_id": {}},
        )
        self.assertNotIn(self.word, str(answer))

    def test_correction_dialog(self):
        """I3: a dialog is opened on papers one reads, and is one's own."""
        Wizard = self.as_("clerk_o", "vpdt.correction.wizard")
        with self.assertRaises(AccessError):
            Wizard.create({"document_id": self.document.id, "reason": "x"})
        own = self.register("clerk_o").document_id
        mine = Wizard.create({"document_id": own.id, "reason": "x"})
        with self.assertRaises(AccessError):
            mine.write({"document_id": self.document.id})
        theirs = self.as_("clerk", "vpdt.correction.wizard").create(
            {"document_id": self.document.id, "reason": "x"}
        )
        self.assertFalse(Wizard.search([("id", "=", theirs.id)]))
        with self.assertRaises(AccessError):
            Wizard.browse(theirs.id).read(["subject"])

    # -- messages ------------------------------------------------------------------

    def test_nobody_puts_a_message_at_a_document(self):
        """Neither strangers nor readers nor those who were told write there."""
        reader = self.users["chief"]
        told = self.env["mail.message"].create(
            {
                "model": "vpdt.document",
                "res_id": self.document.id,
                "message_type": "user_notification",
                "partner_ids": [Command.link(reader.partner_id.id)],
                "body": "as sent",
            }
        )
        for user in (reader, self.outsider, self.admin):
            Message = self.env["mail.message"].with_user(user)
            paper = self.document.with_user(user)
            about = {"model": "vpdt.document", "res_id": self.document.id}
            tries = {
                "create": lambda m=Message, v=about: m.create({**v, "body": "forged"}),
                "parent": lambda m=Message, v=about: m.create(
                    {**v, "body": "forged", "parent_id": told.id}
                ),
                "notify": lambda p=paper, u=user: p.message_notify(
                    body="forged", partner_ids=u.partner_id.ids
                ),
                "rewrite": lambda m=Message: m.browse(told.id).write(
                    {"body": "forged"}
                ),
                "move": lambda m=Message, v=about: m.create({"body": "forged"}).write(
                    v
                ),
            }
            for name, act in tries.items():
                with self.subTest(user=user.login, way=name):
                    with self.assertRaises(AccessError):
                        act()
        self.assertNotIn("forged", str(self.document.message_ids.mapped("body")))
        self.assertIn("as sent", told.body)

    def test_no_followers(self):
        """I3: who follows is told whatever the reader table says, so nobody does."""
        reader = self.users["chief"]
        paper = self.document.with_user(reader)
        paper.message_subscribe(partner_ids=reader.partner_id.ids)
        self.assertFalse(self.document.message_follower_ids)

    def test_no_mail_by_rpc(self):
        """Odoo takes in a mail with sudo: nobody makes a post, or a paper, that way."""
        mail = (
            "From: nobody@example.org\nTo: a@example.org\nSubject: S\n"
            f"Message-Id: <{uuid.uuid4().hex}@example.org>\n\nforged"
        )
        before = self.env["vpdt.document"].search_count([])
        for user in (self.outsider, self.users["operator"]):
            Thread = self.env["hr.job"].with_user(user)
            for model in ("hr.job", "hr.employee", "vpdt.document"):
                with self.subTest(model), self.assertRaises(AccessError):
                    Thread.message_process(model, mail, {"name": "forged"})
        for thread in (self.document.id, None):
            with self.assertRaises(AccessError):
                self.env["hr.job"].with_user(self.admin).message_process(
                    "vpdt.document", mail, {"subject": "forged"}, thread_id=thread
                )
        self.assertEqual(self.env["vpdt.document"].search_count([]), before)
        self.assertFalse(self.env["hr.job"].search([("name", "=", "forged")]))

    def test_no_mail_of_the_administrator(self):
        """R23: nor does the administrator, with a mail in which his own post stands."""
        mail = (
            "From: nobody@example.org\nTo: a@example.org\nSubject: S\n"
            f"Message-Id: <{uuid.uuid4().hex}@example.org>\n\nforged"
        )
        Thread = self.env["mail.thread"].with_user(self.admin)
        self.admin.employee_ids.unlink()
        person = self.env["hr.employee"].create(
            {"name": "Me", "user_id": self.admin.id}
        )
        post = {
            "employee_id": person.id,
            "job_id": self.posts["clerk"].id,
            "date_version": self.today.replace(day=1),
        }
        code = {
            "state": "code",
            "code": "env['vpdt.document'].sudo().search([])",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
        }
        for model, vals in (("hr.version", post), ("ir.actions.server", code)):
            before = self.env[model].search_count([])
            with self.subTest(model):
                with self.assertRaises(AccessError):
                    Thread.message_process(model, mail, vals)
                # as a mailbox does it
                with self.assertRaises(AccessError):
                    Thread.sudo().message_process(model, mail, vals)
                with self.assertRaises(AccessError):
                    self.env["mail.alias"].with_user(self.admin).create(
                        {
                            "alias_name": "x",
                            "alias_model_id": self.env["ir.model"]._get_id(model),
                        }
                    )
                self.assertEqual(self.env[model].search_count([]), before)

    def test_no_address_is_bent_to_posts(self):
        """R23: nor one that is there, nor one made with sudo in his request."""
        Alias = self.env["mail.alias"].with_user(self.admin)
        get = self.env["ir.model"]._get_id
        his = patch.object(self.env.transaction, "default_env", Alias.env)
        mine = Alias.sudo().create(
            {"alias_name": "x", "alias_model_id": get("phone.blacklist")}
        )
        there = Alias.sudo().create(
            {"alias_name": "y", "alias_model_id": get("hr.version")}
        )
        for alias, vals in (
            (mine, {"alias_model_id": get("hr.version")}),
            (there, {"alias_defaults": f"{{'job_id': {self.posts['clerk'].id}}}"}),
            (there, {"alias_name": "z"}),
        ):
            for way in (alias.sudo(False), alias):
                with self.subTest(vals, su=way.env.su), his:
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        way.write(vals)
        for model in (
            "discuss.channel",
            "hr.version",
            "ir.cron",
            "mail.template",
            "res.partner",
            "resource.resource",
            "vpdt.document",
        ):
            vals = {"alias_name": "w", "alias_model_id": get(model)}
            for way in (Alias, Alias.sudo()):
                with self.subTest(model, su=way.env.su), his:
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        way.create(vals)

    def test_own_post_with_all_rights(self):
        """R23: what Odoo writes with sudo in somebody's request is his own doing."""
        self.admin.employee_ids.unlink()
        person = self.env["hr.employee"].create(
            {"name": "Me", "user_id": self.admin.id}
        )
        mine = person.with_user(self.admin).sudo()
        post = {"job_id": self.posts["clerk"].id}
        his = patch.object(
            self.env.transaction, "default_env", self.env(user=self.admin)
        )
        with his, self.assertRaises(AccessError):
            mine.write(post)
        with his, self.assertRaises(AccessError):
            person.sudo().write(post)

    # -- the administrator ----------------------------------------------------------

    def test_rules_keep_no_group(self):
        """A rule given a group holds for nobody else: every user would read all."""
        rule = self.env.ref("vpdt_documents.vpdt_document_rule_readers")
        group = self.env.ref("base.group_portal").with_user(self.admin)
        clerks = self.env.ref("vpdt_documents.vpdt_refusal_rule_agency")
        tries = (
            (group, [Command.link(rule.id)]),
            (group, [Command.set(rule.ids)]),
            (clerks.groups.with_user(self.admin), [Command.clear()]),
            (clerks.groups.with_user(self.admin), [Command.unlink(clerks.id)]),
        )
        for target, commands in tries:
            with self.subTest(commands), self.assertRaises(AccessError):
                target.write({"rule_groups": commands})
        with self.assertRaises(AccessError):
            group.create({"name": "x", "rule_groups": [Command.link(rule.id)]})
        # Odoo writes with all rights in his request as well
        his = patch.object(self.env.transaction, "default_env", group.env)
        with his, self.assertRaises(AccessError):
            group.sudo().write({"rule_groups": [Command.link(rule.id)]})
        self.env.invalidate_all()
        self.assertFalse(rule.groups)
        elsewhere = self.env["ir.rule"].search(
            [("model_id.model", "=", "res.partner")], limit=1
        )
        group.write({"rule_groups": [Command.link(elsewhere.id)]})

    @mute_logger("odoo.registry", "odoo.addons.base.models.ir_model")
    def test_no_field_into_documents(self):
        """A field made by hand shows with sudo what it leads to."""
        Fields = self.env["ir.model.fields"].with_user(self.admin)
        get = self.env["ir.model"]._get_id
        link = {"name": "x_paper", "ttype": "many2one", "field_description": "x"}
        for vals in (
            {**link, "model_id": get("res.partner"), "relation": "vpdt.document"},
            {
                "name": "x_said",
                "ttype": "char",
                "field_description": "x",
                "model_id": get("vpdt.series"),
                "related": "register_ids.entry_ids.subject",
            },
            {
                "name": "x_word",
                "ttype": "char",
                "field_description": "x",
                "model_id": get("vpdt.series"),
            },
        ):
            with self.subTest(vals["name"]), self.assertRaises(AccessError):
                Fields.create(vals)
            context = {f"default_{name}": value for name, value in vals.items()}
            with self.assertRaises(AccessError):
                Fields.with_context(**context).create({"name": vals["name"]})

    def test_defaults_of_ones_own(self):
        """Design 5a: a default a person sets reaches no row written in his name."""
        clerk = self.users["clerk"]
        Default = self.env["ir.default"].with_user(clerk)
        for model, field, value in (
            ("vpdt.document", "state", "done"),
            ("vpdt.entry", "state", "done"),
            ("vpdt.entry", "note", "forged"),
            ("vpdt.intake", "secrecy_looked", True),
            ("vpdt.series", "last_number", 500),
        ):
            Default.set(model, field, value, user_id=True)
        paper = self.intake("clerk", subject="Việc khác", number="77")
        self.assertFalse(paper.secrecy_looked)
        entry = paper._do_register().sudo()
        self.assertEqual(entry.state, "registered")
        self.assertFalse(entry.note)
        self.assertEqual(entry.document_id.state, "registered")
        books = self.env["vpdt.register"].with_user(clerk)
        fresh = books._for(self.agency_b, "copy", self.today)
        self.assertEqual(fresh.series_id.last_number, 0)

    # -- posts -------------------------------------------------------------------------

    def test_operator_gives_himself_nothing(self):
        """R23: who sets up posts reads no document through one."""
        operator, post = self.users["operator"], self.posts["operator"]
        mine = post.with_user(operator)
        for vals in (
            {"role": "chairman"},
            {"reads_register": True},
            {"department_id": self.other.id},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                mine.write(vals)
        # Even where somebody else ticks it for him.
        post.reads_register = True
        self.assertFalse(
            self.env["vpdt.reader"].search([("user_id", "=", operator.id)])
        )
        # Other people's posts are his work.
        self.posts["deputy_a"].with_user(operator).write({"reads_register": True})

    def test_hr_gives_itself_nothing(self):
        """R23: nor does who keeps HR take a post, or the person who holds one."""
        self.admin.write(
            {"group_ids": [Command.link(self.env.ref("hr.group_hr_manager").id)]}
        )
        Employee = self.env["hr.employee"].with_user(self.admin)
        chairman = self.users["chairman"].employee_id
        self.admin.employee_ids.unlink()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            Employee.browse(chairman.id).write({"user_id": self.admin.id})
        with self.assertRaises(AccessError):
            Employee.create(
                {
                    "name": "Me",
                    "user_id": self.admin.id,
                    "job_id": self.posts["chairman"].id,
                }
            )
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            Employee.create({"name": "Me", "user_id": self.admin.id})
        me = self.env["hr.employee"].create({"name": "Me", "user_id": self.admin.id})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            me.with_user(self.admin).write({"job_id": self.posts["chairman"].id})
        self.assertFalse(
            self.env["vpdt.reader"].search([("user_id", "=", self.admin.id)])
        )

    def _hr_officer(self):
        """Return somebody who keeps personnel records and has a post himself."""
        user = self.users["specialist_b"]
        user.group_ids = [Command.link(self.env.ref("hr.group_hr_manager").id)]
        return user

    def _refused(self, ways):
        for name, way in ways.items():
            with (
                self.subTest(name),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                way()

    def test_hr_prepares_nothing_for_itself(self):
        """R23: a post that becomes one's own tomorrow, or gets its role later."""
        officer = self._hr_officer()
        own = officer.employee_ids.with_user(officer)
        Version, Job = (
            self.env[name].with_user(officer) for name in ("hr.version", "hr.job")
        )
        tomorrow = self.today + timedelta(days=1)
        bare = Job.create({"name": "Zz", "department_id": self.units["office"].id})
        later = {"job_id": bare.id, "date_version": tomorrow}
        self._refused(
            {
                "off one's own record": lambda: own.write({"user_id": False}),
                "off, by the resource": lambda: own.resource_id.write(
                    {"user_id": False}
                ),
                "a record less": lambda: own.unlink(),
                "a post without a role": lambda: own.write({"job_id": bare.id}),
                "tomorrow": lambda: Version.create({"employee_id": own.id, **later}),
            }
        )
        # One of his own to come, which somebody else gave him: he does not change it.
        self.env["hr.employee"].browse(own.id).create_version(later)
        self._refused(
            {
                "as it was before": lambda: own.version_ids[-1:].unlink(),
                "role of a post to come": lambda: bare.write({"role": "clerk"}),
                "its unit": lambda: bare.write({"department_id": self.agency_a.id}),
                "the unit above": lambda: (
                    self.units["office"]
                    .with_user(officer)
                    .write({"parent_id": self.agency_a.id})
                ),
            }
        )
        self.env.invalidate_all()
        held = Job.sudo()._holdings(date=tomorrow, user_ids=officer.ids)
        self.assertFalse([one for one in held if one.role == "clerk"])
        # Nor does he take a record once somebody has taken his off.
        self.env["hr.employee"].browse(own.id).user_id = False
        self._refused(
            {
                "his again": lambda: own.write({"user_id": officer.id}),
                "his by the resource": lambda: own.resource_id.write(
                    {"user_id": officer.id}
                ),
            }
        )

    def test_hr_goes_on_for_others(self):
        """R17: hiring, moving and parting others is the work of personnel officers."""
        officer = self._hr_officer()
        Employee = self.env["hr.employee"].with_user(officer)
        user = self.users["deputy_a"]
        record, post = user.employee_ids.with_user(officer), self.posts["specialist_a"]
        tomorrow = self.today + timedelta(days=1)
        record.create_version({"date_version": tomorrow, "job_id": post.id})
        post.with_user(officer).write({"reads_register": True})
        record.version_ids[-1:].unlink()
        record.write({"user_id": False})
        fresh = Employee.create({"name": "N2", "user_id": user.id, "job_id": post.id})
        self.assertIn(post.id, [one.job_id for one in user._holdings()])
        fresh.unlink()
        self.assertFalse(user._holdings())

    def test_nobody_puts_an_agency_below_his_own(self):
        """R23: who answers for an agency answers for those below it."""
        head = self.users["head_a"]
        head.group_ids = [Command.link(self.env.ref("hr.group_hr_user").id)]
        other = self.agency_b.with_user(head)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            other.write({"parent_id": self.agency_a.id})
        officer = self._hr_officer()
        self.agency_a.with_user(officer).write({"parent_id": self.other.id})

    def test_rights_end_with_the_post(self):
        """R17: a post, or a person, that is removed takes its rights along at once."""
        self.assertIn("chairman", self.readers(self.document))
        self.posts["chairman"].unlink()
        self.env.invalidate_all()
        self.assertNotIn("chairman", self.readers(self.document))

    # -- registers ------------------------------------------------------------------

    def test_register_follows_its_series(self):
        """I2: a book's agency, kind and year are those of its series."""
        book = self.entry.register_id
        mine = book.with_user(self.users["operator"])
        mine.write({"year": 1999, "kind": "outgoing", "agency_id": self.other.id})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(book.year, book.series_id.year)
        self.assertEqual(book.kind, "incoming")
        self.assertEqual(book.agency_id, self.committee)

    def test_copied_series_begins_at_one(self):
        """I2: a copy of a series does not take its counter along."""
        series = self.entry.series_id.with_user(self.users["operator"])
        self.assertTrue(series.last_number)
        self.assertEqual(series.copy({"code": "x"}).last_number, 0)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            series.copy()

    def test_incoming_book_and_day(self):
        """I1: an incoming paper goes into an incoming book, on a day that has come."""
        paper = self.intake(subject="Việc nữa", number="78")
        outgoing = self.env["vpdt.register"]._for(self.committee, "outgoing")
        paper.write({"register_id": outgoing.id})
        with self.assertRaises(ValidationError):
            paper.action_register()
        paper.write({"register_id": self.entry.register_id.id})
        paper.write({"received_date": self.today.replace(year=self.today.year + 1)})
        with self.assertRaises(ValidationError):
            paper.action_register()


@tagged("post_install", "-at_install", "vpdt")
class TestSuperuser(HttpCase):
    def test_nobody_becomes_superuser(self):
        """Design 5.2: "become superuser" of the debug menu would open every paper."""
        admin = self.env.ref("base.user_admin")
        admin.password = "a long password of the test"
        self.authenticate(admin.login, "a long password of the test")
        answer = self.url_open("/web/become", allow_redirects=False)
        self.assertEqual(answer.status_code, 404)
        info = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertEqual(info["uid"], admin.id)
