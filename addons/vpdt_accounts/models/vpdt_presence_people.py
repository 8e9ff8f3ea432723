from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _presence_agencies(self):
        """Return the agencies whose people's daily use the user follows; None: all.

        Who oversees accounts (`_overseen_agencies`) follows the same agencies; people
        of an agency that watches (QĐ 553 Điều 4.1: Phòng Văn hóa và Thông tin) follow
        the agency above it and all below that.
        """
        self.ensure_one()
        overseen = self._overseen_agencies()
        if overseen is None:
            return None
        own = {item.agency_id for item in self._holdings() if item.role != "operator"}
        # sudo: the tree of agencies, and who watches, is set-up
        units = self.env["hr.department"].sudo()
        tops = units
        for agency in units.browse(sorted(own)).filtered("watches_agencies"):
            tops |= agency.parent_id.agency_id or agency
        if not tops:
            return overseen
        return overseen | units.search(
            [("is_agency", "=", True), ("id", "child_of", tops.ids)]
        )
