from odoo import fields, http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request


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
        return self._answer(lambda: found._envelopes(size), "phong-bi.pdf")

    @http.route(
        "/vpdt/dispatch/post.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def post_register(self, date_from=None, date_to=None, **_query):
        """Return the register of what went by post (NĐ 30/2020 PL IV)."""
        return self._answer(
            lambda: request.env["vpdt.dispatch"]._post_register(
                fields.Date.to_date(date_from or None),
                fields.Date.to_date(date_to or None),
            ),
            "so-gui-buu-dien.pdf",
        )

    def _answer(self, make, name):
        try:
            pdf = make()
        except (AccessError, MissingError):
            raise request.not_found() from None
        except (UserError, ValueError) as error:
            return request.make_response(str(error), status=422)
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name, "inline")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
