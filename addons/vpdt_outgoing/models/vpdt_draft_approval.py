from odoo import api, fields, models

from .vpdt_review_rule import KINDS


class VpdtDraftApproval(models.Model):
    """Who approved which version, for what: what was reviewed is what is issued.

    Only added. A later version whose content differs is not covered by it and goes
    through the review again (NĐ 30/2020 Điều 11.2).
    """

    _name = "vpdt.draft.approval"
    _inherit = ["vpdt.append.only.mixin", "vpdt.trail.mixin"]
    _description = "Approval of a draft"
    _order = "draft_id, id"
    _log_access = False

    draft_id = fields.Many2one(
        "vpdt.draft", required=True, index=True, ondelete="restrict"
    )
    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    version_id = fields.Many2one(
        "vpdt.draft.version", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True)
    rule_id = fields.Many2one("vpdt.review.rule", ondelete="restrict")
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    text = fields.Char()
    digest = fields.Char(required=True, help="Of the content that was approved.")

    _trail_user = "user_id"

    @api.model
    def _trail_name(self):
        return self.env._("Approvals of drafts")

    def _trail_what(self):
        return self._trail_label("kind")

    @api.depends("kind", "user_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for approval in self:
            approval.display_name = (
                f"{kinds.get(approval.kind)}: {approval.user_id.name}"
            )
