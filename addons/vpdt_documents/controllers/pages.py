import functools

from odoo import http
from odoo.http import request

from .answers import file_response

# Pictures of pages are cut in these widths only, so a cache serves everybody.
_WIDTHS = (200, 800, 1200, 1800)


class PagesController(http.Controller):
    @http.route(
        "/vpdt/page/<int(max=2147483647):file_id>/<int(max=2147483647):page>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def page(self, file_id, page, width="1200", **_query):
        """Return the picture of a page (JPEG) to who may read the file."""
        wanted = int(width) if width.isdecimal() and len(width) < 6 else 1200
        pixels = next((size for size in _WIDTHS if size >= wanted), _WIDTHS[-1])
        file = request.env["vpdt.file"].browse(file_id)

        def make():
            file.check_access("read")
            picture = _picture(request.env, file, page, pixels)
            # sudo: which document it is; the right to read the file was just checked
            document = file.sudo().document_id
            ahead = "X-Vpdt-Ahead" in request.httprequest.headers
            request.env["vpdt.open"]._note(document, "ahead" if ahead else "page")
            return picture

        return file_response(make, kind="image/jpeg", cache="max-age=3600")


@functools.lru_cache(maxsize=1)
def _cache():
    return {}


def _picture(env, file, page, width):
    """Return the picture from a small cache of this process.

    Access was checked by the caller; the key is the content, not the row.
    """
    cache = _cache()
    key = (env.cr.dbname, file.sudo().sha256, page, width)
    if key not in cache:
        picture = file._render(page, width)
        while len(cache) >= 60:
            cache.pop(next(iter(cache)), None)
        cache[key] = picture
    return cache[key]
