import logging

from odoo import api, models
from odoo.exceptions import AccessError

_logger = logging.getLogger(__name__)


class IrRule(models.Model):
    """The rules that read the reader table are part of the code.

    The system's administrator reads no document (design 5.2); with a right to edit
    record rules he could give himself one. Changes come with an upgrade only.
    """

    _inherit = "ir.rule"

    def _guard_vpdt(self, models_changed):
        if self.env.su:
            return
        guarded = [m for m in models_changed if (m.model or "").startswith("vpdt.")]
        if guarded:
            raise AccessError(
                self.env._(
                    "Rules on documents cannot be changed here: who reads what "
                    "follows from the reader table."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        model_ids = [vals["model_id"] for vals in vals_list if vals.get("model_id")]
        self._guard_vpdt(self.env["ir.model"].browse(model_ids))
        return super().create(vals_list)

    def write(self, vals):
        touched = self.model_id
        if vals.get("model_id"):
            touched |= self.env["ir.model"].browse(vals["model_id"])
        self._guard_vpdt(touched)
        return super().write(vals)

    def unlink(self):
        self._guard_vpdt(self.model_id)
        return super().unlink()

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
