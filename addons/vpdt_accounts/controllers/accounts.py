from odoo import fields, http
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


class AccountsController(http.Controller):
    @http.route("/vpdt/accounts/ledger.pdf", type="http", auth="user", methods=["GET"])
    def ledger_pdf(self, date_from=None, date_to=None, agency_id=None, **_query):
        """Return the ledger of accounts in print, as far as the user sees it."""
        return file_response(
            lambda: request.env["vpdt.account.change"]._print(
                fields.Date.to_date(date_from or None),
                fields.Date.to_date(date_to or None),
                int(agency_id[:9]) if agency_id else None,
            ),
            "so-tai-khoan.pdf",
            told=(ValueError,),
        )

    @http.route(
        "/vpdt/accounts/<int(max=2147483647):user_id>/certificate.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def certificate_pdf(self, user_id, **_query):
        """Return the certificate of an account, one's own or one that one oversees."""
        user = request.env["res.users"].browse(user_id)
        return file_response(user._certificate, f"giay-xac-nhan-{user_id}.pdf")
