from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .pages import address, page, speak


class FirstPasswordController(http.Controller):
    @http.route(
        "/vpdt/first-password",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
        readonly=False,
    )
    def first_password(self, token="", login="", code="", **form):
        """Let who has a one-time link or a slip choose the password of the account."""
        speak()
        values = {"token": token, "login": login, "code": "", "error": "", "done": ""}
        passwords = request.env["vpdt.first.password"]
        if request.httprequest.method == "POST":
            try:
                # in one piece: what fails half-way leaves the code as it was
                with request.env.cr.savepoint():
                    user = passwords._use(
                        token or code,
                        login,
                        form.get("password", ""),
                        form.get("again", ""),
                        address(),
                    )
                    values["done"] = user.login
            except UserError as error:
                values.update(error=str(error), code=code)
        if token and not values["done"]:
            row = passwords._find(token)
            values["person"] = row.user_id.name or ""
            values["account"] = row.user_id.login or ""
            values["stale"] = not row
        if not values["done"]:
            values["length"] = request.env["vpdt.signin.policy"]._for(
                passwords._find(token).user_id if token else passwords.user_id
            )["password_min"]
        return page("vpdt_accounts.first_password", **values)
