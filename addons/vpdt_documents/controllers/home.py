from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.home import Home


class VpdtHome(Home):
    @http.route()
    def switch_to_admin(self):
        """Refuse to make the administrator the superuser.

        No rule holds for the superuser: he would read every document (design 5.2).
        """
        raise request.not_found()

    @http.route("/favicon.ico", type="http", auth="none", methods=["GET"])
    def favicon(self):
        """Lead browsers that ask for the icon where they expect it to where it is."""
        return request.redirect("/web/static/img/favicon.ico", code=301)
