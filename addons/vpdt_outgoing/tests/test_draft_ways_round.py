from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DraftCase

TOKEN = "Yyzzphuoc"


@tagged("post_install", "-at_install", "vpdt")
class TestDraftWaysRound(DraftCase):
    """I3, R5: ways round the reader table that were found by trying."""

    def test_nobody_puts_his_agency_among_the_receivers_of_anothers_draft(self):
        other = self.draft("specialist_a", subject=f"Việc {TOKEN}")
        own = self.draft("head_b", issuer=self.agency_b, signer="head_b")
        line = own.with_user(self.users["head_b"]).dispatch_ids[:1]
        before = other.sudo().dispatch_ids
        for name, row in (("head_b", line), ("head_b", own)):
            mine = row.with_user(self.users[name])
            vals = (
                {"draft_id": other.id}
                if row is line
                else {"dispatch_ids": [(1, line.id, {"draft_id": other.id})]}
            )
            with self.assertRaises(AccessError):
                mine.write(vals)
        # nor to another of his own, which he reads
        second = self.draft("head_b", issuer=self.agency_b, signer="head_b")
        with self.assertRaisesRegex(AccessError, "stays with the draft"):
            line.write({"draft_id": second.id})
        self.env.invalidate_all()
        self.assertEqual(other.sudo().dispatch_ids, before)
        self.assertEqual(line.sudo().draft_id, own.sudo())

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.models")
    def test_a_form_names_no_row_that_is_not_read(self):
        """Whatever form, by a default or by a value: no subject, no name of a file."""
        draft = self.draft("specialist_a", subject=f"Việc {TOKEN}")
        self.version(draft, f"lời {TOKEN}")
        draft.action_submit(f"Trình {TOKEN}")
        draft.with_user(self.users["head_a"]).action_comment(
            f"Góp ý {TOKEN}", draft.version_id.id, page=1, x=0.2, y=0.5
        )
        hidden = draft.sudo()
        rows = {
            row._name: row.id
            for row in (
                hidden,
                hidden.document_id,
                hidden.version_id,
                hidden.version_id.pdf_id,
                hidden.comment_ids,
                hidden.document_id.handling_ids[:1],
            )
        }
        asked = 0
        for who in ("head_b", "clerk_b", "operator"):
            for name, model in self.env.registry.items():
                if not name.startswith("vpdt.") or model._abstract:
                    continue
                mine = self.as_(who, name)
                for field in mine._fields.values():
                    row = rows.get(field.comodel_name or "")
                    if not row or field.type != "many2one":
                        continue
                    spec = {
                        other.name: {"fields": {"display_name": {}}}
                        if other.type == "many2one"
                        else {}
                        for other in mine._fields.values()
                        if other.type not in ("one2many", "many2many", "binary")
                        and mine._has_field_access(other, "read")
                    }
                    asked += 1
                    for ask in (
                        lambda mine=mine, spec=spec, field=field, row=row: (
                            mine.with_context(
                                **{f"default_{field.name}": row}
                            ).onchange({}, [], spec)
                        ),
                        lambda mine=mine, spec=spec, field=field, row=row: (
                            mine.onchange({field.name: row}, [field.name], spec)
                        ),
                        lambda mine=mine, spec=spec, field=field, row=row: (
                            mine.web_save({field.name: row}, spec)
                        ),
                    ):
                        try:
                            with self.env.cr.savepoint():
                                answer = ask()
                                self.assertNotIn(
                                    TOKEN, str(answer), f"{who}: {name}.{field.name}"
                                )
                        except (AccessError, UserError, ValueError, KeyError):
                            continue
        self.assertGreater(asked, 60)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.models")
    def test_no_values_name_a_row_that_is_not_read(self):
        """Wherever values come in, and however they name it: said in the same words as
        of what is not there."""
        line = self.draft("specialist_a").sudo().dispatch_ids[:1]
        draft = line.draft_id
        own = self.draft("head_b", issuer=self.agency_b, signer="head_b")
        own = own.with_user(self.users["head_b"])
        Dialog, Tie = (
            self.as_("clerk_b", f"vpdt.{name}.wizard") for name in ("delivery", "tie")
        )
        absent = 999999999
        for name, act in {
            "link": lambda: Dialog.create({"dispatch_ids": [(4, line.id)]}),
            "set": lambda: Dialog.create({"dispatch_ids": [(6, 0, line.ids)]}),
            "ids": lambda: Dialog.create({"dispatch_ids": line.ids}),
            "change": lambda: Dialog.create({"dispatch_ids": [(1, line.id, {})]}),
            "not there": lambda: Dialog.create({"dispatch_ids": [(4, absent)]}),
            "by default": lambda: Dialog.with_context(
                default_dispatch_ids=line.ids
            ).default_get(["dispatch_ids"]),
            "a form": lambda: Dialog.onchange(
                {"dispatch_ids": [(4, line.id)]}, ["dispatch_ids"], {}
            ),
            "of one": lambda: Tie.create({"draft_id": draft.id}),
            "of one in a form": lambda: Tie.onchange(
                {"draft_id": {"id": draft.id}}, ["draft_id"], {}
            ),
            "of a line": lambda: own.write(
                {"dispatch_ids": [(0, 0, {"name": "x", "draft_id": draft.id})]}
            ),
            "of a line that is there": lambda: own.write(
                {"dispatch_ids": [(1, own.dispatch_ids[0].id, {"draft_id": draft.id})]}
            ),
        }.items():
            with (
                self.subTest(name),
                self.assertRaisesRegex(AccessError, "What is named here"),
                self.env.cr.savepoint(),
            ):
                act()

    def test_which_draft_was_signed_is_not_changed_by_hand(self):
        """Decision 15: a scan whose pages do not fit is taken with a reason only."""
        draft = self.to_signature()
        genuine = self.scan(draft)
        other = self.intake("clerk", pages=("quite another",), number="99")
        for vals in (
            {"draft_id": draft.id, "page_codes": genuine.page_codes},
            {"page_codes": genuine.page_codes},
            {"draft_id": draft.id},
        ):
            with self.assertRaises(AccessError):
                other.write(vals)
        with self.assertRaises(UserError):
            other.action_tie(draft_id=draft.id)
