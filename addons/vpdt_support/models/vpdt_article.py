from odoo import api, fields, models
from odoo.tools import html2plaintext, plaintext2html

from odoo.addons.vpdt_documents.text import fold


class VpdtArticle(models.Model):
    """An article of the guide: how something is done, on which screen, for whom (R19).

    Everybody reads them; operators of the whole office write them.
    """

    _name = "vpdt.article"
    _description = "Article of the guide"
    _order = "sequence, id"

    name = fields.Char(string="Title", required=True)
    body = fields.Html(string="Text", sanitize=True, sanitize_attributes=True)
    category_id = fields.Many2one(
        "vpdt.ticket.category", index=True, ondelete="restrict"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    place_ids = fields.One2many(
        "vpdt.article.place", "article_id", string="Screens", copy=True
    )
    role_ids = fields.Many2many(
        "vpdt.support.role", string="For whom", help="Everybody when empty."
    )
    searched = fields.Text(compute="_compute_searched", store=True)
    vote_ids = fields.One2many("vpdt.article.vote", "article_id", string="Votes")
    helpful = fields.Integer(string="Helped", compute="_compute_votes")
    unhelpful = fields.Integer(string="Did not help", compute="_compute_votes")
    ticket_ids = fields.One2many("vpdt.ticket", "article_id", string="Made of")

    @api.depends("name", "body")
    def _compute_searched(self):
        for article in self:
            text = f"{article.name or ''} {html2plaintext(article.body or '')}"
            article.searched = " ".join(fold(text).split())

    @api.depends("vote_ids.helpful")
    def _compute_votes(self):
        # sudo: how many people voted, of no one in particular
        rows = (
            self.env["vpdt.article.vote"]
            .sudo()
            ._read_group(
                [("article_id", "in", self.ids)], ["article_id", "helpful"], ["__count"]
            )
        )
        counts = {(article.id, helpful): count for article, helpful, count in rows}
        for article in self:
            article.helpful = counts.get((article.id, True), 0)
            article.unhelpful = counts.get((article.id, False), 0)

    @api.model
    def _search_words(self, words):
        """Return a domain of articles that hold every word, whatever its marks."""
        return [("searched", "like", word) for word in fold(words).split()]

    @api.model
    def _search_display_name(self, operator, value):
        if operator == "ilike" and isinstance(value, str) and value.strip():
            return self._search_words(value)
        return super()._search_display_name(operator, value)

    @api.model
    def _from_ticket(self, ticket):
        """Return a new article of a solved ticket: what was asked, how it was solved.

        Neither the person nor the agency is named.
        """
        solved = ticket.step_ids.filtered(lambda one: one.kind in ("solve", "answer"))
        lines = ticket.text.strip().splitlines()
        place = {
            "action": ticket.screen_action,
            "model": ticket.screen_model,
        }
        known = ticket.screen_action or ticket.screen_model
        return self.create(
            {
                "name": lines[0][:120],
                "body": plaintext2html(solved[-1:].text or ticket.text),
                "category_id": ticket.category_id.id,
                "place_ids": [(0, 0, place)] if known else [],
            }
        )
