from odoo import models
from odoo.http import request

#: Set by the web client on calls it makes while nobody is at the device
#: (static/src/presence/attended.js): a list that follows the bus, a poll.
UNATTENDED = "X-Vpdt-Unattended"
_READING = ("GET", "HEAD", "OPTIONS")
#: What browsers send by themselves, from a service worker.
_BY_ITSELF = ("/web/dataset/call_kw/mail.push.device/",)


def is_use(method, path, auth, headers):
    """Return whether a request is somebody's use of the system (R24).

    Calls and uploads of who is signed in are. Not: signing in alone; pictures, pages
    and files that a browser fetches; the bus and the websocket (public routes); keys
    of programs (`auth="bearer"`); what the web client does by itself.

    :param method, path, headers: of the HTTP request
    :param auth: how the route asks who it is
    """
    return (
        auth == "user"
        and method not in _READING
        and UNATTENDED not in headers
        and not path.startswith(_BY_ITSELF)
    )


class IrHttp(models.AbstractModel):
    """Every request of who is signed in may be the first of its half-day."""

    _inherit = "ir.http"

    @classmethod
    def _authenticate(cls, endpoint):
        result = super()._authenticate(endpoint)
        asked = request.httprequest
        if is_use(asked.method, asked.path, endpoint.routing["auth"], asked.headers):
            request.env["vpdt.presence"]._note_use()
        return result
