import re

from odoo import fields, models

_TITLES = {
    "chairman": "Chủ tịch",
    "vice_chairman": "Phó Chủ tịch",
    "chief_of_office": "Chánh Văn phòng",
    "deputy_chief_of_office": "Phó Chánh Văn phòng",
}
# The title in the name of a post: "Trưởng phòng" of "Trưởng phòng Nội vụ"
_HEADS = re.compile(
    r"(?:Quyền |Phó )?(?:Trưởng phòng|Trưởng ban|Chánh Thanh tra|Giám đốc"
    r"|Chi cục trưởng|Hiệu trưởng|Trưởng trạm|Chỉ huy trưởng)",
    re.IGNORECASE,
)
_USUAL = {
    "chairman": "own",
    "head": "own",
    "vice_chairman": "deputy",
    "deputy_head": "deputy",
    "chief_of_office": "by_order",
    "deputy_chief_of_office": "by_order",
}


class HrJob(models.Model):
    _inherit = "hr.job"

    signature_title = fields.Char(
        help="Title above the signature, as CHỦ TỊCH or TRƯỞNG PHÒNG; it follows from "
        "the post when empty (NĐ 30/2020 PL I.II.7).",
    )

    def _signature_title(self):
        """Return the title above the signature of who holds this post."""
        if not self:
            return ""
        self.ensure_one()
        if self.signature_title:
            return self.signature_title
        if self.role in _TITLES:
            return _TITLES[self.role]
        found = _HEADS.match(self.name or "")
        return found[0] if found else self.name

    def _usual_authority(self):
        """Return by what right the holder usually signs (`layout.Authority.right`)."""
        self.ensure_one()
        return _USUAL.get(self.role, "own")
