from odoo import api, models
from odoo.exceptions import AccessError


class ResGroups(models.Model):
    """A rule of ours that is given a group no longer holds for everybody else."""

    _inherit = "res.groups"

    def _vpdt_rules(self):
        """Return {(group id, rule id)} of the rules on the office's own models."""
        # sudo: compared only
        return {
            (group.id, rule.id)
            for group in self.sudo()
            for rule in group.rule_groups
            if (rule.model_id.model or "").startswith("vpdt.")
        }

    def _guard_vpdt(self, before):
        if self._vpdt_rules() != before:
            raise AccessError(
                self.env._(
                    "Rules and access rights on documents cannot be changed here: "
                    "they come with a release."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        groups = super().create(vals_list)
        if not self.env.su:
            groups._guard_vpdt(set())
        return groups

    def write(self, vals):
        if self.env.su or "rule_groups" not in vals:
            return super().write(vals)
        before = self._vpdt_rules()
        result = super().write(vals)
        self._guard_vpdt(before)
        return result
