from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

#: A person reminds of the same thing at most this often.
AGAIN_AFTER = timedelta(hours=1)


class VpdtHandling(models.Model):
    """Reminding by hand, and the index by which the run finds what is due."""

    _inherit = "vpdt.handling"

    reminder_ids = fields.One2many("vpdt.reminder", "handling_id")

    # An index on the deadline itself would be taken for one person's overdue papers as
    # well (see vpdt_handling.py); only the run asks for this expression.
    _deadline_moment = models.Index(
        "(extract(epoch FROM deadline), id) "
        "WHERE state IN ('waiting', 'opened') AND suspended_at IS NULL"
    )

    def action_remind(self, text=""):
        """Remind whoever has now what one sent; at most once an hour.

        :param text: words of one's own
        """
        self.ensure_one()
        self = self._own_context()
        self._check_move("remind")
        # sudo: the end of the line, whoever may see it
        end = self.sudo()._working_end().with_user(self.env.user)
        since = fields.Datetime.now() - AGAIN_AFTER
        if (
            self.env["vpdt.reminder"]
            .sudo()
            .search_count(
                [
                    ("handling_id", "=", end.id),
                    ("kind", "=", "hand"),
                    ("at", ">", since),
                ],
                limit=1,
            )
        ):
            raise UserError(
                self.env._("They were reminded less than an hour ago: give them time.")
            )
        end.sudo(False)._do_remind((text or "").strip())
        return True

    def _do_remind(self, text):
        """Remind the holders of this handling in the name of the user."""
        handling = self.sudo()
        users = handling.with_user(self.env.user)._told()
        words = self.env._("%(who)s reminds you.", who=self.env.user.name)
        self.env["vpdt.telling"]._later(
            handling, users, f"{words} {text}".strip(), "reminder", by_hand=True
        )
        handling.env["vpdt.reminder"]._note_by_hand(handling, users, text)
        handling.with_user(self.env.user)._note_step("remind", text)
