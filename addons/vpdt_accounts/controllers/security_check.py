from odoo import http
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


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
        check = request.env["vpdt.security.check"].browse(check_id)
        return file_response(check._print, f"phieu-kiem-tra-{check_id}.pdf")
