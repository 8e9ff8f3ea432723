from odoo import api, models
from odoo.exceptions import UserError


class VpdtOpenWorkMixin(models.AbstractModel):
    """What keeps an account open: each addon declares its own kinds of it (R17, I7).

    An account is closed only when no model that inherits this says anything is open
    with its holder; when a post changes hands, each hands its own over. Counts only:
    who closes accounts reads no document.
    """

    _name = "vpdt.open.work.mixin"
    _description = "Open work"

    # It ends with the account by itself, as being named a substitute: nobody has to
    # take it over first.
    _ends_with_account = False

    @api.model
    def _open_work_name(self):
        """Return what it is called, as "papers to handle"."""
        raise NotImplementedError

    @api.model
    def _open_work(self, users):
        """Return {user id: how much is open with him}; nothing for who has none.

        Counts everything, whoever asks; says nothing but numbers.
        """
        raise NotImplementedError

    @api.model
    def _take_over(self, former, successor, reason, author):
        """Give what is open with `former` to `successor`, as far as he can have it.

        :param successor: res.users; nobody to let end what ends with the account
        :param reason: the decision it rests on
        :param author: res.users who arranges it
        :return: how much changed hands or ended
        """
        raise NotImplementedError

    @api.model
    def _kinds_of_open_work(self):
        """Return the models that declare open work, in the order of their names."""
        children = self.env.registry["vpdt.open.work.mixin"]._inherit_children
        return [
            self.env[name] for name in sorted(children) if not self.env[name]._abstract
        ]


class ResUsers(models.Model):
    _inherit = "res.users"

    def _open_work(self, only_blocking=False):
        """Return [(user, model, how much)] of what is open with these users.

        :param only_blocking: not what ends with the account by itself
        """
        found = []
        for kind in self.env["vpdt.open.work.mixin"]._kinds_of_open_work():
            if only_blocking and kind._ends_with_account:
                continue
            for user_id, count in sorted(kind._open_work(self).items()):
                found.append((self.browse(user_id), kind, count))
        return found

    def _check_nothing_left(self):
        """Check that nothing is open with these users before they leave (I7, R17).

        :raises UserError: names who still has how much, and what to do
        """
        left = self._open_work(only_blocking=True)
        if left:
            raise UserError(
                self.env._(
                    "Still open: %(what)s. Hand it over first (Absence and delegation "
                    "→ Hand-overs), then close the account.",
                    what="; ".join(
                        # sudo: names of colleagues
                        f"{user.sudo().name}: {count} {kind._open_work_name()}"
                        for user, kind, count in left
                    ),
                )
            )

    def _end_with_account(self, reason=""):
        """Let end what ends when these accounts close."""
        nobody = self.browse()
        for user in self:
            for kind in self.env["vpdt.open.work.mixin"]._kinds_of_open_work():
                if kind._ends_with_account:
                    kind._take_over(user, nobody, reason, self.env.user)
