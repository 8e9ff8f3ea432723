from odoo import models


class IrModelAccess(models.Model):
    _name = "ir.model.access"
    _inherit = ["vpdt.release.only.mixin", "ir.model.access"]
