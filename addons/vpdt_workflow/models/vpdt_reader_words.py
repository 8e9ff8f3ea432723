from odoo import api, models


class VpdtReader(models.Model):
    """The causes of the route in words."""

    _inherit = "vpdt.reader"

    @api.model
    def _cause_words(self, causes):
        words = super()._cause_words(causes)
        ours = [key for key in causes if key[0] in ("handling", "acting", "agency")]
        # sudo: who sent what to whom; whoever asks reads the document they are of
        handlings = self.env["vpdt.handling"].sudo()
        purposes = dict(handlings._fields["purpose"]._description_selection(self.env))
        there = handlings.browse({row for _cause, row in ours}).exists()
        for cause, row in ours:
            handling = handlings.browse(row)
            if handling not in there:
                continue
            words[cause, row] = self._handling_words(
                cause,
                handling,
                {
                    "purpose": purposes[handling.purpose],
                    "sender": handling.sender_id.name,
                    "holder": handling.user_id.name or "",
                    "agency": handling.agency_id.name,
                },
            )
        return words

    @api.model
    def _handling_words(self, cause, handling, values):
        if cause == "acting":
            return self.env._("Acts in the place of %(holder)s: %(purpose)s", **values)
        if cause == "agency":
            return self.env._(
                "Clerk of %(agency)s, to which %(sender)s sent it: %(purpose)s",
                **values,
            )
        if not handling.parent_id:
            return self.env._(
                "Has or had it from the registration: %(purpose)s", **values
            )
        return self.env._("%(sender)s sent it: %(purpose)s", **values)
