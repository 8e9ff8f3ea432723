from odoo import fields, http
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


class DispatchController(http.Controller):
    """Envelopes and the post register, as PDF."""

    @http.route(
        "/vpdt/dispatch/envelopes.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def envelopes(self, lines="", size="C5", **_query):
        """Return an envelope a page for the receivers `lines` (ids, by commas)."""
        numbers = [int(part) for part in lines.split(",") if part.isdecimal()][:500]
        found = request.env["vpdt.dispatch"].search([("id", "in", numbers)])
        return file_response(
            lambda: found._envelopes(size), "phong-bi.pdf", told=(ValueError,)
        )

    @http.route(
        "/vpdt/dispatch/post.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def post_register(self, date_from=None, date_to=None, **_query):
        """Return the register of what went by post (NĐ 30/2020 PL IV)."""
        return file_response(
            lambda: request.env["vpdt.dispatch"]._post_register(
                fields.Date.to_date(date_from or None),
                fields.Date.to_date(date_to or None),
            ),
            "so-gui-buu-dien.pdf",
            told=(ValueError,),
        )
