from odoo import models


class IrAttachment(models.Model):
    """Whoever takes the file of a document away leaves a trace (`vpdt.open`)."""

    _inherit = "ir.attachment"

    def _note_opened(self):
        """Note the documents whose files these are as downloaded by the user."""
        if self.env.su:
            # the system itself: pictures of pages, reading the text, …
            return
        ids = [
            attachment.res_id
            for attachment in self
            if attachment.res_model == "vpdt.file" and attachment.res_id
        ]
        if ids:
            # sudo: which document it is; who reads the file reads the document
            files = self.env["vpdt.file"].sudo().browse(ids).exists()
            self.env["vpdt.open"]._note(files.document_id, "file")

    def _to_http_stream(self):
        stream = super()._to_http_stream()
        self._note_opened()
        return stream

    def _compute_raw(self):
        # also the way over RPC: `raw`, and `datas`, which is made of it
        result = super()._compute_raw()
        self._note_opened()
        return result
