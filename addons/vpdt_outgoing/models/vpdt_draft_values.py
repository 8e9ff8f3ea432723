from odoo import models

from ..drafting import DraftValues
from ..drafting.values import Incoming

_URGENCY = {"1": "urgent", "2": "very_urgent", "3": "express", "4": "express"}


class VpdtDraft(models.Model):
    """What the template is filled with (NĐ 30/2020 PL I)."""

    _inherit = "vpdt.draft"

    def _template_values(self):
        """Return {name of the template's field: value}, as `drafting.fill` takes it."""
        self.ensure_one()
        # sudo: letterheads and posts of colleagues; the right to the draft was checked
        draft = self.sudo()
        issuer = draft.issuer_id
        parent = issuer.letterhead_parent
        today = self.env["hr.job"]._today()
        symbol, _code = self.env["vpdt.numbering.rule"]._symbol(
            issuer, draft.type_id, draft.agency_id, today
        )
        lines = draft.dispatch_ids
        return DraftValues(
            kind=draft.type_id.name or "",
            issuer=(issuer.letterhead_name or issuer.name,),
            parents=(parent,) if parent else (),
            symbol=symbol,
            place=issuer.place_name or "",
            date=today,
            urgency=_URGENCY.get(draft.urgency, ""),
            subject=draft.subject or "",
            addressees=tuple(lines.filtered("is_addressee").mapped("name")),
            answers=draft._answered_values(),
            issuing_authority=(draft._issuing_authority(),),
            authority=tuple(draft._signature_values()),
            signer=draft.signer_id.name or "",
            receivers=draft._receiver_lines(),
            archive=draft._archive_line(),
            drafter=draft._drafter_mark(),
        ).as_placeholders()

    def _answered_values(self):
        paper = self.answers_id
        if not paper:
            return None
        return Incoming(
            kind=paper.type_id.name or self.env._("Document"),
            code=paper.code or "",
            date=paper.issued_date or None,
            issuer=paper.issuer or "",
            subject=paper.subject or "",
        )

    def _receiver_lines(self):
        """Return the lines of Nơi nhận: those it is addressed to are "Như trên"."""
        addressed = self.dispatch_ids.filtered("is_addressee")
        others = (self.dispatch_ids - addressed).mapped("name")
        return tuple([*(["Như trên"] if addressed else []), *others])

    def _archive_line(self):
        """Return "VT, VHTT": the clerk's file and the unit that drafted it."""
        unit = self.agency_id.symbol
        return "VT" if self.agency_id == self.issuer_id else f"VT, {unit}"

    def _drafter_mark(self):
        """Return the drafter's initials and the number of copies, as "NVA.(15)"."""
        initials = "".join(part[0] for part in self.author_id.name.split() if part)
        copies = sum(self.dispatch_ids.mapped("copies"))
        return f"{initials.upper()}.({copies:02d})" if copies else initials.upper()

    # -- who signs, in whose place -------------------------------------------------

    def _signature_values(self):
        """Return the lines above the signature (NĐ 30/2020 Điều 13)."""
        return list(self._signature_lines()) if self._signer_post() else []

    def _issuing_authority(self):
        """Return who decides, in the head of a decision: the body, or its head."""
        issuer = self.issuer_id
        name = issuer.letterhead_name or issuer.name
        post = self._signer_post()
        if issuer._is_collective(post.role):
            return name
        return f"{issuer._head_title(post.role)} {name}"
