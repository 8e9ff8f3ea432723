from odoo import api, models

from .notify import notify


class IrCron(models.Model):
    """Jobs: woken by a kept connection (`notify.py`), in the office's language."""

    _inherit = "ir.cron"

    @api.model
    def _notifydb(self):
        notify("cron_trigger", [self.env.cr.dbname])

    def _callback(self, cron_name, server_action_id):
        """Run a job in the language of who runs it: what it tells is read by people,
        and Odoo gives jobs no language, which is English."""
        if not self.env.context.get("lang"):
            self = self.with_context(lang=self.env.user.lang)
        return super()._callback(cron_name, server_action_id)
