from odoo import api, fields, models


class VpdtIntake(models.Model):
    """An important paper is copied to departments in the act that registers it (R8)."""

    _name = "vpdt.intake"
    _inherit = ["vpdt.intake", "vpdt.copy.choice.mixin"]

    copy_out = fields.Boolean(
        string="Copy to departments",
        help="Registering it makes the copy as well, numbers it and sends it.",
    )

    def _copied_type(self):
        return self.type_id

    def _copying_agency(self):
        # Nothing is asked for papers that are registered only
        return self.agency_id if self.copy_out else self.agency_id.browse()

    @api.depends("copy_out", "type_id")
    def _compute_copy_form(self):
        return super()._compute_copy_form()

    @api.depends("copy_out")
    def _compute_copy_signer_id(self):
        return super()._compute_copy_signer_id()

    @api.depends("copy_out")
    def _compute_copy_possible_ids(self):
        return super()._compute_copy_possible_ids()

    def _check_ready(self):
        result = super()._check_ready()
        if self.copy_out:
            self._check_copy_ready()
        return result

    def _check_copy_ready(self):
        """Check all that can keep the copy from being made, before a number is spent.

        :raises UserError: it cannot be made as chosen
        """
        Document = self.env["vpdt.document"]
        agency, form = self.agency_id, self.copy_form
        Document._check_copy_choice(
            agency, self.type_id, form, self.copy_signer_id, self.copy_agency_ids
        )
        Document._copy_type(form)
        # sudo: the clerk's own paper; whether a copy can be printed of it
        file = self.sudo().file_ids._main()
        file._copied(
            agency,
            form,
            self.copy_signer_id,
            file._checked_pages(form, self._copy_page_numbers()),
            self.copy_electronic,
            number=1,
            date=self.env["hr.job"]._today(),
            receivers=self.copy_agency_ids.mapped("name"),
        )

    def _do_register(self):
        if not self.copy_out:
            return super()._do_register()
        # The waiting row is gone afterwards
        chosen = self._copy_arguments()
        entry = super()._do_register()
        entry.document_id.action_copy(*chosen)
        return entry

    def action_register(self):
        self.ensure_one()
        if not self.copy_out:
            return super().action_register()
        # The waiting row is gone afterwards, not its file: the document keeps it
        file, signer = self.file_ids[:1], self._hand_signer()
        action = super().action_register()
        copy = self.env["vpdt.document"].search(
            [("copy_of_id", "=", file.document_id.id)]
        )
        held = copy.dispatch_ids.filtered(lambda line: line.state == "held")
        message, kind = self._copy_told(copy.code, held.mapped("name"), signer)
        params = action["params"]
        params["message"] = f"{params['message']} {message}"
        params["type"] = kind
        return action
