from odoo import fields, models


class VpdtArticleVote(models.Model):
    """Whether an article helped somebody; one answer of each, the latest."""

    _name = "vpdt.article.vote"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Vote on an article"
    _order = "id desc"
    _rec_name = "article_id"

    article_id = fields.Many2one(
        "vpdt.article", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", string="By whom", required=True, index=True, ondelete="cascade"
    )
    helpful = fields.Boolean()

    _once = models.UniqueIndex("(article_id, user_id)", "One answer of each.")
