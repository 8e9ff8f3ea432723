from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request


class HandOverController(http.Controller):
    @http.route(
        "/vpdt/hand_back/<int(max=2147483647):absence_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def hand_back_pdf(self, absence_id, **_query):
        """Return what was done in somebody's place, as far as the user reads it."""
        return self._pdf(request.env["vpdt.absence"].browse(absence_id), "ban-giao-lai")

    @http.route(
        "/vpdt/hand_over/<int(max=2147483647):hand_over_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def hand_over_pdf(self, hand_over_id, **_query):
        """Return the minutes of a hand-over, as far as the user reads the papers."""
        return self._pdf(
            request.env["vpdt.hand.over"].browse(hand_over_id), "bien-ban-ban-giao"
        )

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
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
