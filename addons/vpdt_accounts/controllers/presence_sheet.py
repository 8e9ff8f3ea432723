from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.vpdt_documents.controllers.answers import file_response


class PresenceSheetController(http.Controller):
    @http.route(
        "/vpdt/presence/<int(max=2147483647):agency_id>/<string(length=7):month>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def presence_sheet(self, agency_id, month, **_query):
        """Return an agency's monthly sheet of daily use (R24), to who follows it."""
        return file_response(
            lambda: request.env["vpdt.presence"]._print_month(agency_id, month),
            f"truy-cap-{agency_id}-{month}.pdf",
            hidden=(UserError,),
        )
