from odoo import api, fields, models
from odoo.tools import SQL

# Who signs for an agency (NĐ 30/2020 Điều 13): the head, deputies (KT.), and the
# office's leaders by order (TL.); changed post by post where the work rules differ
_SIGNS = {
    "chairman",
    "vice_chairman",
    "head",
    "deputy_head",
    "chief_of_office",
    "deputy_chief_of_office",
}


class HrJob(models.Model):
    """Posts held beside one's own count as any other (`vpdt.second.post`)."""

    _inherit = "hr.job"

    signs_papers = fields.Boolean(
        compute="_compute_signs_papers",
        store=True,
        readonly=False,
        help="The holder signs documents of the agency, so his specimen signature is "
        "registered.",
    )

    @api.depends("role")
    def _compute_signs_papers(self):
        for post in self:
            post.signs_papers = post.role in _SIGNS

    @api.model
    def _own_from_today(self):
        posts = super()._own_from_today()
        # sudo: his own; posts are no secret
        second = self.env["vpdt.second.post"].sudo()
        beside = second.search(
            [
                ("user_id", "=", self.env.uid),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", self._today()),
            ]
        )
        return posts | self.browse(beside.job_id.ids)

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
