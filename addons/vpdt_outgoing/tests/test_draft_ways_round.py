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
