from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request


def file_response(
    make, name=None, *, kind="application/pdf", cache="no-store", hidden=(), told=()
):
    """Return the answer of a route with what `make` returns, shown in the browser.

    What the user may not read is not found, so that nobody learns what there is.
    What was refused is said, and nothing of it is kept.

    :param make: called without arguments; returns the bytes, checks the right
    :param name: name of the file when it is saved, or what returns it where it says
        something of a paper; none: nobody saves it
    :param kind: media type
    :param cache: what the user's own browser may do with it; no other one may keep it
    :param hidden: errors besides AccessError and MissingError that are not found
    :param told: errors besides UserError whose text the user reads
    :raises NotFound: the user may not read it, or it is not there
    """
    try:
        content = make()
        name = name() if callable(name) else name
    except (AccessError, MissingError, *hidden):
        raise request.not_found() from None
    except (UserError, *told) as error:
        request.env.cr.rollback()
        return request.make_response(str(error), status=422)
    headers = [
        ("Content-Type", kind),
        ("Cache-Control", f"private, {cache}"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if name:
        headers.append(("Content-Disposition", content_disposition(name, "inline")))
    return request.make_response(content, headers=headers)
