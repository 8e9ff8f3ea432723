from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.mail.controllers.attachment import AttachmentController


class UploadsController(AttachmentController):
    @http.route()
    def mail_attachment_upload(self, ufile, thread_id, thread_model, **kwargs):
        """Say in the chat why a file was not let in, as Odoo says that one may not."""
        try:
            return super().mail_attachment_upload(
                ufile, thread_id, thread_model, **kwargs
            )
        except UserError as error:
            request.env.cr.rollback()
            return request.make_json_response({"error": str(error)})
