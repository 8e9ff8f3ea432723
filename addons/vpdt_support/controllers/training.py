from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request


class TrainingController(http.Controller):
    @http.route(
        "/vpdt/training/<int(max=2147483647):training_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def attendance_list(self, training_id, **_query):
        """Return the list of who was at a session, as far as the user sees it."""
        training = request.env["vpdt.training"].browse(training_id)
        return self._pdf(training, "tap-huan")

    @http.route(
        "/vpdt/training/seat/<int(max=2147483647):seat_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def certificate(self, seat_id, **_query):
        """Return a certificate of attendance to the person and who oversees him."""
        seat = request.env["vpdt.training.seat"].browse(seat_id)
        return self._pdf(seat, "giay-xac-nhan-tap-huan")

    def _pdf(self, record, name):
        try:
            pdf = record._print()
        except (AccessError, MissingError, UserError):
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
