from odoo import api, fields, models

from odoo.addons.vpdt_documents.layout.authority import Authority, signature_lines

# Who signs for an agency, in the order they are offered (NĐ 30/2020 Điều 13).
_SIGNERS = (
    "chairman",
    "vice_chairman",
    "head",
    "deputy_head",
    "chief_of_office",
    "deputy_chief_of_office",
)
# Heads whose agency decides as a body: signed on its behalf (TM.)
_COLLECTIVE = ("chairman", "vice_chairman")
_COMMITTEE = "Ủy ban nhân dân"


class HrDepartment(models.Model):
    _inherit = "hr.department"

    signing_name = fields.Char(
        help="Name of the body above the signature (TM.); ỦY BAN NHÂN DÂN for a "
        "people's committee, else the agency's name, when empty.",
    )

    def _signing_body(self):
        """Return the name of the body that signs, as "Ủy ban nhân dân"."""
        self.ensure_one()
        name = self.letterhead_name or self.name
        if self.signing_name:
            return self.signing_name
        return _COMMITTEE if name.startswith(_COMMITTEE) else name

    @api.model
    def _is_collective(self, role):
        """Whether who holds `role` signs on behalf of a body (NĐ 30/2020 Điều 13.1)."""
        return role in _COLLECTIVE

    def _possible_signers(self):
        """Return the users who may sign for this agency today, the head first."""
        holdings = self.env["hr.job"]._holdings(roles=_SIGNERS, agency_ids=self.ids)
        holdings.sort(key=lambda holding: _SIGNERS.index(holding.role))
        return self.env["res.users"].browse(
            dict.fromkeys(holding.user_id for holding in holdings)
        )

    def _copy_receivers(self):
        """Return the agencies this one may send copies to: its whole district's."""
        self.ensure_one()
        today = self.env["hr.job"]._today()
        return self.search(
            [
                ("is_agency", "=", True),
                ("id", "child_of", (self.parent_id.agency_id or self).id),
                ("id", "!=", self.id),
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", today),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", today),
            ]
        )

    def _signing_post(self, user):
        """Return the post (hr.job) in which `user` signs for this agency, if any."""
        holdings = self.env["hr.job"]._holdings(
            roles=_SIGNERS, agency_ids=self.ids, user_ids=user.ids
        )
        holdings.sort(key=lambda holding: _SIGNERS.index(holding.role))
        # sudo: the title of a post, printed above a signature
        return self.env["hr.job"].sudo().browse(holdings[0].job_id if holdings else [])

    def _head_title(self, role):
        """Return the title of the head, for whom a holder of `role` signs."""
        heads = ("chairman", "head")
        posts = self.env["hr.job"]._holdings(roles=heads, agency_ids=self.ids)
        found = {holding.role for holding in posts}
        head = "chairman" if "chairman" in found or role in _COLLECTIVE else "head"
        return self._title_of(head)

    def _title_of(self, role):
        """Return the title that a holder of `role` in this agency signs under."""
        # sudo: the title of a post, printed above a signature
        post = (
            self.env["hr.job"]
            .sudo()
            .search([("agency_id", "=", self.id), ("role", "=", role)], limit=1)
        )
        roles = dict(post._fields["role"]._description_selection(self.env))
        return post._signature_title() or roles[role]

    def _signature_lines(self, post, right):
        """Return the lines above a signature (NĐ 30/2020 Điều 13; tuple of str).

        :param post: hr.job of the signer
        :param right: as `layout.Authority.right`
        """
        self.ensure_one()
        return signature_lines(
            Authority(
                post=post._signature_title(),
                right=right,
                head=self._head_title(post.role)
                if right in ("deputy", "by_order", "authorised")
                else "",
                # TL. and TUQ. are by order of the head, not on behalf of the body
                collective=self._signing_body()
                if self._is_collective(post.role)
                else "",
                # Điều 13.3: what was ordered of the chief is passed on to his deputy
                unit_head=self._title_of("chief_of_office")
                if right == "by_order" and post.role == "deputy_chief_of_office"
                else "",
            )
        )
