from odoo import api, fields, models

from odoo.addons.vpdt_documents.models.hr_job import ROLES


class VpdtSupportRole(models.Model):
    """A role of posts, so that articles and training can be for several."""

    _name = "vpdt.support.role"
    _description = "Role that help is for"
    _order = "id"
    _rec_name = "code"

    code = fields.Selection(ROLES, string="Role", required=True)

    _once = models.UniqueIndex("(code)", "This role is there already.")

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for role in self:
            role.display_name = labels.get(role.code) or ""
