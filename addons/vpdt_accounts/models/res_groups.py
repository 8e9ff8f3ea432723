from odoo import Command, api, models


class ResGroups(models.Model):
    """Members put in from the side of the group stand in the ledger as well."""

    _inherit = "res.groups"

    def write(self, vals):
        if not {"user_ids", "implied_ids"} & vals.keys():
            return super().write(vals)
        # sudo: who is in a group, whoever changes it
        before = self.sudo().all_user_ids
        joining = self.env["res.users"].sudo().browse(self._joining(vals))
        states = (before | joining)._account_states()
        result = super().write(vals)
        after = self.sudo().all_user_ids
        changed = (before | after) - (before & after)
        if not self.env.su and self.env.user in changed:
            self.env.user._refuse_own_rights()
        (before | after)._note_account(states)
        return result

    @api.model
    def _joining(self, vals):
        """Return the ids of accounts that the commands of `user_ids` put in."""
        found = set()
        for command in vals.get("user_ids") or []:
            if command[0] == Command.LINK:
                found.add(command[1])
            elif command[0] == Command.SET:
                found.update(command[2])
        return sorted(found)
