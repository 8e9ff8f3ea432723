from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


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
        return file_response(
            training._print, f"tap-huan-{training_id}.pdf", hidden=(UserError,)
        )

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
        name = f"giay-xac-nhan-tap-huan-{seat_id}.pdf"
        return file_response(seat._print, name, hidden=(UserError,))
