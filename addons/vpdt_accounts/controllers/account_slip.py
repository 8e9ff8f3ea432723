from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request


class AccountSlipController(http.Controller):
    @http.route(
        "/vpdt/account-slip/<int(max=2147483647):row_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def account_slip(self, row_id, **_query):
        """Print a sealed slip, once, for the one who issued it."""
        return self._pdf(request.env["vpdt.first.password"].browse(row_id), "phieu")

    @http.route(
        "/vpdt/incident/<int(max=2147483647):incident_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def incident_report(self, incident_id, **_query):
        """Return the report of an incident to who sees it."""
        return self._pdf(request.env["vpdt.incident"].browse(incident_id), "bao-cao")

    def _pdf(self, record, name):
        try:
            pdf = record._print()
        except (AccessError, MissingError):
            raise request.not_found() from None
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                (
                    "Content-Disposition",
                    content_disposition(f"{name}-{record.id}.pdf", "inline"),
                ),
                ("Cache-Control", "private, no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
