from odoo import fields, models


class HrDepartment(models.Model):
    _inherit = "hr.department"

    signs_collectively = fields.Boolean(
        string="Works collectively",
        help="Documents are signed on behalf of the whole body (TM.), as those of a "
        "people's committee (NĐ 30/2020 Điều 13.1).",
    )
    signing_name = fields.Char(
        help="Name of the body above the signature, as ỦY BAN NHÂN DÂN; the name of "
        "the agency when empty.",
    )
