import logging

from odoo import api, models
from odoo.exceptions import AccessError

from .expression import plain_value
from .vpdt_release_only_mixin import check_rules, from_release

_logger = logging.getLogger(__name__)


class IrRule(models.Model):
    _name = "ir.rule"
    _inherit = ["vpdt.release.only.mixin", "ir.rule"]

    @api.model_create_multi
    def create(self, vals_list):
        # before: Odoo tries a domain as soon as it is stored
        defaults = self.default_get(["domain_force"])
        for vals in vals_list:
            self._refuse_program({**defaults, **vals})
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_program(vals)
        return super().write(vals)

    @api.model
    def _refuse_program(self, vals):
        """Refuse a domain that is more than values, and who asks.

        Whose rule it is does not matter: Odoo evaluates it with all rights.
        """
        if from_release(self.env) or not vals.get("domain_force"):
            return
        try:
            plain_value(vals["domain_force"])
        except ValueError as error:
            raise AccessError(
                self.env._("Program code is not entered here: it comes with a release.")
            ) from error

    def _refuse_vpdt(self):
        """Refuse for the rules that ours put on models of Odoo as well."""
        result = super()._refuse_vpdt()
        if from_release(self.env):
            return result
        # sudo: whose rules these are
        ours = (
            self.env["ir.model.data"]
            .sudo()
            .search_count(
                [
                    ("model", "=", "ir.rule"),
                    ("res_id", "in", self.ids),
                    ("module", "=like", r"vpdt\_%"),
                ],
                limit=1,
            )
        )
        if ours or any(rule._leads_to_vpdt() for rule in self):
            check_rules(self.env)
        return result

    def _leads_to_vpdt(self):
        """Return whether the domain asks about papers, through fields of others.

        It is asked with all rights: who sees which records would tell what they say.
        """
        try:
            # sudo: asked what it says, also by who only may create
            rule = self.sudo()
            domain = plain_value(rule.domain_force) or []
        except ValueError:
            # of a release; nobody else stores such a one
            return False
        return _leads_to_vpdt(self.env, rule.model_id.model, domain)

    def _make_access_error(self, operation, records):
        """Refuse without naming what is refused.

        In debug mode, which everybody may turn on, Odoo names the records.
        """
        if not records._name.startswith("vpdt."):
            return super()._make_access_error(operation, records)
        _logger.info(
            "Denied by record rules: %s of %s %r by user %s",
            operation,
            records._name,
            records.ids[:6],
            self.env.uid,
        )
        # as Odoo does: the rules were asked with sudo and left their answers behind
        records.invalidate_recordset()
        return AccessError(
            self.env._(
                "This is not open to you (%(what)s): only those it was sent to, and "
                "those who keep the register, see it.",
                what=self.env["ir.model"]._get(records._name).name,
            )
        )


def _leads_to_vpdt(env, model, domain):
    for term in domain:
        if not isinstance(term, (list, tuple)) or len(term) != 3:
            continue
        path, _operator, value = term
        found = env.get(model)
        for name in str(path).split("."):
            field = found is not None and found._fields.get(name)
            found = field and field.comodel_name and env.get(field.comodel_name)
            if not isinstance(found, models.BaseModel):
                found = None
                break
            if found._name.startswith("vpdt."):
                return True
        if (
            found is not None
            and isinstance(value, (list, tuple))
            and _leads_to_vpdt(env, found._name, value)
        ):
            return True
    return False
