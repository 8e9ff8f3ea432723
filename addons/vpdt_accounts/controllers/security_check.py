from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request


class SecurityCheckController(http.Controller):
    @http.route(
        "/vpdt/security-check/<int(max=2147483647):check_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def security_check(self, check_id, **_query):
        """Return a security checklist in print (R26), to who may read it."""
        try:
            pdf = request.env["vpdt.security.check"].browse(check_id)._print()
        except (AccessError, MissingError):
            raise request.not_found() from None
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                (
                    "Content-Disposition",
                    content_disposition(f"phieu-kiem-tra-{check_id}.pdf", "inline"),
                ),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
