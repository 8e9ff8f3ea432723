from odoo import api, fields, models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Accounts as those see them who answer for them."""

    _inherit = "res.users"

    post_names = fields.Char(string="Posts", compute="_compute_post_names")
    agency_names = fields.Char(string="Agency", compute="_compute_post_names")
    right_names = fields.Char(string="Rights", compute="_compute_right_names")
    is_overseen = fields.Boolean(
        compute="_compute_is_overseen", search="_search_is_overseen"
    )
    may_lock = fields.Boolean(compute="_compute_may_lock")
    account_change_ids = fields.One2many(
        "vpdt.account.change", "user_id", string="Ledger of accounts"
    )

    def _compute_post_names(self):
        # sudo: titles; one query for the whole list
        jobs = self.env["hr.job"].sudo()
        held = {}
        for holding in self._holdings():
            held.setdefault(holding.user_id, jobs)
            held[holding.user_id] |= jobs.browse(holding.job_id)
        for user in self:
            posts = held.get(user.id, jobs)
            user.post_names = " · ".join(posts.mapped("name"))
            user.agency_names = " · ".join(posts.agency_id.mapped("name"))

    def _compute_right_names(self):
        for user in self:
            # sudo: names of rights, of an account one oversees
            seen = user.is_overseen or user == self.env.user
            user.right_names = user.sudo()._rights_text() if seen else ""

    @api.depends_context("uid")
    def _compute_is_overseen(self):
        overseen = self.env.user._overseen_agencies()
        for user in self:
            user.is_overseen = overseen is None or bool(
                user._account_agency() & overseen
            )

    def _search_is_overseen(self, operator, value):
        if operator != "in":
            return NotImplemented
        overseen = self.env.user._overseen_agencies()
        if overseen is None:
            return Domain.TRUE
        if not overseen:
            return Domain.FALSE
        # sudo: who works where is no secret
        employees = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("user_id", "!=", False),
                    ("current_version_id.department_id", "child_of", overseen.ids),
                ]
            )
        )
        holders = {
            held.user_id
            for held in self.env["hr.job"]._holdings(agency_ids=overseen.ids)
        }
        return Domain("id", "in", sorted({*employees.user_id.ids, *holders}))

    @api.depends_context("uid")
    def _compute_may_lock(self):
        for user in self:
            user.may_lock = user._may_lock()

    def action_certificate(self):
        """Open the certificate of this account as PDF."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/accounts/{self.id}/certificate.pdf",
            "target": "new",
        }
