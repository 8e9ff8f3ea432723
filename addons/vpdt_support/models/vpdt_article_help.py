from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_documents.text import fold

from ..serving import ranked

_MOST = 12


class VpdtArticle(models.Model):
    """What the help button asks."""

    _inherit = "vpdt.article"

    @api.model
    @api.readonly
    def help_read(self, screen=None):
        """Return what the help button shows on a screen.

        :param screen: {"action", "tag", "model", "view"} of the screen
        :return: {"screen": its name, "articles": [{"id", "name"}], the fitting first,
            "problems": [{"id", "name", "text"}] that are known, "categories" and
            "urgencies": [[id, name]], "urgency": the usual one, "phone", "tour": the
            name of the user's first-day tour or False, "serves": whether he is an
            operator}
        """
        user = self.env.user
        place = self.env["vpdt.ticket"]._screen(screen)
        articles = self.search_fetch([], ["sequence"])
        asked = {
            "action": place["screen_action"],
            "model": place["screen_model"],
            "view": place["screen_view"],
        }
        ids = ranked(
            [
                {
                    "id": article.id,
                    "sequence": article.sequence,
                    "places": article.place_ids.read(["action", "model", "view"]),
                    "roles": article.role_ids.mapped("code"),
                }
                for article in articles
            ],
            asked,
            user._role_codes(),
        )
        problems = self.env["vpdt.known.problem"].search([("state", "=", "open")])
        urgencies = self.env["vpdt.ticket.urgency"]
        # sudo: one's own telephone
        employee = user.sudo().employee_ids[:1]
        served = user._served_agencies()
        return {
            "screen": place["screen"],
            "articles": self._lines(ids),
            "problems": problems.read(["name", "text"], load=None),
            "categories": self._choices("vpdt.ticket.category"),
            "urgencies": self._choices("vpdt.ticket.urgency"),
            "urgency": urgencies._usual().id,
            "phone": employee.work_phone or employee.mobile_phone or "",
            "tour": user._first_day_tour(),
            "serves": served is None or bool(served),
        }

    @api.model
    def _choices(self, model):
        return [[row.id, row.name] for row in self.env[model].search([])]

    @api.model
    def _lines(self, ids):
        return [{"id": row.id, "name": row.name} for row in self.browse(ids)]

    @api.model
    @api.readonly
    def help_search(self, words):
        """Return the articles that hold all the words: [{"id", "name"}].

        With or without marks; titles go first.
        """
        if not isinstance(words, str) or not words.strip():
            return []
        found = self.search(self._search_words(words), limit=200)
        wanted = self._search_words(words)
        titles = found.filtered(lambda one: one._is_titled(wanted))
        return self._lines((titles | found)[:_MOST].ids)

    def _is_titled(self, wanted):
        """Whether the title alone holds the words of a domain of `_search_words`."""
        title = fold(self.name)
        return all(word in title for _field, _operator, word in wanted)

    @api.readonly
    def help_open(self):
        """The article: {"id", "name", "body" (HTML), "mine": "yes", "no" or ""}."""
        self.ensure_one()
        self.check_access("read")
        if not self.exists():
            raise UserError(self.env._("This article is not there any more."))
        # sudo: one's own answer
        vote = self.env["vpdt.article.vote"].sudo()
        vote = vote.search(
            [("article_id", "=", self.id), ("user_id", "=", self.env.uid)]
        )
        mine = ("yes" if vote.helpful else "no") if vote else ""
        return {
            "id": self.id,
            "name": self.name,
            "body": str(self.body or ""),
            "mine": mine,
        }

    def action_vote(self, answer):
        """Say whether the article helped; the latest answer of each counts.

        :param answer: "yes" or "no"
        :raises UserError: neither, or no such article
        """
        self.ensure_one()
        self.check_access("read")
        if not self.exists() or answer not in ("yes", "no"):
            raise UserError(self.env._("Say whether it helped: yes or no."))
        # sudo: one's own answer; who may read the article was checked
        votes = self.env["vpdt.article.vote"].sudo()
        mine = votes.search(
            [("article_id", "=", self.id), ("user_id", "=", self.env.uid)]
        )
        helpful = answer == "yes"
        if mine:
            mine.helpful = helpful
        else:
            votes.create(
                {
                    "article_id": self.id,
                    "user_id": self.env.uid,
                    "helpful": helpful,
                }
            )
        return True
