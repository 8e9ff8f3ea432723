from odoo import api, models

_OVER = ("numbered", "issued", "abandoned")


class VpdtDraft(models.Model):
    """Drafts keep the account of their maker open (I7, R17).

    Its maker is who holds the handling at the top of its tree, so a draft changes
    hands with it; here it is only counted and named.
    """

    _name = "vpdt.draft"
    _inherit = ["vpdt.draft", "vpdt.open.work.mixin"]

    @api.model
    def _open_work_name(self):
        return self.env._("drafts in the making")

    @api.model
    def _open_work(self, users):
        # sudo: counts only, whoever closes the account
        groups = (
            self.env["vpdt.handling"]
            .sudo()
            ._read_group(
                [
                    ("user_id", "in", users.ids),
                    ("purpose", "=", "draft"),
                    ("parent_id", "=", False),
                    ("state", "in", ("waiting", "opened", "passed")),
                    ("document_id.draft_ids.state", "not in", _OVER),
                ],
                ["user_id"],
                ["document_id:count_distinct"],
            )
        )
        return {user.id: count for user, count in groups}

    @api.model
    def _take_over(self, former, successor, reason, author):
        """Nothing to do: drafts change hands with their handlings."""
        return 0
