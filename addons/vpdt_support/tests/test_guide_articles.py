from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SupportCase


@tagged("post_install", "-at_install", "vpdt")
class TestGuideArticles(SupportCase):
    """R19: the guide stands behind the question mark of the screen one is on."""

    FROZEN = False

    def ask(self, who, xmlid=None, **screen):
        if xmlid:
            screen["action"] = self.env.ref(xmlid).id
        return self.as_(who, "vpdt.article").help_read(screen)

    def names(self, answer):
        return [article["name"] for article in answer["articles"]]

    def test_every_seeded_article_is_for_a_screen_or_a_role(self):
        """Its screens exist: paths of actions, names of models."""
        articles = self.env["vpdt.article"].search([])
        self.assertGreaterEqual(len(articles), 12)
        paths = set(self.env["ir.actions.actions"].search([]).mapped("path"))
        for place in articles.place_ids:
            if place.action:
                self.assertIn(place.action, paths | {"cho-cap-so", "so-van-ban-di",
                    "giao-nhan", "du-thao"})  # fmt: skip
            if place.model and not place.model.startswith(("vpdt.draft", "vpdt.disp")):
                self.assertIn(place.model, self.env)

    def test_the_screen_comes_first(self):
        answer = self.ask("clerk", "vpdt_documents.vpdt_intake_action")
        self.assertEqual(self.names(answer)[0], "Tiếp nhận, vào sổ văn bản đến")
        self.assertIn("Tiếp nhận", answer["screen"])
        desk = self.ask("chairman", "vpdt_workflow.vpdt_desk_action")
        self.assertIn("Bút phê, chuyển văn bản", self.names(desk)[:2])
        self.assertNotIn("Tiếp nhận, vào sổ văn bản đến", self.names(desk))
        self.assertEqual(desk["tour"], "vpdt_first_day_leader")

    def test_who_serves(self):
        self.assertTrue(self.ask("operator")["serves"])
        self.assertTrue(self.ask("operator_a")["serves"])
        self.assertFalse(self.ask("clerk")["serves"])

    def test_words_are_found_with_or_without_marks(self):
        guide = self.as_("clerk_o", "vpdt.article")
        for words in ("quên mật khẩu", "quen mat khau", "  MAT   khau quen "):
            found = guide.help_search(words)
            self.assertTrue(found[0]["name"].startswith("Quên mật khẩu"), words)
        self.assertEqual(guide.help_search("không-có-chữ-này"), [])
        for nothing in ("", None, 7, ["x"]):
            self.assertEqual(guide.help_search(nothing), [])
        self.assertEqual(
            self.env["vpdt.article"].name_search("vang mat toi")[0][1],
            "Tôi vắng mặt: ai xử lý thay",
        )

    def test_scripts_do_not_stay_in_an_article(self):
        article = self.as_("operator", "vpdt.article").create(
            {"name": "X", "body": "<p onclick='x()'>A</p><script>alert(1)</script>"}
        )
        body = self.by("clerk", article).help_open()["body"]
        self.assertNotIn("script", body)
        self.assertNotIn("onclick", body)

    def test_one_vote_of_each_the_latest(self):
        article = self.env["vpdt.article"].search([], limit=1)
        helpful = article.helpful
        self.by("clerk", article).action_vote("no")
        self.by("clerk", article).action_vote("yes")
        self.by("head_a", article).action_vote("no")
        article.invalidate_recordset()
        self.assertEqual(article.helpful, helpful + 1)
        self.assertEqual(self.by("clerk", article).help_open()["mine"], "yes")
        self.assertEqual(self.by("clerk_a", article).help_open()["mine"], "")
        for forged in (True, False, None, "maybe", 1):
            with self.assertRaises(UserError):
                self.by("clerk", article).action_vote(forged)
        with self.assertRaises(AccessError):
            self.as_("clerk", "vpdt.article.vote").search([])

    def test_only_the_office_writes(self):
        article = self.env["vpdt.article"].search([], limit=1)
        for who in ("clerk", "operator_a", "chairman"):
            with self.assertRaises(AccessError):
                self.by(who, article).write({"name": "x"})
        self.by("operator", article).write({"name": "Tên khác"})

    def test_forged_screens(self):
        for screen in (None, 7, "x", {"action": "x", "tag": 3, "model": {}, "view": 0}):
            answer = self.as_("clerk", "vpdt.article").help_read(screen)
            self.assertEqual(answer["screen"], "")
