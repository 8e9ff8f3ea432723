import logging

from odoo import models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)


class IrRule(models.Model):
    _name = "ir.rule"
    _inherit = ["vpdt.release.only.mixin", "ir.rule"]

    def _refuse_vpdt(self):
        """Refuse for the rules that ours put on models of Odoo as well."""
        result = super()._refuse_vpdt()
        # sudo: whose rules these are
        data = self.env["ir.model.data"].sudo()
        if not self.env.su and data.search_count(
            [
                ("model", "=", "ir.rule"),
                ("res_id", "in", self.ids),
                ("module", "=like", r"vpdt\_%"),
            ],
            limit=1,
        ):
            raise AccessError(
                self.env._(
                    "Rules and access rights on documents cannot be changed here: "
                    "they come with a release."
                )
            )
        return result

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
