from odoo import api, models

from odoo.addons.vpdt_workflow.routing.purposes import DRAFTING


class VpdtHandling(models.Model):
    """Drafts on the desk: the version that is reviewed, and the draft's own form."""

    _inherit = "vpdt.handling"

    @api.readonly
    def desk_paper(self):
        paper = super().desk_paper()
        if self.purpose in DRAFTING:
            # approved or returned first of all; passed on behind "More"
            paper["options"] = False
        return paper

    def _desk_turn(self, names, moves):
        turn = {**super()._desk_turn(names, moves), **self.document_id._draft_turn()}
        if draft := self.document_id._draft_shown():
            turn |= self._draft_state_words(draft)
        return turn


class VpdtDocument(models.Model):
    _inherit = "vpdt.document"

    def _draft_turn(self):
        """Return what a move on a draft has to name: it and the version shown."""
        draft = self._draft_shown()
        return {"draft_id": draft.id, "version_id": draft.version_id.id}

    def _draft_shown(self):
        """Return the draft of this document, none where it is no draft."""
        self.ensure_one()
        if self.state != "draft" and not self.draft_ids:
            return self.env["vpdt.draft"]
        return self.draft_ids[:1]

    @api.readonly
    def get_my_turn(self):
        named = self._draft_turn()
        turns = [{**turn, **named} for turn in super().get_my_turn()]
        if draft := self._draft_shown():
            for turn in turns:
                handling = self.env["vpdt.handling"].browse(turn["id"])
                turn.update(handling._draft_state_words(draft))
        return turns

    def _desk_chain(self, names, here):
        chain = super()._desk_chain(names, here)
        draft = self._draft_shown()
        return draft._desk_rounds(chain, names) if draft else chain

    def _desk_facts(self):
        facts = super()._desk_facts()
        draft = self._draft_shown()
        if not draft:
            return facts
        # sudo: names of the signer and of the agency, as the paper will bear them
        shown = draft.sudo()
        return {
            **facts,
            "form": {"model": "vpdt.draft", "id": draft.id},
            "signer": shown.signer_id.name or "",
            "signer_position": shown._signer_post().name or "",
            "page_count": draft.version_id.pages or 0,
            "without_pages": self.env._("There is no print of this draft yet."),
        }

    def _desk_files(self):
        draft = self._draft_shown()
        if not draft:
            return super()._desk_files()
        # of a draft, only what is reviewed: the print of its current version
        printed = draft.version_id.pdf_id
        return [
            {
                "id": printed.id,
                "name": printed.name,
                "pages": max(printed.page_count or 1, 1),
                "attachment_id": printed.attachment_id.id,
            }
        ] if printed else []  # fmt: skip

    def action_open_draft(self):
        """Open the draft this document is in the making of."""
        self.ensure_one()
        self.check_access("read")
        draft = self._draft_shown()
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.draft",
            "res_id": draft.id,
            "views": [[False, "form"]],
            "name": draft.display_name,
        }
