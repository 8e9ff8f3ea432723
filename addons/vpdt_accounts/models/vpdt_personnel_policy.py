from odoo import fields, models

from ..lifecycle import KINDS


class VpdtPersonnelPolicy(models.Model):
    """What a kind of personnel change needs before it is carried out (data).

    With a confirmation, somebody of Phòng Văn hóa và Thông tin looks at what it will do
    first; without, it is carried out on its day by itself.
    """

    _name = "vpdt.personnel.policy"
    _description = "Policy for personnel changes"
    _order = "id"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, required=True)
    needs_confirmation = fields.Boolean(default=True)

    _once = models.UniqueIndex("(kind)", "This kind has its policy already.")

    def _needs(self, kind):
        """Whether a change of this kind waits for a confirmation; yes if unknown."""
        # sudo: set-up, asked whoever enters a change
        policy = self.sudo().search([("kind", "=", kind)], limit=1)
        return policy.needs_confirmation if policy else True
