from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request


class PresenceSheetController(http.Controller):
    @http.route(
        "/vpdt/presence/<int(max=2147483647):agency_id>/<string(length=7):month>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def presence_sheet(self, agency_id, month, **_query):
        """Return an agency's monthly sheet of daily use (R24), to who follows it."""
        try:
            pdf = request.env["vpdt.presence"]._print_month(agency_id, month)
        except (AccessError, UserError):
            raise request.not_found() from None
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                (
                    "Content-Disposition",
                    content_disposition(f"truy-cap-{agency_id}-{month}.pdf", "inline"),
                ),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
