from urllib.parse import unquote

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request


class IntakeController(http.Controller):
    """Where dropped files arrive. They stay in memory until the reader let them in."""

    @http.route("/vpdt/intake", type="http", auth="user", methods=["POST"], csrf=False)
    def take_in(self, not_secret=None, **_query):
        """Take in one file: the body of the request.

        Not a form part: those are spooled to the temporary folder, and a file that is
        refused must not have been on any disk (I4). Its name, which people write
        subjects into, must not be in the log of requests either: it comes in the
        header X-File-Name (percent-encoded UTF-8), the token against forged requests
        in X-CSRF-Token.

        :return: JSON ``{"intake_id", "name"}`` or ``{"refused": code, "message"}``
        """
        headers = request.httprequest.headers
        if not request.validate_csrf(headers.get("X-CSRF-Token")):
            raise BadRequest("CSRF")
        filename = unquote(headers.get("X-File-Name", ""))
        limit = request.env["vpdt.file"]._reader().limits.max_bytes
        if (request.httprequest.content_length or 0) > limit:
            request.env["vpdt.intake"]._refuse("too_large")
            return self._refused("too_large")
        data = request.httprequest.get_data(cache=False)
        try:
            intake, refused = request.env["vpdt.intake"]._take_in(
                data, filename, not_secret == "1"
            )
        except UserError as error:
            request.env.cr.rollback()
            return request.make_json_response(
                {"refused": "error", "message": str(error)}
            )
        if refused:
            return self._refused(refused)
        return request.make_json_response(
            {"intake_id": intake.id, "name": intake.display_name}
        )

    def _refused(self, code):
        return request.make_json_response(
            {"refused": code, "message": request.env["vpdt.refusal"]._message(code)}
        )
