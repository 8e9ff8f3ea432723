from odoo import api, models
from odoo.tools import SQL


class HrJob(models.Model):
    """Posts held beside one's own count as any other (`vpdt.second.post`)."""

    _inherit = "hr.job"

    @api.model
    def _holdings_sql(self, date):
        own = super()._holdings_sql(date)
        second = self.env["vpdt.second.post"]
        if not second._is_there_any():
            return own
        return SQL("%s UNION ALL (%s)", own, second._holdings_sql(date))

    @api.model
    def _flush_holdings(self):
        result = super()._flush_holdings()
        self.env["vpdt.second.post"].flush_model()
        return result
