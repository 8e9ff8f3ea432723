from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request


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
        try:
            pdf = document._handling_slip()
            code = document.code or str(document.id)
        except (AccessError, MissingError):
            raise request.not_found() from None
        name = f"Phieu giai quyet {code}.pdf".replace("/", "-").replace(" ", "_")
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name, "inline")),
                ("Cache-Control", "private, no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
