from odoo import fields, http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request


class AccountsController(http.Controller):
    @http.route("/vpdt/accounts/ledger.pdf", type="http", auth="user", methods=["GET"])
    def ledger_pdf(self, date_from=None, date_to=None, agency_id=None, **_query):
        """Return the ledger of accounts in print, as far as the user sees it."""
        try:
            pdf = request.env["vpdt.account.change"]._print(
                fields.Date.to_date(date_from or None),
                fields.Date.to_date(date_to or None),
                int(agency_id[:9]) if agency_id else None,
            )
        except AccessError:
            raise request.not_found() from None
        except ValueError as error:
            return request.make_response(str(error), status=422)
        return self._pdf(pdf, "so-tai-khoan.pdf")

    @http.route(
        "/vpdt/accounts/<int(max=2147483647):user_id>/certificate.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def certificate_pdf(self, user_id, **_query):
        """Return the certificate of an account, one's own or one that one oversees."""
        try:
            pdf = request.env["res.users"].browse(user_id)._certificate()
        except (AccessError, MissingError):
            raise request.not_found() from None
        return self._pdf(pdf, f"giay-xac-nhan-{user_id}.pdf")

    def _pdf(self, pdf, name):
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name, "inline")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
