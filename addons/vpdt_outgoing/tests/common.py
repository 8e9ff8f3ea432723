from types import SimpleNamespace

from odoo import Command

from odoo.addons.vpdt_documents.tests.common import ANSWER
from odoo.addons.vpdt_documents.tests.papers import pdf
from odoo.addons.vpdt_workflow.tests.common import RouteCase

from ..signing import PageCode


class DraftCase(RouteCase):
    """The small district with rules of review and numbering of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Rule = cls.env["vpdt.review.rule"]
        Rule.search([]).unlink()
        for sequence, (scope, kind, role, place) in enumerate(
            (
                ("above", "content", "head", "drafting"),
                ("above", "layout", "deputy_chief_of_office", "issuing"),
                ("own", "content", "deputy_head", "drafting"),
            )
        ):
            Rule.create(
                {
                    "agency_id": cls.committee.id,
                    "sequence": sequence,
                    "scope": scope,
                    "kind": kind,
                    "role": role,
                    "place": place,
                }
            )
        cls.letter = cls.env["vpdt.document.type"].create(
            {"name": "Letter of the test"}
        )
        cls.env["vpdt.numbering.rule"].search([]).unlink()
        cls.env["vpdt.numbering.rule"].create(
            [
                {"has_abbreviation": "yes", "pattern": "{type}-{agency}"},
                {"has_abbreviation": "no", "pattern": "{agency}-{unit}"},
            ]
        )
        cls.posts["chairman"].signature_title = "CHỦ TỊCH"
        cls.env.flush_all()

    def draft(self, who="specialist_a", issuer=None, signer="chairman", **vals):
        """Return a draft of a decision that agency A makes for the committee."""
        user = self.users[who]
        return (
            self.env["vpdt.draft"]
            .with_user(user)
            .create(
                {
                    "subject": "Tổ chức lễ hội",
                    "type_id": self.decision.id,
                    "field_id": self.culture.id,
                    "issuer_id": (issuer or self.committee).id,
                    "signer_id": self.users[signer].id,
                    "dispatch_ids": [
                        Command.create({"agency_id": self.agency_a.id}),
                        Command.create(
                            {"agency_id": self.agency_b.id, "purpose": "inform"}
                        ),
                        Command.create(
                            {"name": "Sở Văn hóa", "address": "Quy Nhơn", "copies": 2}
                        ),
                    ],
                    **vals,
                }
            )
        )

    def version(
        self, draft, text="the words of the draft", who="specialist_a", pages=2
    ):
        """Add a version (a print) to `draft`; return it."""
        answer = {
            **ANSWER,
            "fields": {},
            "text": text,
            "pages": pages,
        }
        data = pdf([text], pages=pages)
        mine = draft.with_user(self.users[who])
        self.patch(
            type(self.env["vpdt.draft"]), "_read", lambda draft, data, name: answer
        )
        version, refused = mine._add_version(data, "dự thảo.pdf", "lần đầu")
        self.assertFalse(refused)
        version.pdf_id.sudo()._store_pages([text] * pages, "text")
        return version

    def step(self, draft, who, purpose="review"):
        """Return the open handling of `draft` with `who`, as he sees it."""
        self.env.invalidate_all()
        found = draft.sudo().document_id.handling_ids.filtered(
            lambda item: (
                item.purpose == purpose
                and item.state in ("waiting", "opened")
                and (item.user_id == self.users[who] or not item.user_id)
            )
        )
        self.assertEqual(len(found), 1, f"{who}: {found}")
        return found.with_user(self.users[who])

    def approve(self, draft, who, purpose="review"):
        """`who` approves the version that is there now."""
        self.step(draft, who, purpose).action_approve(
            "đồng ý", version_id=draft.sudo().version_id.id
        )

    def to_signature(self, **vals):
        """Return a draft that lies with the chairman for his signature."""
        draft = self.draft(**vals)
        self.version(draft)
        draft.action_submit("Kính trình")
        self.approve(draft, "head_a")
        self.approve(draft, "deputy_chief")
        return draft

    def put_bytes(self, file, data):
        """Let `file` hold other bytes, as if they had come in that way."""
        self.env["ir.attachment"].browse(file.attachment_id.id).raw = data

    def scan(self, draft, pages=None, who="clerk", version=None):
        """Return the scan of the signed paper as it waits with the clerk."""
        paper = self.intake(who, pages=("signed",) * 2, subject=f"ký {draft.id}")
        self.put_bytes(paper.sudo().file_ids, pdf(["signed"], pages=2))
        number = version or draft.sudo().version_id.number
        key = self.env["vpdt.draft"]._signing_key()
        pages = pages or (1, 2)
        answer = {
            "pages": len(pages),
            "blank": [],
            "codes": [
                {
                    "page": at,
                    "text": PageCode(draft.id, number, page, 2).text(key),
                    "box": [0.05, 0.9, 0.12, 0.95],
                    "turn": 0,
                }
                for at, page in enumerate(pages, 1)
                if page
            ],
        }
        reader = SimpleNamespace(read_codes=lambda data: answer)
        self.patch(
            type(self.env["vpdt.file"]), "_reader", lambda self, work="reading": reader
        )
        paper._after_take_in(answer)
        return paper

    def signed(self, **vals):
        """Return a draft that is signed and waits for its number, as the clerk."""
        draft = self.to_signature(**vals)
        self.scan(draft).action_tie()
        return draft.with_user(self.users["clerk"])

    def issued(self, **vals):
        """Return an issued document, as the clerk of the committee."""
        draft = self.signed(**vals)
        draft.action_number()
        draft.action_issue()
        return draft.issued_id
