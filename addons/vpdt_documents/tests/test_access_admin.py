from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger
from odoo.tools.misc import limited_field_access_token

from ..models.ir_config_parameter import SECRETS
from .common import DistrictCase


@tagged("post_install", "-at_install", "vpdt")
class TestAdministrator(DistrictCase):
    """R23, design 5.2: who runs the system reads no document."""

    def setUp(self):
        super().setUp()
        self.document = self.register(pages=("điều bí mật của trang giấy",)).document_id
        self.admin = self.env.ref("base.user_admin")

    def assertReadsNothing(self, user):
        Document = self.env["vpdt.document"].with_user(user)
        files = self.document.file_ids
        hidden = (
            files.attachment_id,
            self.document.entry_ids,
            files,
            files.page_ids,
            self.document,
        )
        for record in hidden:
            with self.subTest(record._name):
                self.assertFalse(record.with_user(user).has_access("read"))
                with self.assertRaises(AccessError):
                    record.with_user(user).read()
        if Document.has_access("read"):
            self.assertFalse(Document.search([("id", "=", self.document.id)]))
        self.assertNotIn(
            files.attachment_id,
            self.env["ir.attachment"]
            .with_user(user)
            .search([("id", "=", files.attachment_id.id)])
            .sudo(),
        )

    def test_administrator(self):
        """The system's administrator, with the rights he has and those he can take."""
        self.assertReadsNothing(self.admin)
        groups = self.env["res.groups"].search([])
        exclusive = groups.filtered(
            lambda group: (
                not (
                    group.all_implied_ids
                    & (
                        self.env.ref("base.group_portal")
                        | self.env.ref("base.group_public")
                    )
                )
            )
        )
        self.admin.write({"group_ids": [Command.set(exclusive.ids)]})
        self.assertReadsNothing(self.admin)

    def test_operator(self):
        """R23: the operator sets up the office and reads no document."""
        self.assertReadsNothing(self.users["operator"])

    def test_rules_are_not_his_to_change(self):
        """With a rule of his own the administrator would read everything."""
        rule = self.env.ref("vpdt_documents.vpdt_document_rule_readers")
        mine = rule.with_user(self.admin)
        for vals in ({"active": False}, {"domain_force": "[]"}, {"global": False}):
            with self.subTest(vals), self.assertRaises(AccessError):
                mine.write(vals)
        for context in ({}, {"_force_unlink": True}):
            with self.subTest(context), self.assertRaises(AccessError):
                mine.with_context(**context).unlink()
        with self.assertRaises(AccessError):
            mine.create(
                {"name": "mine", "model_id": rule.model_id.id, "domain_force": "[]"}
            )
        with self.assertRaises(AccessError):
            mine.copy()
        elsewhere = mine.create(
            {
                "name": "elsewhere",
                "model_id": self.env["ir.model"]._get("res.partner").id,
                "domain_force": "[]",
            }
        )
        with self.assertRaises(AccessError):
            elsewhere.write({"model_id": rule.model_id.id})
        # nor is one that no release has an id for taken off our models
        loose = rule.sudo().copy({"domain_force": "[(0, '=', 1)]"})
        with self.assertRaises(AccessError):
            loose.with_user(self.admin).write({"model_id": elsewhere.model_id.id})

    def test_rules_of_ours_on_others_models(self):
        """What ours hide of Odoo's models, its secrets too, is not his to show."""
        for name in ("ir_filters_rule_own", "ir_config_parameter_rule_secrets"):
            mine = self.env.ref(f"vpdt_documents.{name}").with_user(self.admin)
            for vals in (
                {"active": False},
                {"domain_force": "[]"},
                {"perm_read": False},
                {"model_id": self.env["ir.model"]._get_id("res.partner")},
            ):
                with self.subTest(name, vals=vals), self.assertRaises(AccessError):
                    mine.write(vals)
            for context in ({}, {"_force_unlink": True}):
                with self.subTest(name, **context), self.assertRaises(AccessError):
                    mine.with_context(**context).unlink()

    def test_access_rights_are_not_his_to_change(self):
        """With a right to write he would go round the methods that check."""
        right = self.env["ir.model.access"].search(
            [("model_id.model", "=", "vpdt.document")], limit=1
        )
        mine = right.with_user(self.admin)
        for vals in ({"perm_write": True}, {"group_id": False}, {"active": False}):
            with self.subTest(vals), self.assertRaises(AccessError):
                mine.write(vals)
        for context in ({}, {"_force_unlink": True}):
            with self.subTest(context), self.assertRaises(AccessError):
                mine.with_context(**context).unlink()
        with self.assertRaises(AccessError):
            mine.copy()
        # as in a request of his: Odoo writes these rows as the user who began
        his = patch.object(self.env.transaction, "default_env", mine.env)
        with his, self.assertRaises(AccessError):
            mine.model_id.write(
                {"access_ids": [Command.create({"name": "mine", "perm_read": True})]}
            )
        group = self.env.ref("base.group_system").id
        elsewhere = mine.create(
            {
                "name": "elsewhere",
                "model_id": self.env["ir.model"]._get("res.partner").id,
                "group_id": group,
            }
        )
        elsewhere.write({"perm_write": True})
        with self.assertRaises(AccessError):
            elsewhere.write({"model_id": right.model_id.id})
        with self.assertRaises(AccessError):
            mine.write({"model_id": elsewhere.model_id.id})

    def test_defaults_bring_in_no_rule(self):
        """The model of a rule or right may come from the context or a set default."""
        model = self.env["ir.model"]._get("vpdt.document")
        for name, vals in (
            ("ir.rule", {"domain_force": "[]"}),
            ("ir.model.access", {"perm_write": True}),
        ):
            Model = self.env[name].with_user(self.admin)
            vals = {**vals, "name": "mine"}
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    Model.with_context(default_model_id=model.id).create(vals)
                self.env["ir.default"].with_user(self.admin).set(
                    name, "model_id", model.id
                )
                with self.assertRaises(AccessError):
                    Model.create(vals)

    def test_no_program_of_his_own(self):
        """Python in a server action or a job would read with all rights."""
        code = "env['vpdt.document'].sudo().search([])"
        model = self.env["ir.model"]._get("res.partner")
        for name, more in (
            ("ir.actions.server", {}),
            ("ir.cron", {"interval_type": "days"}),
        ):
            Action = self.env[name].with_user(self.admin)
            vals = {"name": "mine", "model_id": model.id, **more}
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    Action.create({**vals, "state": "code", "code": code})
                with self.assertRaises(AccessError):
                    Action.with_context(default_state="code", default_code=code).create(
                        vals
                    )
        job = self.env.ref("vpdt_documents.ir_cron_vpdt_series_settle")
        for record in (job, job.ir_actions_server_id):
            with self.assertRaises(AccessError):
                record.with_user(self.admin).write({"code": code})
            copied = {"code": code}
            with self.assertRaises(AccessError):
                record.with_user(self.admin).copy(copied)

    def test_no_action_of_his_own(self):
        """Odoo runs server actions with all rights: also those without Python."""
        model = self.env["ir.model"]._get("res.partner")
        readers = self.env["ir.model"]._get("vpdt.reader")
        code = "env['vpdt.document'].sudo().search([]).mapped('subject')"
        computed = {
            "state": "object_write",
            "update_path": "function",
            "evaluation_type": "equation",
            "value": code,
        }
        group = self.env.ref("base.group_system").id
        for name, more in (
            ("ir.actions.server", {}),
            ("ir.cron", {"interval_type": "days"}),
        ):
            Action = self.env[name].with_user(self.admin)
            for vals in (
                {**computed, "model_id": model.id},
                # with a group of its own nobody is asked whether he may write there
                {
                    "state": "object_write",
                    "update_path": "user_id",
                    "value": str(self.admin.id),
                    "model_id": readers.id,
                    "group_ids": [Command.link(group)],
                },
                {
                    "state": "webhook",
                    "webhook_url": "https://example.org",
                    "model_id": readers.id,
                    "group_ids": [Command.link(group)],
                },
            ):
                with self.subTest(name, vals=vals), self.assertRaises(AccessError):
                    Action.create({"name": "mine", **more, **vals})
        job = self.env.ref("vpdt_documents.ir_cron_vpdt_series_settle")
        for record in (job, job.ir_actions_server_id):
            with self.assertRaises(AccessError):
                record.with_user(self.admin).write(computed)
        # when a job runs, and what it is called, is his to say
        job.with_user(self.admin).write({"interval_number": 2})
        job.ir_actions_server_id.with_user(self.admin).write({"name": "Nightly"})

    def test_no_program_in_a_request_of_his(self):
        """Nor does sudo of Odoo's own, in his request, make it a release."""
        model = self.env["ir.model"]._get("res.partner")
        vals = {"name": "mine", "model_id": model.id, "state": "code", "code": "1"}
        mine = self.env["ir.actions.server"].with_user(self.admin)
        his = patch.object(self.env.transaction, "default_env", mine.env)
        with his, self.assertRaises(AccessError):
            mine.sudo().create(vals)

    def test_no_computed_field_of_his_own(self):
        """How a field is computed is Python; what it is related to, read with sudo."""
        Fields = self.env["ir.model.fields"].with_user(self.admin)
        code = "for one in self: one['x_leak'] = one.env['vpdt.document'].sudo()"
        vals = {
            "name": "x_leak",
            "ttype": "char",
            "field_description": "x",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
        }
        # one made by hand: of others Odoo lets nothing be changed
        there = self.env.ref("base.field_res_partner__name").with_user(self.admin)
        self.env.cr.execute(
            SQL(
                "UPDATE ir_model_fields SET state = 'manual', name = 'x_there'"
                " WHERE id = %s",
                there.id,
            )
        )
        there.invalidate_recordset()
        for more in (
            {"compute": code},
            {"compute": code, "depends": "name"},
            {"related": "parent_id.name"},
        ):
            with self.subTest(more):
                with self.assertRaises(AccessError):
                    Fields.create({**vals, **more})
                context = {f"default_{name}": value for name, value in more.items()}
                with self.assertRaises(AccessError):
                    Fields.with_context(**context).create(vals)
                with self.assertRaises(AccessError):
                    there.write(more)

    def test_no_program_in_a_rule(self):
        """Odoo evaluates the domain of any rule with all rights, and at once."""
        Rule = self.env["ir.rule"].with_user(self.admin)
        vals = {
            "name": "mine",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
        }
        there = Rule.create({**vals, "domain_force": "[('id', '!=', user.id)]"})
        for domain in (
            "[('id', '=', user.partner_id.sudo().write({'function': 'x'}))]",
            "[('id', 'in', user.env['vpdt.document'].sudo().search([]).ids)]",
            "[('name', '=', user.employee_id.name)]",
            "[('id', 'in', [x for x in [1]])]",
            "[('user_ids', 'any', [('id', '=', user.env.uid)])]",
            "[('id', '=', user)]",
        ):
            with self.subTest(domain):
                with self.assertRaises(AccessError):
                    Rule.create({**vals, "domain_force": domain})
                with self.assertRaises(AccessError):
                    Rule.with_context(default_domain_force=domain).create(vals)
                with self.assertRaises(AccessError):
                    there.write({"domain_force": domain})
        for domain in (
            "['|', ('company_id', '=', False), ('company_id', 'in', company_ids)]",
            "[('user_ids', 'in', [user.id]), ('id', '!=', -1)]",
        ):
            there.write({"domain_force": domain})

    def test_no_rule_asks_about_papers(self):
        """What a rule of his asks is asked with all rights."""
        field = next(
            (
                field
                for name in ("hr.department", "hr.job", "res.users", "hr.employee")
                for field in self.env[name]._fields.values()
                if (field.comodel_name or "").startswith("vpdt.") and field.store
            ),
            None,
        )
        if not field:
            self.skipTest("nothing of Odoo's leads to papers")
        Rule = self.env["ir.rule"].with_user(self.admin)
        model = self.env["ir.model"]._get_id(field.model_name)
        vals = {"name": "mine", "model_id": model}
        direct = f"[('{field.name}.id', '=', 1)]"
        for domain in (direct, f"[('{field.name}', 'any', [('id', '=', 1)])]"):
            with self.subTest(domain), self.assertRaises(AccessError):
                Rule.create({**vals, "domain_force": domain})
        # from further away
        there = next(
            other
            for name in ("hr.employee", "hr.version", "hr.department", "res.users")
            for other in self.env[name]._fields.values()
            if other.comodel_name == field.model_name and other.store
        )
        vals["model_id"] = self.env["ir.model"]._get_id(there.model_name)
        for domain in (
            f"[('{there.name}.{field.name}.id', '=', 1)]",
            f"[('{there.name}', 'any', {direct})]",
        ):
            with self.subTest(domain), self.assertRaises(AccessError):
                Rule.create({**vals, "domain_force": domain})

    def test_no_program_in_what_is_left_to_set_up(self):
        """Odoo evaluates the context of the window when it is launched."""
        window = self.env["ir.actions.act_window"].with_user(self.admin)
        todo = self.env["ir.actions.todo"].with_user(self.admin)
        for context, fine in (
            ("{'leak': str(user.env['vpdt.document'].sudo().search([]).ids)}", False),
            ("{'default_user_id': user.id, 'res_id': 1}", True),
        ):
            action = window.create(
                {"name": "x", "res_model": "res.partner", "context": context}
            )
            mine = todo.create({"action_id": action.id, "state": "done"})
            with self.subTest(context):
                if fine:
                    self.assertEqual(mine.action_launch()["res_id"], 1)
                else:
                    with self.assertRaises(AccessError):
                        mine.action_launch()

    def test_no_program_in_a_print(self):
        """What a print, or its file, is called is computed."""
        Report = self.env["ir.actions.report"].with_user(self.admin)
        there = Report.sudo().search([], limit=1).with_user(self.admin)
        code = "object.env['vpdt.document'].sudo().search([]).ids"
        for name in ("print_report_name", "attachment"):
            vals = {"name": "x", "model": "res.partner", "report_name": "x.x"}
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    there.write({name: code})
                with self.assertRaises(AccessError):
                    Report.create({**vals, name: code})
                with self.assertRaises(AccessError):
                    Report.with_context(**{f"default_{name}": code}).create(vals)

    def test_no_script_of_his_own(self):
        """A script of the administrator's would run in everybody's browser."""
        Asset = self.env["ir.asset"].with_user(self.admin)
        vals = {
            "name": "x",
            "bundle": "web.assets_web",
            "path": "https://example.org/x.js",
        }
        with self.assertRaises(AccessError):
            Asset.create(vals)
        there = self.env["ir.asset"].create({**vals, "path": "web/static/x.js"})
        with self.assertRaises(AccessError):
            there.with_user(self.admin).write({"path": "https://example.org/x.js"})
        for context in ({}, {"_force_unlink": True}):
            with self.subTest(context), self.assertRaises(AccessError):
                there.with_user(self.admin).with_context(**context).unlink()

    def test_secrets_of_the_server(self):
        """Who has the secret signs the way to any file himself."""
        Parameter = self.env["ir.config_parameter"]
        self.assertIn("database.secret", SECRETS)
        for key in SECRETS:
            if not Parameter.get_param(key):
                Parameter.set_param(key, "x")
            mine = Parameter.with_user(self.admin)
            row = Parameter.search([("key", "=", key)]).with_user(self.admin)
            with self.subTest(key):
                self.assertFalse(mine.search([("key", "=", key)]))
                self.assertFalse(mine.search_read([("key", "=", key)], ["value"]))
                self.assertNotIn(key, str(mine._read_group([], ["key"])))
                for act in (
                    lambda row=row: row.read(["value"]),
                    lambda row=row: row.export_data(["value"]),
                    lambda row=row: row.write({"value": "mine"}),
                    lambda mine=mine, key=key: mine.get_param(key),
                ):
                    with self.assertRaises(AccessError):
                        act()
                self.assertTrue(mine.sudo().get_param(key))
                rule = self.env.ref("vpdt_documents.ir_config_parameter_rule_secrets")
                self.assertIn(key, rule.domain_force)
        # the rest is the operator's
        mine.set_param("vpdt_documents.max_pages", "400")
        self.assertEqual(mine.get_param("vpdt_documents.max_pages"), "400")

    def test_signed_address_opens_no_paper(self):
        """Not even with the right signature: who takes a paper reads it."""
        attachment = self.document.file_ids.attachment_id
        token = limited_field_access_token(attachment, "raw", scope="binary")
        other = self.env["ir.attachment"].create({"name": "x", "raw": b"x"})
        signed = limited_field_access_token(other, "raw", scope="binary")
        nobody = self.env.ref("base.public_user")
        for user in (self.admin, self.users["clerk_o"], nobody):
            find = self.env["ir.binary"].with_user(user)._find_record
            with self.subTest(user.login), self.assertRaises(AccessError):
                find(res_id=attachment.id, access_token=token, field="raw")
            found = find(res_id=other.id, access_token=signed, field="raw")
            self.assertEqual(found.raw, b"x")
        find = self.env["ir.binary"].with_user(self.users["clerk"])._find_record
        self.assertEqual(
            find(res_id=attachment.id, access_token=token, field="raw"), attachment
        )

    def test_signed_address_opens_no_row(self):
        """Nor a row of the office, by its number or by what a release calls it."""
        paper, attachment = self.document, self.document.file_ids.attachment_id
        for name, record in (("paper", paper), ("file", attachment)):
            self.env["ir.model.data"].create(
                {
                    "module": "vpdt_documents",
                    "name": name,
                    "model": record._name,
                    "res_id": record.id,
                }
            )
        for record, field, asked in (
            (paper, "subject", {"res_model": paper._name, "res_id": paper.id}),
            (paper, "subject", {"xmlid": "vpdt_documents.paper"}),
            (attachment, "raw", {"xmlid": "vpdt_documents.file"}),
        ):
            token = limited_field_access_token(record, field, scope="binary")
            asked = {**asked, "access_token": token, "field": field}
            for user in (self.admin, self.env.ref("base.public_user")):
                find = self.env["ir.binary"].with_user(user)._find_record
                with self.subTest(asked, user=user.login):
                    with self.assertRaises(AccessError):
                        find(**asked)
            find = self.env["ir.binary"].with_user(self.users["clerk"])._find_record
            self.assertEqual(find(**asked), record)

    def test_external_ids_are_the_release_s(self):
        """With one that leads elsewhere, a rule of ours would be anybody's."""
        rule = self.env.ref("vpdt_documents.ir_filters_rule_own")
        Data = self.env["ir.model.data"]
        row = Data.search([("model", "=", "ir.rule"), ("res_id", "=", rule.id)])
        mine = row.with_user(self.admin)
        for act in (
            lambda: mine.write({"res_id": 1}),
            lambda: mine.write({"noupdate": True}),
            lambda: mine.unlink(),
            lambda: mine.create(
                {"module": "vpdt_documents", "name": "x", "model": "ir.rule"}
            ),
        ):
            with self.assertRaises(AccessError):
                act()
        categories = self.env["res.partner.category"].with_user(self.admin)
        # as in a request of his: Odoo writes what is imported with sudo
        his = patch.object(self.env.transaction, "default_env", categories.env)
        with his, mute_logger("odoo.orm.models"):
            answer = categories.load(["id", "name"], [["vpdt_documents.x", "x"]])
        self.assertFalse(answer["ids"])
        self.assertFalse(self.env.ref("vpdt_documents.x", False))
        own = mine.create({"module": "x", "name": "x", "model": "ir.rule"})
        with self.assertRaises(AccessError):
            own.write({"module": "vpdt_documents"})
        own.unlink()
        # what is removed takes along what named it
        category = self.env["res.partner.category"].create({"name": "x"})
        Data.create(
            {
                "module": "vpdt_documents",
                "name": "x",
                "model": category._name,
                "res_id": category.id,
            }
        )
        category.with_user(self.admin).unlink()
        self.assertFalse(self.env.ref("vpdt_documents.x", False))

    def test_no_program_in_a_text(self):
        """Expressions in templates of mails, mails and prints are program code."""
        inline = "{{ object.env['vpdt.document'].sudo().search([]).mapped('subject') }}"
        qweb = """<t t-out="object.env['vpdt.document'].sudo().search([]).ids" />"""
        model = self.env["ir.model"]._get("res.partner")
        for user in (self.admin, self.users["clerk"], self.users["clerk_o"]):
            Template = self.env["mail.template"].with_user(user)
            Composer = self.env["mail.compose.message"].with_user(user)
            for vals in ({"subject": inline}, {"body_html": qweb}):
                with self.subTest(user=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        Template.create({"name": "x", "model_id": model.id, **vals})
            for vals in ({"subject": inline}, {"body": qweb}):
                composer = Composer.create(
                    {
                        "model": "res.partner",
                        "res_ids": str(user.partner_id.ids),
                        "composition_mode": "mass_mail",
                        **vals,
                    }
                )
                with self.subTest(user=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        composer._action_send_mail()
        View = self.env["ir.ui.view"].with_user(self.admin)
        arch = f"<t t-name='vpdt.mine'>{qweb}</t>"
        with self.assertRaises(AccessError):
            View.create({"name": "x", "type": "qweb", "key": "vpdt.x", "arch": arch})
        layout = self.env.ref("web.html_container")
        with self.assertRaises(AccessError):
            layout.with_user(self.admin).write({"arch": arch})
        # Odoo writes with all rights in his request as well
        his = patch.object(
            self.env.transaction, "default_env", self.env(user=self.admin)
        )
        with his, self.assertRaises(AccessError):
            layout.sudo().write({"arch": arch})
        # neither made one afterwards, nor made something else first
        form = View.create(
            {"name": "x", "key": "vpdt.y", "model": "res.partner", "arch": "<form/>"}
        )
        with self.assertRaises(AccessError):
            form.write({"type": "qweb"})
        mine = self.env["ir.ui.view"].create(
            {"name": "x", "type": "qweb", "arch": "<t t-name='x'/>"}
        )
        with self.assertRaises(AccessError):
            mine.with_user(self.admin).write(
                {"type": "form", "model": "res.partner", "arch": "<form/>"}
            )

    def test_no_view_is_a_program(self):
        """Odoo renders any view as a template, and lets any view change a template."""
        View = self.env["ir.ui.view"].with_user(self.admin)
        card = "<t t-out=\"user_id.env['vpdt.document'].sudo().search([]).ids\" />"
        arch = f"<kanban><templates><t t-name='card'>{card}</t></templates></kanban>"
        kanban = View.create(
            {
                "name": "x",
                "type": "kanban",
                "model": "res.partner",
                "key": "vpdt.mine",
                "arch": arch,
                "group_ids": [Command.link(self.env.ref("base.group_system").id)],
            }
        )
        report = (
            self.env["ir.actions.report"]
            .with_user(self.admin)
            .create(
                {
                    "name": "x",
                    "model": "res.partner",
                    "report_name": "vpdt.mine",
                    "report_type": "qweb-html",
                }
            )
        )
        for name in ("vpdt.mine", kanban.id):
            with self.subTest(name), self.assertRaises(MissingError):
                View.render_public_asset(name, {})
        with self.assertRaises(MissingError):
            report._render_qweb_html(report.id, self.admin.partner_id.ids)
        layout = self.env.ref("web.html_container")
        for type_ in ("form", "kanban"):
            with self.subTest(type_), self.assertRaises(ValidationError):
                View.create(
                    {
                        "name": "x",
                        "type": type_,
                        "mode": "extension",
                        "inherit_id": layout.id,
                        "arch": f"<xpath expr='.' position='inside'>{card}</xpath>",
                    }
                )
        # nor is what changes a template something else, whatever it says it is
        change = self.env["ir.ui.view"].create(
            {
                "name": "x",
                "type": "qweb",
                "mode": "extension",
                "inherit_id": layout.id,
                "arch": "<xpath expr='.' position='inside'/>",
            }
        )
        self.env.cr.execute(
            SQL("UPDATE ir_ui_view SET type = 'form' WHERE id = %s", change.id)
        )
        change.invalidate_recordset()
        with self.assertRaises(AccessError):
            change.with_user(self.admin).write({"name": "mine"})

    def test_harmless_texts_still_work(self):
        """Plain placeholders in a template are for everybody who writes templates."""
        model = self.env["ir.model"]._get("res.partner")
        template = (
            self.env["mail.template"]
            .with_user(self.admin)
            .create(
                {
                    "name": "x",
                    "model_id": model.id,
                    "subject": "Gửi {{ object.name }}",
                }
            )
        )
        partner = self.users["clerk"].partner_id
        rendered = template._render_field("subject", partner.ids)
        self.assertEqual(rendered[partner.id], f"Gửi {partner.name}")

    def test_attachment_cannot_be_bent(self):
        """No attachment is pointed at, or away from, a file of a document."""
        attachment = self.document.file_ids.attachment_id
        for user in (self.admin, self.users["clerk"], self.users["chief"]):
            mine = attachment.with_user(user)
            for vals in (
                {"public": True},
                {"res_model": "res.partner", "res_id": user.partner_id.id},
                {"raw": b"forged"},
                {"access_token": "x"},
            ):
                with self.subTest(user=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        mine.write(vals)
            with self.assertRaises(AccessError):
                mine.unlink()
        for user in (self.admin, self.users["clerk_o"]):
            with self.assertRaises(AccessError):
                attachment.with_user(user).copy({"res_model": False, "res_id": False})
