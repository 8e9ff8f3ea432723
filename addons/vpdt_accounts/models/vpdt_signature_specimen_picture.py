import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_documents.intake.client import ReaderUnavailable
from odoo.addons.vpdt_documents.pictures import PictureError, cleaned_specimen


class VpdtSignatureSpecimen(models.Model):
    """What is let in as the picture of a signature (R9)."""

    _inherit = "vpdt.signature.specimen"

    @api.model
    def _cleaned(self, picture):
        """Return the picture as base64, decoded, written anew and let in by the reader.

        :raises UserError: it is no picture of a signature, or not let in
        """
        try:
            data = cleaned_specimen(base64.b64decode(picture or b"", validate=True))
        except (PictureError, binascii.Error, ValueError, TypeError) as error:
            raise UserError(
                self._picture_words(getattr(error, "code", "wrong_type"))
            ) from None
        try:
            self.env["ir.attachment"]._let_in_picture(data)
        except ReaderUnavailable:
            raise UserError(
                self.env._(
                    "The reader of papers is not running, so no picture can be taken "
                    "in now. Tell the operator of the system."
                )
            ) from None
        return base64.b64encode(data)

    @api.model
    def _picture_words(self, code):
        words = {
            "empty": self.env._("Choose the picture of the signature."),
            "too_large": self.env._(
                "The picture is too large: at most 1 MB and 12 million dots. Cut the "
                "signature out."
            ),
            "too_small": self.env._(
                "The picture is too small to compare with: at least 150 × 50 dots. "
                "Scan the signature at 300 dpi."
            ),
            "not_wide": self.env._(
                "The picture is higher than wide: cut the signature out of the page."
            ),
            "blank": self.env._(
                "No signature can be seen on it: sign in blue ink on white paper and "
                "scan it again."
            ),
            "broken": self.env._("The file is damaged: scan the signature again."),
        }
        return words.get(code) or self.env._(
            "This is no picture of a signature. PNG and JPEG are taken in."
        )
