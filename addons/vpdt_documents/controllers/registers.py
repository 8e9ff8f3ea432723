from odoo import fields, http
from odoo.http import request

from .answers import file_response


def _number(text):
    """Return a number of a line, None for none.

    :raises ValueError: not a number any register has
    """
    if not text:
        return None
    if len(text) > 9:
        raise ValueError(text[:20])
    return int(text) or None


class RegistersController(http.Controller):
    @http.route(
        "/vpdt/register/<int(max=2147483647):register_id>.pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def register_pdf(
        self,
        register_id,
        date_from=None,
        date_to=None,
        number_from=None,
        number_to=None,
        types="",
        **_query,
    ):
        """Return a register in print for a span of dates or of numbers.

        :param types: ids of types of documents, as "3,7": only these
        """
        register = request.env["vpdt.register"].browse(register_id)

        def make():
            kinds = request.env["vpdt.document.type"].browse(
                _number(kind) for kind in types.split(",") if types
            )
            return register._print(
                date_from=fields.Date.to_date(date_from or None),
                date_to=fields.Date.to_date(date_to or None),
                number_from=_number(number_from),
                number_to=_number(number_to),
                kinds=kinds,
            )

        def name():
            return f"{register.display_name}.pdf".replace(" · ", "-").replace(" ", "_")

        return file_response(make, name, told=(ValueError,))
