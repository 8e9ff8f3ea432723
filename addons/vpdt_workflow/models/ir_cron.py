from odoo import api, models

from .notify import notify


class IrCron(models.Model):
    """Wakes the processes of jobs by a kept connection (`notify.py`)."""

    _inherit = "ir.cron"

    @api.model
    def _notifydb(self):
        notify("cron_trigger", [self.env.cr.dbname])
