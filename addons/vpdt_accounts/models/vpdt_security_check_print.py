from odoo import models

from odoo.addons.vpdt_documents.layout.accounts import security_checklist
from odoo.addons.vpdt_documents.layout.listing import render_listing
from odoo.addons.vpdt_documents.layout.measures import ND30_PORTRAIT
from odoo.addons.vpdt_documents.office_time import local_time


class VpdtSecurityCheck(models.Model):
    _inherit = "vpdt.security.check"

    def _print(self):
        """Return the checklist as PDF bytes, to who may read it.

        :raises AccessError: it is not the user's to read
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: lines and names of a checklist the user may read
        check = self.sudo().with_context(lang="vi_VN")
        agency = check.agency_id
        kinds = dict(check.line_ids._fields["kind"]._description_selection(check.env))
        rows = []
        for line in check.counted_ids:
            explained = f", đã giải trình {line.explained}" if line.explained else ""
            rows.append((kinds[line.kind], f"{line.count} phát hiện{explained}"))
        rows += [(line.text, line._answer_text()) for line in check.question_ids]
        closing = []
        if check.seen_at:
            remark = f": {check.seen_remark}" if check.seen_remark else "."
            day = f"{local_time(check.seen_at):%d/%m/%Y}"
            closing.append(f"{check.seen_by_id.name} đã xem ngày {day}{remark}")
        above = agency.letterhead_parent
        paper = security_checklist(
            agency.letterhead_name or agency.name,
            (above,) if above else (),
            check._period_text(),
            f"{check.last_day:%d/%m/%Y}",
            tuple(closing),
            check.signed_by_id.name or "",
            check.seen_by_id.name or "",
            agency.place_name or "",
            check.signed_at and local_time(check.signed_at).date() or None,
        )
        return render_listing(paper, rows, ND30_PORTRAIT)
