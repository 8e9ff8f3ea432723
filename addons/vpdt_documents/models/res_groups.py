from odoo import api, models

from .vpdt_release_only_mixin import check_rules, from_release


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
            check_rules(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        groups = super().create(vals_list)
        groups._guard_vpdt(set())
        return groups

    def write(self, vals):
        if "rule_groups" not in vals or from_release(self.env):
            return super().write(vals)
        before = self._vpdt_rules()
        result = super().write(vals)
        self._guard_vpdt(before)
        return result
