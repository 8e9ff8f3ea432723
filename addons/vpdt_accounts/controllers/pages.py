"""What the pages for people who are not signed in have in common."""

from odoo.http import request


def speak():
    """Speak Vietnamese where it is installed, whatever the browser asks for."""
    # sudo: which languages are installed
    if request.env["res.lang"].sudo()._get_data(code="vi_VN"):
        request.update_context(lang="vi_VN")


def page(template, **values):
    """Return a page that is not kept, not framed, and tells nobody its address."""
    response = request.render(template, values)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
    return response


def address():
    """Return the address a request comes from."""
    return request.httprequest.remote_addr or ""
