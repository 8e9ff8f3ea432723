"""Design 5.5a: no key of the context, no argument and no method of the ORM weakens a
check. Methods are found in the registry, whatever addon brings them."""

import inspect
import itertools
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS
from odoo.service.model import call_kw, get_public_method
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import RouteCase

# What a client may put into the context hoping that some check looks at it.
HOSTILE = {
    "install_mode": True,
    "module": "vpdt_documents",
    "active_test": False,
    "tracking_disable": True,
    "mail_notrack": True,
    "mail_create_nolog": True,
    "skip_validation_check": True,
    "skip_access_check": True,
    "skip_check": True,
    "bypass": True,
    "sudo": True,
    "su": True,
    "force_delete": True,
    "no_recompute": True,
    "import_file": True,
    "default_state": "done",
    "default_number": 999,
    "default_user_id": 1,
    "default_document_id": 1,
    "default_purpose": "sign",
    "default_is_open": True,
    "default_public": True,
    "default_res_model": "res.partner",
    "allowed_company_ids": [1],
    "uid": 1,
    "bin_size": True,
    "prefetch_fields": False,
}
# Arguments by the name of the parameter; everything else gets False.
ARGUMENTS = {
    "domain": [],
    "reason": "forged",
    "result": "forged",
    "text": "forged",
    "body": "forged",
    "subject": "forged",
    "lines": [],
    "limit": 10,
    "fields": ["display_name"],
    "field_names": ["display_name"],
    "fields_list": ["display_name"],
    "allfields": ["display_name"],
    "groupby": ["create_uid"],
    "aggregates": ["__count"],
    "specification": {"display_name": {}},
    "data": [["forged"]],
    "name": "forged",
    "partner_ids": [1],
    "bucket": "lead",
    "user_id": 2,
    "message": "From: a@example.com\nTo: b@example.com\nSubject: forged\n\nforged",
    "model": "vpdt.document",
}
# What is everybody's own to change.
PERSONAL = {"vpdt_phrase"}


@tagged("post_install", "-at_install", "vpdt", "vpdt_matrix")
class TestHostileCalls(RouteCase):
    """Every public method, with hostile contexts, by people without the right."""

    def setUp(self):
        super().setUp()
        self.document = self.to_specialist()
        self.document.with_user(self.users["clerk"]).action_correct(
            {"note": "Ghi"}, "missing"
        )
        self.paper = self.intake(number="991")
        self.env["vpdt.intake"].with_user(self.users["clerk"])._refuse("empty")
        now = fields.Datetime.now()
        self.as_("head_a", "vpdt.absence")._enter(
            {
                "user_id": self.users["head_a"].id,
                "date_from": now + timedelta(days=1),
                "date_to": now + timedelta(days=3),
            },
            [{"substitute_id": self.users["deputy_a"].id}],
        )
        self.env.flush_all()
        self.tables = self.history_tables()

    def history_tables(self):
        rows = self.env.execute_query(
            SQL("SELECT tablename FROM pg_tables WHERE tablename LIKE 'vpdt\\_%%'")
        )
        transient = {
            self.env[name]._table for name in self.env if self.env[name]._transient
        }
        return sorted({table for [table] in rows} - transient - PERSONAL)

    def settings_tables(self, user):
        """Return the tables that `user` may change by right: set-up, not history."""
        found = set()
        for name in self.env:
            model = self.env[name].with_user(user)
            if model._abstract or model._transient or not model.has_access("write"):
                continue
            found.add(model._table)
            found |= {
                field.relation
                for field in model._fields.values()
                if field.type == "many2many" and field.store
            }
        return found

    def state(self, tables):
        """Return a digest of each table, and of what of Odoo's belongs to papers."""
        self.env.flush_all()
        parts = {
            table: SQL(
                "SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM %s t",
                SQL.identifier(table),
            )
            for table in tables
        }
        # the file of a record of set-up is set-up; all others belong to papers
        parts["attachments"] = SQL(
            "SELECT md5(string_agg(t::text, ' ' ORDER BY id)) FROM ir_attachment t"
            " WHERE res_model LIKE 'vpdt.%%'"
            " AND replace(res_model, '.', '_') = ANY(%s)",
            list(tables),
        )
        parts["messages"] = SQL(
            "SELECT count(*)::text FROM mail_message WHERE model LIKE 'vpdt.%%'"
        )
        parts["followers"] = SQL(
            "SELECT count(*)::text FROM mail_followers WHERE res_model LIKE 'vpdt.%%'"
        )
        parts["rules"] = SQL(
            "SELECT md5(string_agg(t::text, ' ' ORDER BY id)) FROM ir_rule t"
        )
        query = SQL(", ").join(SQL("(%s)", part) for part in parts.values())
        [row] = self.env.execute_query(SQL("SELECT %s", query))
        return dict(zip(parts, row, strict=True))

    def methods(self, model):
        """Yield (name, whether it is ours) of what RPC may call on `model`."""
        for name in dir(type(model)):
            if name.startswith("_"):
                continue
            try:
                method = get_public_method(model, name)
            except (AccessError, AttributeError):
                continue
            if not callable(method) or inspect.isclass(method):
                continue
            module = getattr(inspect.unwrap(method), "__module__", "") or ""
            yield name, module.startswith("odoo.addons.vpdt_")

    def forged(self, model):
        """Return values for every stored field of `model`, as a client forges them."""
        by_type = {
            "char": "forged",
            "text": "forged",
            "integer": 999,
            "boolean": True,
            "many2one": False,
            "date": "2001-01-01",
            "datetime": "2001-01-01 00:00:00",
            "json": {},
        }
        values = {}
        for name, field in model._fields.items():
            if field.store and name not in MAGIC_COLUMNS and not field.related:
                if field.type == "selection":
                    values[name] = field.get_values(self.env)[-1]
                elif field.type in by_type:
                    values[name] = by_type[field.type]
        return values

    def arguments(self, model, name):
        """Yield arguments that fit the method's signature: values field by field."""
        method = getattr(type(model), name)
        try:
            parameters = list(inspect.signature(method).parameters.values())[1:]
        except (TypeError, ValueError):
            yield []
            return
        wanted = [
            item
            for item in parameters
            if item.kind in (item.POSITIONAL_ONLY, item.POSITIONAL_OR_KEYWORD)
            and (
                item.default is item.empty
                or item.name in ARGUMENTS
                or item.name in ("vals", "values", "default")
            )
        ]
        forged = self.forged(model)
        one_by_one = [{name: value} for name, value in forged.items()]
        names = {item.name for item in wanted}
        takes_values = names & {"vals", "values", "vals_list"}
        some = [forged, *one_by_one] if takes_values else [forged]
        for vals in some if takes_values or "default" in names else [{}]:
            yield [
                [vals]
                if item.name == "vals_list"
                else vals
                if item.name in takes_values or item.name == "default"
                else ARGUMENTS.get(item.name, False)
                for item in wanted
            ]

    def targets(self, model, name, ours):
        """Yield the leading arguments: row by row for our methods, which want one."""
        if getattr(getattr(type(self.env[model]), name), "_api_model", False):
            yield []
            return
        rows = self.env[model].sudo().with_context(active_test=False).search([])
        if ours:
            yield from ([[one]] for one in rows.ids[:6])
        else:
            yield [rows.ids[:5]]

    rights = {}

    def attack(self, user, tables):
        """Call everything; return how many calls went through."""
        self.before = self.state(tables)
        through = 0
        for model in sorted(m for m in self.env.registry if m.startswith("vpdt.")):
            records = self.env[model]
            if records._abstract:
                continue
            # one subtest a model: pytest keeps each, and thirty thousand take minutes
            with self.subTest(user=user.login, model=model):
                through += self.attack_model(user, tables, records)
        return through

    def attack_model(self, user, tables, records):
        through, model = 0, records._name
        for name, ours in self.methods(records):
            if {name, f"{model}.{name}"} & set(self.rights.get(user, ())):
                continue
            calls = itertools.product(
                self.targets(model, name, ours), self.arguments(records, name)
            )
            for target, arguments in calls:
                args = [*target, *arguments]
                try:
                    through += self.try_call(user, model, name, args, tables, ours)
                except Exception as error:
                    error.add_note(f"{model}.{name}(*{args}) as {user.login}")
                    raise
        return through

    def try_call(self, user, model, name, args, tables, ours):
        target = self.env[model].with_user(user).with_context(**HOSTILE)
        with self.env.cr.savepoint() as savepoint:
            try:
                call_kw(target, name, args, {})
                self.env.flush_all()
                went = True
            except (UserError, TypeError, IntegrityError):
                # what the database refuses the server tells as a ValidationError
                went = False
            except Exception:
                # Guessed arguments may upset Odoo's own methods; ours have to say
                # what is wrong in words for people.
                if ours:
                    raise
                went = False
            if went:
                self.assertEqual(self.state(tables), self.before)
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        return went

    @mute_logger("odoo.sql_db", "odoo.models", "odoo.http", "odoo.tools.cache")
    def test_people_without_the_right(self):
        """A stranger, a reader whose turn it is not, and those who run the system
        change nothing of the history, whatever they call."""
        # The chief of office sent it on: these are his to do. Whoever holds a post may
        # begin a draft of his own; the addon of drafts tests what of.
        begin = "vpdt.draft.create"
        self.rights = {
            self.users["chief"]: (
                "action_ask_take_back",
                "action_extend",
                "action_remind",
                begin,
            ),
            self.users["clerk_o"]: (begin,),
            # gives rights beyond the post, and ends them; measures when he wants
            self.users["operator"]: (
                "vpdt.account.grant.action_end",
                "vpdt.health.line.action_check_now",
            ),
        }
        settings = self.settings_tables(self.users["operator"])
        self.assertIn("vpdt_transfer_rule", settings)
        self.assertNotIn("vpdt_handling", settings)
        history = [table for table in self.tables if table not in settings]
        for user, tables in (
            (self.users["clerk_o"], self.tables),
            # a reader's opening is history of its own: test_openings_are_ones_own
            (self.users["chief"], [t for t in self.tables if t != "vpdt_open"]),
            (self.users["operator"], history),
            (self.env.ref("base.user_admin"), history),
        ):
            self.assertGreater(self.attack(user, tables), 100, user.login)

    def test_context_reaches_no_row(self):
        """What the client puts into the context becomes no value of a row."""
        clerk = self.users["clerk"]
        hostile = {**HOSTILE, "default_void_reason": "x", "default_note": "forged"}
        code = self.paper.code
        self.paper.with_user(clerk).with_context(**hostile).action_register()
        entry = self.env["vpdt.entry"].search([], order="id desc", limit=1)
        self.assertEqual(entry.code, code)
        self.assertNotIn(entry.state, ("done", "void"))
        self.assertNotEqual(entry.number, 999)
        self.assertFalse(entry.void_reason)
        self.assertFalse(entry.note)
        document = entry.document_id
        self.assertEqual(document.state, "processing")
        for handling in document.handling_ids:
            self.assertEqual(handling.purpose, "lead")
            self.assertIn(handling.state, ("passed", "waiting"))
            self.assertNotEqual(handling.user_id.id, 1)
        self.assertInvariants(document)
        attachment = document.file_ids.attachment_id
        self.assertFalse(attachment.public)
        self.assertEqual(attachment.res_model, "vpdt.file")

        chief = self.open_(document, "chief").with_context(**hostile)
        chief.action_transfer([self.line("chairman", "lead")], "Trình")
        chairman = self.open_(document, "chairman")
        self.assertEqual(chairman.sudo().state, "waiting")
        chairman.with_context(**hostile).action_return("thiếu")
        self.assertInvariants(document)
        self.open_(document, "chief").with_context(**hostile).action_finish("Lưu")
        self.assertEqual(document.state, "done")
        self.assertInvariants(document)

    def test_openings_are_ones_own(self):
        """Nothing a client says makes an opening of somebody else, of another time or
        way, or of a document he does not read."""
        rows = self.env["vpdt.open"].search([])
        hostile = {
            **HOSTILE,
            "default_way": "print",
            "default_at": "2001-01-01 00:00:00",
            "default_address": "1.2.3.4",
        }
        document = self.document.with_user(self.users["chief"])
        for method in ("action_open", "action_note_open"):
            call_kw(document.with_context(**hostile), method, [document.ids], {})
        new = self.env["vpdt.open"].search([]) - rows
        self.assertEqual(new.user_id, self.users["chief"])
        self.assertEqual(new.document_id, self.document)
        self.assertEqual(new.mapped("way"), ["form"])
        self.assertFalse(new.sudo().address)
        self.assertGreater(str(new.at), "2025")
        stranger = self.document.with_user(self.users["clerk_o"])
        for method in ("action_open", "action_note_open"):
            with self.assertRaises(AccessError):
                call_kw(stranger.with_context(**hostile), method, [document.ids], {})

    def test_private_methods_are_private(self):
        """The unguarded halves of the moves are not to be called from outside."""
        for model, name in (
            ("vpdt.intake", "_do_register"),
            ("vpdt.intake", "_take_in"),
            ("vpdt.handling", "_do_transfer"),
            ("vpdt.handling", "_close"),
            ("vpdt.document", "_do_correct"),
            ("vpdt.reader", "_sync"),
            ("vpdt.open", "_note"),
            ("vpdt.reader.check", "_run"),
            ("vpdt.rights.change", "_note"),
            ("vpdt.series", "_reserve"),
            ("vpdt.file", "_create_from"),
        ):
            with self.subTest(name), self.assertRaises(AccessError):
                get_public_method(self.env[model], name)
