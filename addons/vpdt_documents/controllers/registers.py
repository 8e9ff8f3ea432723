from odoo import fields, http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request


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
        try:
            kinds = request.env["vpdt.document.type"].browse(
                _number(kind) for kind in types.split(",") if types
            )
            pdf = register._print(
                date_from=fields.Date.to_date(date_from or None),
                date_to=fields.Date.to_date(date_to or None),
                number_from=_number(number_from),
                number_to=_number(number_to),
                kinds=kinds,
            )
        except (AccessError, MissingError):
            raise request.not_found() from None
        except (UserError, ValueError) as error:
            return request.make_response(str(error), status=422)
        name = f"{register.display_name}.pdf".replace(" · ", "-").replace(" ", "_")
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name, "inline")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
