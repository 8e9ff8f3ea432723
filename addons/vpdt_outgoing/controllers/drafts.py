from urllib.parse import unquote

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


class DraftsController(http.Controller):
    """Versions of drafts come in as papers do: in memory until they are let in."""

    @http.route(
        "/vpdt/draft/<int:draft_id>/version",
        type="http",
        auth="user",
        methods=["POST"],
        csrf=False,
    )
    def add_version(self, draft_id, **_query):
        """Take in a version of a draft: the body of the request (I4, as /vpdt/intake).

        Headers: X-CSRF-Token, X-File-Name and X-Note, percent-encoded UTF-8.

        :return: JSON ``{"version_id", "number", "same_as"}`` (number of the version
            that was this very file, 0 if it is new) or ``{"refused": code, "message"}``
        """
        headers = request.httprequest.headers
        if not request.validate_csrf(headers.get("X-CSRF-Token")):
            raise BadRequest("CSRF")
        draft = request.env["vpdt.draft"].browse(draft_id)
        limit = request.env["vpdt.file"]._reader().limits.max_bytes
        if (request.httprequest.content_length or 0) > limit:
            message = request.env["vpdt.draft.version"]._refusal_message("too_large")
            return request.make_json_response(
                {"refused": "too_large", "message": message}
            )
        data = request.httprequest.get_data(cache=False)
        try:
            version, refused = draft._add_version(
                data,
                unquote(headers.get("X-File-Name", "")),
                unquote(headers.get("X-Note", "")),
            )
        except (AccessError, MissingError):
            raise request.not_found() from None
        except UserError as error:
            request.env.cr.rollback()
            return request.make_json_response(
                {"refused": "error", "message": str(error)}
            )
        if refused:
            return request.make_json_response(
                {
                    "refused": refused.code,
                    "message": request.env["vpdt.draft.version"]._told_refusal(refused),
                }
            )
        return request.make_json_response(
            {
                "version_id": version.id,
                "number": version.number,
                "same_as": version._same_file().number,
            }
        )

    @http.route(
        "/vpdt/draft/<int:draft_id>/signing.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def signing_copy(self, draft_id, **_query):
        """Return the approved version in print, with a code on each page."""
        draft = request.env["vpdt.draft"].browse(draft_id)
        return file_response(draft._signing_copy, f"ban-ky-{draft_id}.pdf")
