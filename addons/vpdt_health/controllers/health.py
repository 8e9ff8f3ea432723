import json

from odoo.http import Controller, request, route
from odoo.tools.misc import consteq

from ..models.vpdt_health_line import TOKEN

_HERE = ("127.0.0.1", "::1")
#: With one of them the request came through a proxy, whoever sent it.
_PROXIED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


class Health(Controller):
    @route(
        "/vpdt/health",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
        readonly=True,
    )
    def health(self):
        """Tell a monitor whether all is well: 200, or 503 when somebody has to look.

        Each check is told with the header `Authorization: Bearer TOKEN`, or to who
        asks on the machine itself; to everybody else "pass" or "fail".
        """
        # sudo: who may know what is decided here; counts of the system, no paper
        lines = request.env["vpdt.health.line"].sudo()
        answer = lines._heartbeat(self._is_known())
        return request.make_response(
            json.dumps(answer),
            [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
            status=503 if answer["status"] == "fail" else 200,
        )

    def _is_known(self):
        asked = request.httprequest
        if asked.remote_addr in _HERE and not any(
            name in asked.headers for name in _PROXIED
        ):
            return True
        # sudo: compared here, never told
        token = request.env["ir.config_parameter"].sudo().get_param(TOKEN) or ""
        kind, _space, given = asked.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            return False
        return consteq(given.strip().encode(), token.encode())
