from odoo import http
from odoo.http import request

from ..models.vpdt_incident import KINDS
from ..models.vpdt_incident_code import MINUTES
from .pages import address, page, speak


class IncidentController(http.Controller):
    @http.route(
        "/vpdt/incident",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
        readonly=False,
    )
    def incident(self, login="", code="", kind="password", **_form):
        """Let who cannot sign in report his account, by a code sent to his address.

        The first answer is the same whatever name is given.
        """
        speak()
        login = login.strip()[:200]
        kinds = request.env["vpdt.incident"]._fields["kind"]
        values = {
            "step": "name",
            "login": login,
            "error": False,
            "minutes": MINUTES,
            "kinds": kinds._description_selection(request.env),
        }
        if request.httprequest.method == "POST" and login:
            codes = request.env["vpdt.incident.code"]
            values["step"] = "code"
            if code:
                found = codes._report(
                    login, code, kind if kind in dict(KINDS) else "password", address()
                )
                values["step"] = "done" if found else "code"
                values["error"] = not found
            else:
                codes._send(login, address())
        return page("vpdt_accounts.incident", **values)

    @http.route(
        "/vpdt/incident/done",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
    )
    def incident_done(self, **_query):
        """Say what was done, to who has just been signed out by it."""
        speak()
        return page("vpdt_accounts.incident", step="done", login="", error=False)
