from odoo import api, models


class VpdtReadableMixin(models.AbstractModel):
    """Rows whose rule asks `i_read` and nothing else (I3)."""

    _name = "vpdt.readable.mixin"
    _description = "Read by who is let through by i_read"

    @api.model
    def _only_i_read(self):
        """Whether the rules ask `i_read` and nothing else."""
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        return [
            (condition.field_expr, condition.operator, list(condition.value))
            for condition in rules.optimize(self).iter_conditions()
        ] == [("i_read", "in", [True])]

    @api.model
    @api.private
    @api.readonly
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Search and fetch; what the rule let through is not asked again for each row.

        Odoo checks once more what a search has found, before it reads what the list
        shows: the same question, in the same transaction.
        """
        found = super().search_fetch(domain, field_names, offset, limit, order)
        if found and not self.env.su and self._only_i_read():
            # sudo: rules are asked past themselves; nothing is read
            for rows in (found, found.sudo()):
                self._fields["i_read"]._insert_cache(rows, [True] * len(rows))
        return found
