from lxml import etree

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL, convert_file

ROOT = "vpdt_documents.menu_vpdt_root"
#: Work at a desk: scans are brought in at the scanner; phrases are written in the list.
AT_A_DESK = ("vpdt.intake", "vpdt.phrase")


@tagged("post_install", "-at_install")
class TestWhatPeopleRead(TransactionCase):
    """R32: what stands on the screen is understood at once, on a phone too."""

    def _our_views(self, *kinds):
        ours = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.view"), ("module", "=like", "vpdt_%")]
        )
        views = self.env["ir.ui.view"].browse(ours.mapped("res_id"))
        return views.filtered(lambda view: view.type in kinds)

    def test_dates_are_written_in_figures(self):
        """NĐ 30/2020 PL I.II.4: dd/mm/yyyy, not “26 thg 11” or “next month”."""
        found = []
        for view in self._our_views("list", "form", "kanban"):
            for node in etree.fromstring(view.arch).iter("field"):
                inside = [
                    one.get("name")
                    for one in node.iterancestors("field")
                    if not one.get("position")
                ]
                model = self.env[view.model]
                for name in reversed(inside):
                    field = model._fields.get(name)
                    model = self.env.get(field.comodel_name) if field else None
                    if model is None:
                        break
                field = model is not None and model._fields.get(node.get("name"))
                if not field or field.type not in ("date", "datetime"):
                    continue
                if node.get("invisible") == "1" or node.get("column_invisible"):
                    continue
                if node.get("position"):  # a place in the view it extends
                    continue
                if "'numeric': True" not in (node.get("options") or ""):
                    found.append(f"{view.name}: {node.get('name')}")
        self.assertEqual(found, [])

    def test_times_are_written_without_seconds(self):
        """As 07:30 27/11/2026 (NĐ 30/2020): lists take the format of the language."""
        lang = self.env["res.lang"]._get_data(code="vi_VN")
        self.assertEqual((lang.date_format, lang.time_format), ("%d/%m/%Y", "%H:%M"))
        # an update of Odoo brings its own back; ours after it
        self.env["res.lang"].search([("code", "=", "vi_VN")]).time_format = "%H:%M:%S"
        file = "data/res_lang_data.xml"
        convert_file(self.env, "vpdt_documents", file, {}, mode="update")
        lang = self.env["res.lang"]._get_data(code="vi_VN")
        self.assertEqual(lang.time_format, "%H:%M")

    def test_every_choice_is_vietnamese(self):
        """A value of a field that one addon takes over from another's model belongs to
        the first, whose translations are read before it is there."""
        choices = self.env["ir.model.data"].search(
            [
                ("model", "=", "ir.model.fields.selection"),
                ("module", "=like", "vpdt_%"),
            ]
        )
        rows = self.env["ir.model.fields.selection"].browse(choices.mapped("res_id"))
        self.env.cr.execute(
            SQL(
                """SELECT field.model, field.name, choice.value
                     FROM ir_model_fields_selection choice
                     JOIN ir_model_fields field ON field.id = choice.field_id
                    WHERE choice.id = ANY(%s) AND choice.name->>'vi_VN' IS NULL
                      AND field.model LIKE 'vpdt.%%'""",
                list(rows.ids),
            )
        )
        # marks on a page: coordinates
        found = [row for row in self.env.cr.fetchall() if row[2] not in ("x", "y")]
        self.assertEqual(found, [])

    def test_lists_are_cards_on_a_phone(self):
        """R2, R32: whatever a user of documents opens from the menu has cards."""
        root = self.env.ref(ROOT)
        setup = self.env.ref("vpdt_documents.menu_vpdt_settings")
        menus = self.env["ir.ui.menu"].search([("id", "child_of", root.id)])
        menus -= self.env["ir.ui.menu"].search([("id", "child_of", setup.id)])
        actions = [
            menu.action
            for menu in menus
            if menu.action and menu.action._name == "ir.actions.act_window"
        ]
        self.assertTrue(actions)
        without = {
            action.name
            for action in actions
            if action.target != "new"
            and action.res_model not in AT_A_DESK
            and "kanban" not in action.view_mode
        }
        self.assertEqual(without, set())

    def test_an_agency_goes_by_its_own_name(self):
        """Behind the name of the district, that of the agency would be cut off."""
        district = self.env["hr.department"].create(
            {"name": "UBND huyện", "is_agency": True, "symbol": "UBND"}
        )
        health = self.env["hr.department"].create(
            {
                "name": "Phòng Y tế",
                "is_agency": True,
                "symbol": "YT",
                "parent_id": district.id,
            }
        )
        team = self.env["hr.department"].create(
            {"name": "Tổ dược", "parent_id": health.id}
        )
        self.assertEqual(health.display_name, "Phòng Y tế")
        self.assertIn("Phòng Y tế", team.display_name)
        self.assertNotEqual(team.display_name, "Tổ dược")

    def test_one_english_word_for_two_meanings(self):
        """“From” a day, a sender, whoever leaves a post: three words."""
        texts = {
            self.env[model]._fields[name].string
            for model, name in (
                ("vpdt.absence", "date_from"),
                ("vpdt.handling", "sender_id"),
                ("vpdt.hand.over", "from_user_id"),
                ("vpdt.notice.quiet", "start"),
            )
        }
        self.assertEqual(len(texts), 4)
