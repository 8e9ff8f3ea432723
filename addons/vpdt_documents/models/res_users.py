from odoo import models

_ROLE_GROUPS = {
    "operator": "vpdt_documents.group_vpdt_documents_manager",
    "clerk": "vpdt_documents.group_vpdt_documents_clerk",
}
_USER_GROUP = "vpdt_documents.group_vpdt_documents_user"


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            # sudo: a closed account holds no post, whoever closes it (R17)
            users = self.sudo()
            users._sync_role_groups()
            users.env["vpdt.reader"]._sync(user_ids=users.ids)
        return result

    def _holdings(self):
        """Return the posts these users hold today, as `Holding` tuples."""
        return self.env["hr.job"]._holdings(user_ids=self.ids)

    def _agencies(self, roles=None):
        """Return the agencies in which these users hold a post today.

        :param roles: only through posts of these roles, unless None
        """
        ids = {
            holding.agency_id
            for holding in self._holdings()
            if roles is None or holding.role in roles
        }
        return self.env["hr.department"].browse(sorted(ids))

    def _sync_role_groups(self, users=None):
        """Give each user the groups of the posts held today, take the others away.

        Only groups that follow from a role are touched; an operator keeps the
        system but reads no documents (R23).
        """
        users = self if users is None else users.sudo()
        if not users:
            return
        held = {user.id: set() for user in users}
        for holding in users._holdings():
            held[holding.user_id].add(_ROLE_GROUPS.get(holding.role, _USER_GROUP))
        groups = {
            xmlid: self.env.ref(xmlid)
            for xmlid in (*_ROLE_GROUPS.values(), _USER_GROUP)
        }
        for user in users:
            wanted = self.env["res.groups"].union(
                *(groups[xmlid] for xmlid in held[user.id])
            )
            managed = self.env["res.groups"].union(*groups.values())
            # sudo: groups follow from HR, whoever edits HR (R17)
            current = user.sudo().group_ids & managed
            if current != wanted:
                user.sudo().group_ids = [
                    *((3, group.id) for group in current - wanted),
                    *((4, group.id) for group in wanted - current),
                ]
