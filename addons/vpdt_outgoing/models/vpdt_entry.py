from odoo import api, fields, models


class VpdtEntry(models.Model):
    _inherit = "vpdt.entry"

    standing = fields.Char(
        compute="_compute_standing",
        help="That of the line; of what was issued here or recalled, that it was.",
    )
    document_state = fields.Selection(
        related="document_id.state", string="State of the document"
    )

    @api.depends("state", "document_id.state")
    def _compute_standing(self):
        def words(records):
            return dict(records._fields["state"]._description_selection(self.env))

        # sudo: the state of a document the user reads, or whose void line he keeps
        documents = self.sudo().document_id
        lines, states = words(self), words(documents)
        for entry in self:
            # a void line says so itself: why, it has in words
            state = entry.sudo().document_id.state
            own = entry.kind != "incoming" and state == "issued"
            if entry.state != "void" and (own or state == "recalled"):
                entry.standing = states[state]
            else:
                entry.standing = lines.get(entry.state)

    def _before_cancel(self, reason):
        """A number given and not issued is voided: the paper gets another."""
        result = super()._before_cancel(reason)
        for entry in self.filtered(lambda line: line.kind != "incoming"):
            # sudo: the draft of a line the clerk keeps
            document = entry.document_id.sudo()
            document.issued_draft_ids.with_env(self.env)._number_voided(reason)
        return result
