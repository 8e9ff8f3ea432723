from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .vpdt_review_rule import KINDS


class VpdtHandling(models.Model):
    """Handlings of drafts: reviewing and signing move the draft along."""

    _inherit = "vpdt.handling"

    review_kind = fields.Selection(KINDS)
    review_rule_id = fields.Many2one("vpdt.review.rule", ondelete="restrict")

    @api.model
    def _withheld_sql(self, alias):
        """A recalled document is withheld from its receivers (`vpdt.reader`)."""
        self.env["vpdt.document"].flush_model(["state"])
        return SQL(
            """EXISTS (SELECT FROM vpdt_document recalled
                        WHERE recalled.id = %s.document_id
                          AND recalled.state = 'recalled')""",
            alias,
        )

    def _answer_name(self):
        """Say of an answer that was recalled that it was."""
        name, answer = super()._answer_name(), self.answer_id
        if name and answer.state == "recalled":
            return self.env._("%(code)s (recalled)", code=name)
        return name

    def _draft(self):
        """Return the draft these handlings are of, if it is one."""
        # sudo: found by its document, which the caller reads
        return (
            self.env["vpdt.draft"]
            .sudo()
            .search([("document_id", "in", self.document_id.ids)])
            .sudo(self.env.su)
        )

    def action_approve(self, text="", *, version_id=None, reviewer_id=None, **what):
        """Approve what was given for review or signature.

        :param version_id: of a draft: the version that was looked at (NĐ 30/2020 Điều
            11.2: what is changed afterwards is reviewed again)
        :param reviewer_id: who reviews next, where several could
        """
        self.ensure_one()
        draft = self._draft()
        if not draft:
            return super().action_approve(text, **what)
        self = self._own_context()
        self._check_move("approve")
        draft.with_env(self.env)._approve(
            self, (text or "").strip(), version_id, reviewer_id
        )
        return True

    def _give_back(self):
        result = super()._give_back()
        if self.purpose in ("review", "sign", "issue"):
            draft = self._draft()
            if self.purpose == "issue" and draft.state == "signing":
                # the clerk sends the draft back: it goes to its maker
                draft.with_env(self.env)._withdraw_steps(self.reason or "")
            draft.with_env(self.env)._stepped_back()
        return result

    def _enter_at_agency(self):
        # A draft sent for an opinion is no paper that came in: it has no number
        if self.document_id.state == "draft":
            return self.env["vpdt.entry"]
        return super()._enter_at_agency()

    def _check_move(self, move):
        result = super()._check_move(move)
        if self.document_id.state in ("numbered", "recalled") and move not in (
            "open",
            "acknowledge",
        ):
            raise UserError(
                self.env._("This document is not in force: nothing is done with it.")
            )
        return result
