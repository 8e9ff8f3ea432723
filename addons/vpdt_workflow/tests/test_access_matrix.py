"""I3: whoever asks, whatever way, the answer agrees with the reader table.

Models, fields and ways to ask are found in the registry: what a later addon brings
is under these tests without a word here.
"""

import json
import uuid
from collections import defaultdict
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import RouteCase

REFUSALS = (AccessError, UserError, ValidationError, ValueError, NotImplementedError)
TEXTS = ("char", "text", "html")


@tagged("post_install", "-at_install", "vpdt", "vpdt_matrix")
class TestAccessMatrix(RouteCase):
    """Every role × every model × every way to ask."""

    #: who is asked for in models that are not ours
    strangers = ("administrator", "clerk_o")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.askers = {
            **cls.users,
            "administrator": cls.env.ref("base.user_admin"),
            "portal": cls._outsider("portal", "base.group_portal"),
            "public": cls.env.ref("base.public_user"),
        }
        # The administrator takes whatever group he can give himself.
        outside = cls.env.ref("base.group_portal") | cls.env.ref("base.group_public")
        groups = cls.env["res.groups"].search([])
        inside = groups.filtered(lambda group: not group.all_implied_ids & outside)
        cls.askers["administrator"].write({"group_ids": [Command.set(inside.ids)]})
        cls.env.flush_all()

    @classmethod
    def _outsider(cls, name, group):
        return (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "login": f"vpdt_test_{name}",
                    "name": name,
                    "notification_type": "email",
                    "group_ids": [Command.set(cls.env.ref(group).ids)],
                }
            )
        )

    def setUp(self):
        super().setUp()
        self.tokens = {}
        self.plant()
        self.tell()
        self.env.flush_all()
        self.env.invalidate_all()
        self.may = self.permissions()

    def content(self):
        """Return content with a word of its own everywhere a paper has words."""
        token = f"zq{uuid.uuid4().hex[:12]}"
        return token, {
            "subject": f"Việc {token}",
            "number": str(len(self.tokens) + 1),
            "symbol": f"S{token}",
            "issuer": f"Nơi {token}",
            "issuer_parent": f"Trên {token}",
            "signer": f"Người {token}",
            "signer_position": f"Chức {token}",
            "identifier": f"I.{token}",
            "note": f"Ghi {token}",
            "pages": (f"trang một {token}", f"trang hai {token}"),
        }

    def planted(self, make, **more):
        token, content = self.content()
        document = make(**content, **more)
        self.tokens[token] = document
        return token, document

    def plant(self):
        """Papers at every stage of the route, in agencies that share and do not."""
        self.planted(lambda **c: self.register("clerk", **c).document_id)
        self.planted(lambda **c: self.register("clerk_a", **c).document_id)
        self.planted(lambda **c: self.register("clerk_o", **c).document_id)
        token, document = self.planted(self.to_specialist)
        self.open_(document, "specialist_a").action_finish(f"Kết quả {token}")
        document.with_user(self.users["clerk"]).action_correct(
            {"note": f"Ghi khác {token}"}, f"Sửa {token}"
        )
        token, document = self.planted(self.to_chairman)
        self.pass_on(
            document, "chairman", ("a", "lead"), ("b", "support"), text=f"Giao {token}"
        )
        back = self.open_(document, agency=self.agency_a)
        back.with_user(self.users["clerk_a"]).action_return(f"Trả {token}")
        self.open_(document, agency=self.agency_b).with_user(
            self.users["chairman"]
        ).action_recall(f"Thu {token}")
        self.planted(self.to_specialist)
        self.plant_absences()
        # papers that wait: their clerk alone sees them
        self.waiting = {}
        for who in ("clerk", "clerk_a", "clerk_o"):
            token, content = self.content()
            intake = self.intake(who, **content)
            intake.sudo().proposals = {"subject": {"value": token}}
            self.waiting[token] = who

    def plant_absences(self):
        """Somebody acts for the chairman, and the specialist's work changed hands."""
        now = fields.Datetime.now()
        absence = self.as_("chairman", "vpdt.absence")._enter(
            {
                "user_id": self.users["chairman"].id,
                "date_from": now,
                "date_to": now + timedelta(days=3),
                "paper_document_id": next(iter(self.tokens.values())).id,
            },
            [{"substitute_id": self.users["vice"].id}],
        )
        papers = self.env["vpdt.absence.paper"].search([])
        self.assertEqual(papers.absence_id, absence)
        self.as_("operator", "vpdt.hand.over")._arrange(
            self.users["specialist_a"], self.users["head_a"], "QĐ 12"
        )

    def permissions(self):
        """Return asker → tokens that may be seen, from the reader table alone."""
        rows = self.env.execute_query(
            SQL("SELECT user_id, document_id FROM vpdt_reader")
        )
        papers = defaultdict(set)
        for user, document in rows:
            papers[user].add(document)
        may = {}
        for name, user in self.askers.items():
            own = {t for t, d in self.tokens.items() if d.id in papers[user.id]}
            may[name] = own | {t for t, who in self.waiting.items() if who == name}
        # The plan of the test itself: some may, some may not, nobody all.
        everything = {*self.tokens, *self.waiting}
        self.assertTrue(all(may[n] < everything for n in may))
        self.assertGreater(len(may["clerk"]), len(may["vice"]))
        for nobody in ("administrator", "operator", "portal", "public"):
            self.assertFalse(may[nobody], nobody)
        self.assertTrue(may["clerk_o"])
        return may

    # -- asking ----------------------------------------------------------------

    def models(self, ours=None):
        for name in sorted(self.env.registry):
            model = self.env[name]
            if model._abstract or not model._auto and not model._table_query:
                continue
            if ours is None or name.startswith("vpdt.") == ours:
                yield name

    def call(self, name, model, method, args, kwargs=None):
        """Call as a client does; return the answer as text, None when refused."""
        target = self.env(user=self.askers[name], context={})[model]
        try:
            with self.env.cr.savepoint(flush=False):
                answer = call_kw(target, method, args, dict(kwargs or {}))
        except REFUSALS:
            return None
        finally:
            self.env.invalidate_all(flush=False)
        return json.dumps(answer, default=str, ensure_ascii=False)

    def assertTold(self, name, answer, what):
        """Only papers the asker may read occur in an answer; return those seen."""
        seen = {token for token in (*self.tokens, *self.waiting) if token in answer}
        self.assertLessEqual(seen, self.may[name], f"{name}: {what}")
        return seen

    def fields_of(self, name, model):
        fields = self.env[model].with_user(self.askers[name]).fields_get()
        return {
            field: info
            for field, info in fields.items()
            if self.env[model]._fields[field].type != "binary"
        }

    def rows_of(self, model):
        """Return ids to ask for by name: all rows of ours, the newest of others."""
        records = self.env[model].sudo().with_context(active_test=False)
        limit = None if model.startswith("vpdt.") else 60
        return records.search([], limit=limit, order="id desc").ids

    def ways(self, name, model):
        """Yield (method, args, kwargs) of every way to ask for rows."""
        fields = self.fields_of(name, model)
        names = list(fields)
        ids = self.rows_of(model)
        asker = self.env[model].with_user(self.askers[name])
        mine = asker.search([]).ids if asker.has_access("read") else []
        shape = {field: {} for field in names}
        yield "search_read", [[], names], {"context": {"active_test": False}}
        yield "web_search_read", [[], shape], {"limit": 1000}
        yield "name_search", [], {"name": "", "limit": 1000}
        for rows in (ids, mine, *([one] for one in sorted({*ids} - {*mine})[:6])):
            yield "read", [rows, names], {}
            yield "web_read", [rows, shape], {}
            yield "export_data", [rows, names], {}
            yield "read", [rows, ["display_name"]], {}
        groupable = [
            field
            for field, info in fields.items()
            if info.get("groupable") and info["type"] not in ("many2many", "properties")
        ]
        for field in groupable:
            granular = fields[field]["type"] in ("date", "datetime")
            by = f"{field}:day" if granular else field
            yield "formatted_read_group", [[], [by], ["__count"]], {}
        by = [field for field in groupable if fields[field]["type"] == "char"][:1]
        if by:
            yield "web_read_group", [[], by, ["__count"]], {}
        counted = [f"{field}:array_agg" for field in groupable if field != "id"]
        yield "formatted_read_group", [[], [], ["__count", *counted]], {}

    def test_every_way_to_ask(self):
        """No answer of any model of ours speaks of a paper one may not read."""
        seen = defaultdict(set)
        calls = 0
        with mute_logger("odoo.sql_db", "odoo.models", "odoo.http"):
            for name in self.askers:
                for model in self.models(ours=True):
                    for method, args, kwargs in self.ways(name, model):
                        answer = self.call(name, model, method, args, kwargs)
                        calls += 1
                        if answer:
                            what = f"{model}.{method}"
                            seen[name] |= self.assertTold(name, answer, what)
        self.assertGreater(calls, 2000)
        # The other half of "agrees": what one may read is seen.
        for name in self.askers:
            self.assertEqual(seen[name], self.may[name], name)

    def test_models_of_others(self):
        """Nor does any other model: attachments, messages, jobs, followers, …"""
        with mute_logger("odoo.sql_db", "odoo.models", "odoo.http"):
            for model in self.models(ours=False):
                ids = self.rows_of(model)
                for name in self.strangers if ids else ():
                    names = list(self.fields_of(name, model))
                    for method, args in (
                        ("search_read", [[], names, 0, 100, "id desc"]),
                        ("read", [ids, names]),
                    ):
                        answer = self.call(name, model, method, args)
                        if answer:
                            self.assertTold(name, answer, f"{model}.{method}")

    def paths(self, model, depth=2):
        """Yield dotted paths of texts of our models reached from `model`."""
        for name, field in self.env[model]._fields.items():
            if model.startswith("vpdt.") and field.type in TEXTS and field.store:
                yield name
            ours = (getattr(field, "comodel_name", None) or "").startswith("vpdt.")
            if depth and ours:
                for rest in self.paths(field.comodel_name, depth - 1):
                    yield f"{name}.{rest}"

    def found_by(self, name, model, paths, token):
        """Return those of the `paths` by which somebody finds a word.

        All are asked at once; where one of them is refused, or finds something, each
        half on its own.
        """
        if not paths:
            return []
        terms = [(path, "ilike", token) for path in paths]
        domain = ["|"] * (len(terms) - 1) + terms
        answer = self.call(name, model, "search_count", [domain])
        if answer == "0" or answer is None and len(paths) == 1:
            return []
        if len(paths) == 1:
            return paths
        half = len(paths) // 2
        return [
            *self.found_by(name, model, paths[:half], token),
            *self.found_by(name, model, paths[half:], token),
        ]

    def test_questions_give_nothing_away(self):
        """Counting what holds a word is an answer too: 0 for who may not read it."""
        hidden = {
            name: next(iter(sorted({*self.tokens} - self.may[name])))
            for name in ("administrator", "operator", "clerk_o", "specialist_b", "vice")
        }
        asked = 0
        with mute_logger("odoo.sql_db", "odoo.models"):
            for name, token in hidden.items():
                for model in self.models():
                    if (
                        not self.env[model]
                        .with_user(self.askers[name])
                        .has_access("read")
                    ):
                        continue
                    paths = list(self.paths(model))
                    asked += len(paths)
                    found = self.found_by(name, model, paths, token)
                    self.assertEqual(found, [], f"{name}: {model}")
                    answer = self.call(
                        name, model, "name_search", [token], {"limit": 5}
                    )
                    self.assertNotIn(token, answer or "", f"{name}: {model}")
        self.assertGreater(asked, 200)
        everywhere = list(self.paths("vpdt.document"))
        # … and it does find it for who may.
        token = next(iter(sorted({*self.tokens} & self.may["clerk"])))
        answer = self.call(
            "clerk", "vpdt.document", "search_count", [[("subject", "ilike", token)]]
        )
        self.assertEqual(answer, "1")
        found = self.found_by("clerk", "vpdt.document", everywhere, token)
        self.assertIn("subject", found)

    def test_only_its_own_document_is_searched_past_the_rules(self):
        """A row's rule asks for its `document_id`; of any other document it names,
        nothing is found out by searching through it."""
        found = [
            f"{model}.{name}"
            for model in self.models()
            for name, field in self.env[model]._fields.items()
            if field.type == "many2one"
            and field.comodel_name == "vpdt.document"
            and field.bypass_search_access
        ]
        self.assertIn("vpdt.handling.document_id", found)
        self.assertEqual(
            [path for path in found if not path.endswith(".document_id")], []
        )

    def test_desk_and_document_methods(self):
        """The screens' own methods: desk, tree, turns, options, for every row."""
        methods = {
            "vpdt.handling": ("desk_read", "get_transfer_options", "action_desk_list"),
            "vpdt.document": (
                "get_transfer_tree",
                "get_timeline",
                "get_readers",
                "get_why_not_people",
                "get_my_turn",
                "get_formview_action",
            ),
        }
        for name in self.askers:
            for bucket in self.env["vpdt.handling"]._desk_domains():
                answer = self.call(name, "vpdt.handling", "desk_read", [bucket])
                self.assertTold(name, answer or "", f"desk {bucket}")
            for model, names in methods.items():
                for one in self.rows_of(model):
                    for method in names[1:2] if model == "vpdt.handling" else names:
                        answer = self.call(name, model, method, [[one]])
                        self.assertTold(name, answer or "", f"{model}.{method}")

    def test_messages_notify_only_readers(self):
        """Whoever has a message about a paper in the inbox may read the paper."""
        rows = self.env["mail.notification"].search(
            [("mail_message_id.model", "=", "vpdt.document")]
        )
        self.assertTrue(rows)
        for row in rows:
            document = self.env["vpdt.document"].browse(row.mail_message_id.res_id)
            for user in row.res_partner_id.user_ids:
                self.assertTrue(document.with_user(user).has_access("read"))
        self.assertFalse(
            self.env["mail.followers"].search([("res_model", "=like", "vpdt.%")]),
            "a follower is told whatever the reader table says",
        )
