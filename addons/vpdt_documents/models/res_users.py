from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import ormcache

from ..office_time import ZONE_NAME
from .hr_job import HELD
from .vpdt_release_only_mixin import from_release

_ROLE_GROUPS = {
    "operator": "vpdt_documents.group_vpdt_documents_manager",
    "clerk": "vpdt_documents.group_vpdt_documents_clerk",
}
_USER_GROUP = "vpdt_documents.group_vpdt_documents_user"


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        closing = self.browse()
        if "active" in vals and not vals["active"]:
            closing = self.filtered("active")
            closing._check_nothing_left()
        result = super().write(vals)
        if "active" in vals:
            # a closed account holds no post from here on
            self.env["hr.job"]._forget_holdings()
        if closing:
            closing._end_with_account()
        if "active" in vals:
            # A closed account holds no post (R17).
            self._sync_post_rights()
        return result

    def _update_last_login(self):
        # At the first sign-in Odoo takes the zone of the computer, which may be set
        # wrong; the office's hours are those of Vietnam.
        result = super()._update_last_login()
        self.filtered(lambda user: user.tz != ZONE_NAME).tz = ZONE_NAME
        return result

    def _holdings(self):
        """Return the posts these users hold today, as `Holding` tuples."""
        posts = self.env["hr.job"]
        if len(self.ids) != 1:
            return posts._holdings(user_ids=self.ids)
        # asked in each request, of who asks
        today = posts._today()
        if not posts._have_posts_moved():
            return list(self._origin._holdings_on(today))
        # kept in the request until posts move again (`_forget_holdings`) or something
        # is taken back, which empties this data
        kept = self.env.cr.precommit.data.setdefault(HELD, {})
        asked = (self.id, today)
        if asked not in kept:
            kept[asked] = tuple(posts._holdings(user_ids=self.ids))
        return list(kept[asked])

    @ormcache("self.id", "today")
    def _holdings_on(self, today):
        # forgotten whenever posts move (`hr.job._forget_holdings`)
        return tuple(self.env["hr.job"]._holdings(user_ids=self.ids))

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

    def _books(self):
        """Return the ids of the agencies whose whole register the user reads today."""
        self.ensure_one()
        posts = self.env["hr.job"]
        if posts._have_posts_moved():
            return list(self._books_held())
        return list(self._books_on(posts._today()))

    @ormcache("self.id", "today")
    def _books_on(self, today):
        # asked with each list of lines; forgotten whenever posts move
        return self._books_held()

    def _books_held(self):
        # sudo: which posts read the register, of the user's own
        posts = self.env["hr.job"].sudo()
        return tuple(
            sorted(
                {
                    holding.agency_id
                    for holding in self._holdings()
                    if holding.role != "operator"
                    and posts.browse(holding.job_id).reads_register
                }
            )
        )

    def _check_not_oneself(self):
        """Check that the user does not move rights to himself (R23).

        Whoever sets up posts reads no document; with a post of his choice he would.

        :raises AccessError: the user is one of these, whose post is being changed
        """
        began = self.env.transaction.default_env or self.env
        # with sudo too: that is also how Odoo writes what somebody has handed in
        if not from_release(self.env) and (self.env.user | began.user) & self:
            raise AccessError(
                self.env._("Your own post is changed by somebody else, not by you.")
            )

    def _sync_post_rights(self):
        """Bring the groups and reader rows of these users in line with their posts.

        What that gave and took stands in the ledger (`vpdt.rights.change`).
        """
        # sudo: rights follow from HR, whoever edits HR or closes an account (R17)
        users = self.sudo()
        self.env["hr.job"]._forget_holdings()
        if users:
            users._sync_role_groups()
            moved = users.env["vpdt.reader"]._sync_people(users.ids)
            users.env["vpdt.rights.change"]._note(users, moved)

    def _sync_role_groups(self):
        """Give each user the groups of the posts held today, take the others away.

        Only groups that follow from a role are touched; an operator keeps the
        system but reads no documents (R23).
        """
        managed, held = self._groups_of_posts()
        for user in self:
            current, wanted = user.group_ids & managed, held[user.id]
            if current != wanted:
                user.group_ids = [
                    *((3, group.id) for group in current - wanted),
                    *((4, group.id) for group in wanted - current),
                ]

    def _groups_of_posts(self):
        """Return (groups that follow from posts, {user id: those of his posts today}).

        What else gives groups with a reason adds its own here.
        """
        managed = self.env["res.groups"].union(
            *(self.env.ref(xmlid) for xmlid in (*_ROLE_GROUPS.values(), _USER_GROUP))
        )
        held = {user.id: self.env["res.groups"] for user in self}
        groups = {}
        for holding in self._holdings():
            name = self._group_of_post(holding)
            if name not in groups:
                # each look asks the database whether the group is still there
                groups[name] = self.env.ref(name)
            held[holding.user_id] |= groups[name]
        return managed, held

    @api.model
    def _group_of_post(self, holding):
        """Return the external id of the group that a post gives, a `Holding`."""
        return _ROLE_GROUPS.get(holding.role, _USER_GROUP)
