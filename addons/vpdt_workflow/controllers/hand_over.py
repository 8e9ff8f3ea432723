from odoo import http
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


class HandOverController(http.Controller):
    @http.route(
        "/vpdt/hand_back/<int(max=2147483647):absence_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def hand_back_pdf(self, absence_id, **_query):
        """Return what was done in somebody's place, as far as the user reads it."""
        absence = request.env["vpdt.absence"].browse(absence_id)
        return file_response(absence._print, f"ban-giao-lai-{absence_id}.pdf")

    @http.route(
        "/vpdt/hand_over/<int(max=2147483647):hand_over_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def hand_over_pdf(self, hand_over_id, **_query):
        """Return the minutes of a hand-over, as far as the user reads the papers."""
        hand_over = request.env["vpdt.hand.over"].browse(hand_over_id)
        name = f"bien-ban-ban-giao-{hand_over_id}.pdf"
        return file_response(hand_over._print, name)
