from odoo import fields, models


class HrJob(models.Model):
    _inherit = "hr.job"

    signature_title = fields.Char(
        help="Title above the signature, as CHỦ TỊCH or TRƯỞNG PHÒNG; the post's name "
        "when empty (NĐ 30/2020 PL I.II.7).",
    )
