from odoo import http
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


class AccountSlipController(http.Controller):
    @http.route(
        "/vpdt/account-slip/<int(max=2147483647):row_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def account_slip(self, row_id, csrf_token=None, **_query):
        """Print a sealed slip, once, for the one who issued it, by the way he got.

        Opening it changes it, so an address that somebody else wrote does not do.
        """
        if not request.validate_csrf(csrf_token):
            raise request.not_found()
        slip = request.env["vpdt.first.password"].browse(row_id)
        return file_response(slip._print, f"phieu-{row_id}.pdf")

    @http.route(
        "/vpdt/incident/<int(max=2147483647):incident_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def incident_report(self, incident_id, **_query):
        """Return the report of an incident to who sees it."""
        incident = request.env["vpdt.incident"].browse(incident_id)
        return file_response(incident._print, f"bao-cao-{incident_id}.pdf")
