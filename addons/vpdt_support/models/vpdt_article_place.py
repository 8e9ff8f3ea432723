from odoo import api, fields, models
from odoo.exceptions import ValidationError

VIEWS = [
    ("list", "List"),
    ("kanban", "Cards"),
    ("form", "Form"),
    ("pivot", "Pivot"),
    ("graph", "Graph"),
]


class VpdtArticlePlace(models.Model):
    """A screen an article belongs to: by the path of its action, by model, by view."""

    _name = "vpdt.article.place"
    _description = "Screen of an article"
    _order = "id"
    _rec_name = "action"

    article_id = fields.Many2one(
        "vpdt.article", required=True, index=True, ondelete="cascade"
    )
    action = fields.Char(
        string="Path of the action", help="As in the address: ban-lam-viec."
    )
    model = fields.Char(help="Technical name, as vpdt.draft.")
    view = fields.Selection(VIEWS, string="Kind of view")

    @api.constrains("action", "model")
    def _check_something(self):
        for place in self:
            if not place.action and not place.model:
                raise ValidationError(
                    self.env._("Name the action or the model of the screen.")
                )
