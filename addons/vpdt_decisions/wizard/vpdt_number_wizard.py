from markupsafe import Markup

from odoo import api, fields, models


class VpdtNumberWizard(models.TransientModel):
    """Before a number is given: the signature is compared with the specimen (R17).

    NĐ 30/2020 Điều 13.6: papers are signed by hand. Only shown; nothing is put onto the
    paper, and no machine says that it is alike.
    """

    _inherit = "vpdt.number.wizard"

    signer_name = fields.Char(related="draft_id.signer_id.name", string="Signer")
    specimen = fields.Html(compute="_compute_specimen", sanitize=False)

    @api.depends_context("uid")
    @api.depends("draft_id")
    def _compute_specimen(self):
        for wizard in self:
            # under the user's own rights: who compares sees it, nobody else
            draft = wizard.draft_id.sudo(False)
            found = self.env["vpdt.signature.specimen"]._of_signer(
                draft.signer_id, draft.issuer_id
            )
            wizard.specimen = (
                Markup(
                    '<img src="/web/image/vpdt.signature.specimen/%s/picture" alt="%s"'
                    ' style="max-width:100%%;max-height:110px;background:#fff"/>'
                )
                % (found.id, found.display_name)
                if found
                else False
            )
