from odoo import http
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


class SlipsController(http.Controller):
    @http.route(
        "/vpdt/handling-slip/<int(max=2147483647):document_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def handling_slip(self, document_id, **_query):
        """Return the slip of a document (NĐ 30/2020 PL IV) to who may read it."""
        document = request.env["vpdt.document"].browse(document_id)

        def name():
            code = document.code or str(document_id)
            return f"Phieu giai quyet {code}.pdf".replace("/", "-").replace(" ", "_")

        return file_response(document._handling_slip, name)
