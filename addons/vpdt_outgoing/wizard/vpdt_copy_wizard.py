from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.vpdt_document_copy import COPY_FORMS


class VpdtCopyWizard(models.TransientModel):
    """The clerk makes a copy of an important document and sends it (R8)."""

    _name = "vpdt.copy.wizard"
    _description = "Copy a document"

    document_id = fields.Many2one("vpdt.document", required=True, readonly=True)
    form = fields.Selection(
        COPY_FORMS,
        required=True,
        compute="_compute_form",
        store=True,
        readonly=False,
        precompute=True,
    )
    signer_id = fields.Many2one(
        "res.users",
        required=True,
        compute="_compute_signer_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('id', 'in', possible_signer_ids)]",
    )
    possible_signer_ids = fields.Many2many(
        "res.users", compute="_compute_possible_signer_ids"
    )
    agency_ids = fields.Many2many(
        "hr.department",
        "vpdt_copy_wizard_agency_rel",
        string="Receivers",
        domain="[('id', 'in', possible_agency_ids)]",
    )
    possible_agency_ids = fields.Many2many(
        "hr.department", compute="_compute_possible_signer_ids"
    )
    electronic = fields.Boolean(
        default=True,
        help="Marked at the top right of page 1 (NĐ 30/2020 PL I); else with the block "
        "of a paper copy at its end, to be signed by hand.",
    )
    pages = fields.Char(help="Pages of an extract, as 1-3, 5.")

    @api.depends("document_id")
    def _compute_form(self):
        for wizard in self:
            if wizard.document_id:
                wizard.form = wizard.document_id._copy_forms()[0]

    @api.depends("document_id")
    def _compute_possible_signer_ids(self):
        for wizard in self:
            agency = wizard.document_id._copying_agency()
            wizard.possible_signer_ids = agency._possible_signers()
            wizard.possible_agency_ids = self.env["hr.department"].search(
                [
                    ("is_agency", "=", True),
                    ("id", "child_of", (agency.parent_id.agency_id or agency).id),
                    ("id", "!=", agency.id),
                    ("valid_to", "=", False),
                ]
            )

    @api.depends("document_id")
    def _compute_signer_id(self):
        """Sao y is signed by order, by the chief of office, where there is one."""
        for wizard in self:
            agency = wizard.document_id._copying_agency()
            signers = agency._possible_signers()
            by_order = signers.filtered(
                lambda user, agency=agency: (
                    agency._signing_post(user).role == "chief_of_office"
                )
            )
            wizard.signer_id = (by_order or signers)[:1]

    @api.constrains("document_id")
    def _check_own(self):
        # Whoever names a document in a row of his own would be told what it is.
        self.document_id.sudo(False).check_access("read")

    def _page_numbers(self):
        """Return the page numbers of "1-3, 5" as a list."""
        numbers = []
        for part in (self.pages or "").replace(" ", "").split(","):
            first, _dash, last = part.partition("-")
            if not first.isdecimal() or not (last or first).isdecimal():
                raise UserError(self.env._("Write the pages as 1-3, 5."))
            if int(last or first) - int(first) > 1000:
                raise UserError(self.env._("Write the pages as 1-3, 5."))
            numbers += range(int(first), int(last or first) + 1)
        return numbers

    def action_copy(self):
        """Make the copy, number it, send it."""
        self.ensure_one()
        made = self.document_id.action_copy(
            self.form,
            self.signer_id.id,
            self.agency_ids.ids,
            self._page_numbers() if self.form == "extract" else None,
            self.electronic,
        )
        message = self.env._("Copy %(code)s was made and sent.", code=made["code"])
        if made["held"]:
            message += " " + self.env._(
                "Held back, there is no clerk to receive it: %(names)s.",
                names=", ".join(made["held"]),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if made["held"] else "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
