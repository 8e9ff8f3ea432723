from odoo import api, models

# What of a client's context may reach rows that the system writes.
_HARMLESS = ("lang", "tz", "uid", "allowed_company_ids")


class VpdtSystemWrittenMixin(models.AbstractModel):
    """Rows nobody writes by right: `action_…` methods check, then write with sudo.

    The context comes from the client (design 5a): a ``default_state`` in it would
    otherwise become the state of a row written with sudo.
    """

    _name = "vpdt.system.written.mixin"
    _description = "Rows written by the system"

    def _own_context(self):
        """Return self without what the client put into the context, but language."""
        context = self.env.context
        # The whole context is replaced, by {}: that is the purpose.
        return self.with_context(
            {}, **{key: context[key] for key in _HARMLESS if key in context}
        )

    @api.model_create_multi
    def create(self, vals_list):
        defaults = [key for key in self.env.context if key.startswith("default_")]
        if defaults:
            self = self.with_context(
                {}, **{k: v for k, v in self.env.context.items() if k not in defaults}
            )
        return super().create(vals_list)
