from odoo import fields, models

from odoo.addons.vpdt_documents.layout import (
    Charge,
    Opinion,
    Slip,
    render_handling_slip,
)
from odoo.addons.vpdt_documents.office_time import local_time

#: Who leads the body, and who leads one of its units (NĐ 30/2020 PL IV).
_BODY = ("chairman", "vice_chairman", "chief_of_office", "deputy_chief_of_office")
_UNIT = ("head", "deputy_head")
# The slip is a form of the law, so its words are Vietnamese whoever prints it.
_POSTS = {
    "chairman": "Chủ tịch",
    "vice_chairman": "Phó Chủ tịch",
    "chief_of_office": "Chánh Văn phòng",
    "deputy_chief_of_office": "Phó Chánh Văn phòng",
    "head": "Thủ trưởng đơn vị",
    "deputy_head": "Phó thủ trưởng đơn vị",
    "specialist": "Chuyên viên",
    "clerk": "Văn thư",
}
_PURPOSES = {
    "lead": "Chủ trì",
    "support": "Phối hợp",
    "direct": "Chỉ đạo",
    "monitor": "Theo dõi",
    "inform": "Để biết",
    "opinion": "Cho ý kiến",
    "carry_out": "Thực hiện",
    "draft": "Soạn thảo",
    "review": "Xem xét",
    "sign": "Ký",
    "issue": "Phát hành",
}
_MARKS = {"1": "urgent", "2": "very_urgent", "3": "express", "4": "express"}


class VpdtDocument(models.Model):
    """Phiếu giải quyết văn bản đến (NĐ 30/2020 Phụ lục IV)."""

    _inherit = "vpdt.document"

    def action_print_slip(self):
        """Open the slip in a new tab."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/handling-slip/{self.id}.pdf",
            "target": "new",
        }

    def _handling_slip(self):
        """Return the slip of this document (PDF bytes), for who may read it.

        The directives and results of all it passed, in three blocks: leaders of the
        body, leaders of units, those who solved it.
        """
        self.ensure_one()
        self.check_access("read")
        return render_handling_slip(self._slip())

    def _slip(self):
        """Return what the slip says, a `layout.Slip`."""
        handlings = self.handling_ids.sorted("id")
        # the agency where it came in
        agency = handlings.filtered(lambda item: not item.parent_id)[:1].agency_id
        # who prints it there or in another agency that has it has its own number
        mine = self.env.user._agencies() & self.entry_ids.agency_id
        own = mine if len(mine) == 1 else agency
        entry = self.entry_ids.filtered(
            lambda line: (
                line.agency_id == own
                and line.kind == "incoming"
                and line.state != "void"
            )
        )[:1]
        blocks = self._slip_blocks(handlings, agency)
        # sudo: letterhead of the agency whose register it stands in
        head = own.sudo()
        return Slip(
            agency=head.letterhead_name or head.name or "",
            parents=(head.letterhead_parent,) if head.letterhead_parent else (),
            kind=self.type_id.name or "",
            code=self.code or "",
            issued_date=self.issued_date or None,
            issuer=self.issuer or "",
            subject=self.subject or "",
            arrival=(entry.number, entry.received_date or None) if entry else None,
            urgency=_MARKS.get(self.urgency, ""),
            place=head.place_name or agency.sudo().place_name or "",
            printed=self.env["hr.job"]._today(),
            **blocks,
        )

    def _slip_blocks(self, handlings, agency):
        """Return {"body", "unit", "solver"}: opinions in the order of time."""
        names = handlings._slip_names(self.directive_ids)
        made = {}
        for handling in handlings:
            if handling.state != "recalled":
                made.setdefault(handling.directive_id.id, []).append(handling)
        found = []
        for directive in self.directive_ids.sorted("id"):
            handling = directive.handling_id
            # What the rules passed on by themselves is nobody's opinion.
            if directive.text or handling.role not in ("clerk", False):
                opinion = directive._slip_opinion(made.get(directive.id, ()), names)
                found.append((directive.at, handling, opinion))
        for handling in handlings:
            opinion = handling._slip_result(names)
            if opinion:
                found.append((handling.closed_at, handling, opinion))
        blocks = {"body": [], "unit": [], "solver": []}
        for _at, handling, opinion in sorted(found, key=lambda item: item[0]):
            blocks[handling._slip_block(agency)].append(opinion)
        return blocks


class VpdtDirective(models.Model):
    _inherit = "vpdt.directive"

    def _slip_opinion(self, made, names):
        """Return this directive as a `layout.Opinion`.

        :param made: the handlings it made
        :param names: see `_slip_names`
        """
        handling = self.handling_id
        return Opinion(
            **handling._slip_author(self.author_id, names),
            at=handling._slip_time(self.at),
            text=self.text or "",
            charges=(*self._slip_charges(made, names), *self._slip_proposal(names)),
        )

    def _slip_charges(self, made, names):
        """Return whom it charged: those with one task and deadline in one row."""
        unit = self.handling_id.role not in _BODY
        rows = {}
        for item in made:
            purpose = _PURPOSES[item.purpose]
            if item.is_main:
                purpose = "Giải quyết" if unit else _PURPOSES["lead"]
            deadline = item._slip_time(item.deadline) if item.deadline else None
            name = names[item.user_id or item.agency_id]
            if item.state == "returned":
                name += " (đã trả lại)"
            rows.setdefault((purpose, deadline), []).append(name)
        return [
            Charge(purpose, tuple(who), deadline)
            for (purpose, deadline), who in rows.items()
        ]

    def _slip_proposal(self, names):
        """Return what was proposed to the receiver, as charges."""
        models_of = {"agency": self.env["hr.department"], "user": self.env["res.users"]}
        rows = {}
        for line in self.proposal or ():
            record = models_of[line["kind"]].browse(line["id"])
            purpose = f"Đề xuất {_PURPOSES[line['purpose']].lower()}"
            moment = fields.Datetime.to_datetime(line.get("deadline"))
            deadline = self.handling_id._slip_time(moment)
            # sudo: names of those the author proposed, in a directive the user reads
            rows.setdefault((purpose, deadline), []).append(
                names.get(record) or record.sudo().display_name
            )
        return [
            Charge(purpose, tuple(who), deadline)
            for (purpose, deadline), who in rows.items()
        ]


class VpdtHandling(models.Model):
    _inherit = "vpdt.handling"

    def _slip_names(self, directives):
        """Return {user or agency: name} of all these handlings and directives."""
        # sudo: names of colleagues and agencies on rows the user reads
        users = (
            self.user_id
            | self.closed_by_id
            | directives.author_id
            | directives.handling_id.user_id
        ).sudo()
        users.fetch(["partner_id"])
        users.partner_id.fetch(["name"])
        agencies = (self.agency_id | directives.handling_id.agency_id).sudo()
        agencies.fetch(["name", "letterhead_name"])
        return {
            **{user.sudo(False): user.partner_id.name for user in users},
            **{
                agency.sudo(False): agency.letterhead_name or agency.name
                for agency in agencies
            },
        }

    def _slip_time(self, moment):
        """Return a moment as naive local time, None for none."""
        if not moment:
            return None
        return local_time(moment).replace(tzinfo=None)

    def _slip_block(self, agency):
        """Return the block that what was written here belongs to.

        :param agency: where the document came in: its head leads the body
        """
        if self.role in _BODY or (self.role in _UNIT and self.agency_id == agency):
            return "body"
        return "unit" if self.role in _UNIT else "solver"

    def _slip_author(self, author, names):
        """Return who wrote something here, in whose place."""
        other = self.user_id and self.user_id != author
        return {
            "author": names[author],
            "post": _POSTS.get(self.role, ""),
            "unit": "" if self.role in _BODY else names[self.agency_id],
            "instead_of": names[self.user_id] if other else "",
        }

    def _slip_result(self, names):
        """Return what this was finished or returned with, None for nothing.

        A result is told where it was written, not again by those above.
        """
        if self.state == "returned":
            text = f"Trả lại: {self.reason or ''}"
        elif self.state == "done" and self._slip_is_own():
            text = self.result or ""
        else:
            return None
        note = "Xếp lưu hồ sơ." if self.result_kind == "filed" else ""
        answer = self.answer_id
        if answer and answer.i_read:
            note = f"Văn bản trả lời: {answer.code or ''}".strip()
            if answer.issued_date:
                note += f" ngày {answer.issued_date:%d/%m/%Y}"
        if not text and not note:
            return None
        return Opinion(
            **self._slip_author(self.closed_by_id or self.user_id, names),
            at=self._slip_time(self.closed_at),
            text=text,
            note=f"{note}." if note and not note.endswith(".") else note,
        )

    def _slip_is_own(self):
        """Whether it was finished here, not because what was passed on was."""
        return not any(
            child.is_main and child.state == "done" for child in self.child_ids
        )
