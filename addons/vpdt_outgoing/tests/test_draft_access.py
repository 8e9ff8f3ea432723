from collections import defaultdict

from odoo.tests import tagged

from odoo.addons.vpdt_workflow.tests import test_access_matrix

from .common import DraftCase

#: Who is asked of: makers and reviewers, the nosy head of another department, receivers
#: before the issue, the administrator and the operator.
ASKERS = (
    "specialist_a",
    "head_a",
    "chairman",
    "clerk",
    "chief",
    "clerk_b",
    "head_b",
    "operator",
    "administrator",
)
MAKERS = {"specialist_a", "head_a", "chairman", "clerk"}


@tagged("post_install", "-at_install", "vpdt", "vpdt_matrix")
class TestDraftAccess(test_access_matrix.TestAccessMatrix, DraftCase):
    """I3, R5: a draft is seen by its makers and reviewers only, by any way to ask."""

    strangers = ("administrator", "clerk_b")
    # not of papers: they are what they are without a draft
    test_only_its_own_document_is_searched_past_the_rules = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.askers = {name: cls.askers[name] for name in ASKERS}

    def plant(self):
        """Drafts at every stage; words of theirs wherever a draft has words."""
        self.waiting, self.papers = {}, {}
        self.plant_draft("specialist_a")
        given_up, draft = self.plant_draft("specialist_a")
        draft.action_abandon("thôi")
        token, draft = self.plant_draft("specialist_a")
        self.version(draft, f"lời {token}")
        draft.action_submit(f"Trình {token}")
        draft.with_user(self.users["head_a"]).action_comment(
            f"Góp ý {token}", draft.version_id.id, page=1, x=0.2, y=0.5
        )
        self.step(draft, "head_a").action_return(f"Trả {token}")
        token, draft = self.plant_draft("specialist_a")
        self.version(draft, f"lời {token}")
        draft.action_submit(f"Trình {token}")
        self.approve(draft, "head_a")
        self.approve(draft, "deputy_chief")
        numbered, draft = self.plant_draft("specialist_a")
        self.version(draft, f"lời {numbered}")
        draft.action_submit()
        self.approve(draft, "head_a")
        self.approve(draft, "deputy_chief")
        self.scan(draft).action_tie()
        clerk = draft.with_user(self.users["clerk"])
        clerk.action_number()
        self.papers[numbered].append(clerk.issued_id.id)
        self.expected = {
            given_up: {"specialist_a"},
            token: MAKERS,
            numbered: MAKERS | {"chief"},
        }

    def plant_draft(self, who):
        token, _content = self.content()
        draft = self.draft(who, subject=f"Việc {token}", note=f"Ghi {token}")
        self.tokens[token] = draft.sudo().document_id
        self.papers[token] = [draft.sudo().document_id.id]
        return token, draft

    def permissions(self):
        """Return asker → tokens that may be seen, from the reader table; it says what
        the rule says of makers and reviewers."""
        readers = defaultdict(set)
        for row in self.env["vpdt.reader"].sudo().search([]):
            readers[row.user_id.id].add(row.document_id.id)
        may = {
            name: {
                token
                for token, papers in self.papers.items()
                if readers[user.id] & {*papers}
            }
            for name, user in self.askers.items()
        }
        for token, names in self.expected.items():
            self.assertEqual({name for name in may if token in may[name]}, names)
        self.assertEqual(may["specialist_a"], {*self.tokens})
        for nobody in ("clerk_b", "head_b", "operator", "administrator"):
            self.assertFalse(may[nobody], nobody)
        return may

    def test_questions_give_nothing_away(self):
        """Counting what holds a word finds no draft for who may not read it."""
        token = next(iter(self.expected))
        with test_access_matrix.mute_logger("odoo.sql_db", "odoo.models"):
            for name in ("clerk_b", "head_b", "administrator", "operator"):
                for model in self.models(ours=True):
                    if self.env[model].with_user(self.askers[name]).has_access("read"):
                        paths = list(self.paths(model))
                        found = self.found_by(name, model, paths, token)
                        self.assertEqual(found, [], f"{name}: {model}")
            found = self.found_by(
                "specialist_a", "vpdt.draft", ["subject", "note"], token
            )
        self.assertEqual(found, ["subject", "note"])
