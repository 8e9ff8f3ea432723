from odoo import api, fields, models


class VpdtDirective(models.Model):
    """A directive (bút phê): what a leader wrote once, with the handlings it made."""

    _name = "vpdt.directive"
    _inherit = ["vpdt.append.only.mixin", "vpdt.trail.mixin"]
    _description = "Directive"
    _order = "id desc"
    _rec_name = "text"
    _log_access = False

    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    handling_id = fields.Many2one(
        "vpdt.handling",
        index="btree_not_null",
        ondelete="restrict",
        help="The handling that was passed on with it.",
    )
    author_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    text = fields.Text()
    proposal = fields.Json(
        help="Lines that the author proposes the receiver to give on."
    )
    handling_ids = fields.One2many(
        "vpdt.handling", "directive_id", string="Handlings made"
    )

    @api.model
    def _trail_name(self):
        return self.env._("Directives given")

    @api.depends("author_id", "at")
    def _compute_display_name(self):
        for directive in self:
            directive.display_name = directive.text or directive.author_id.name
