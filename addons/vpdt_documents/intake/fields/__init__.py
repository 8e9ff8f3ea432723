"""Finding the fields of the register in the words of a paper.

The places are those of NĐ 30/2020 phụ lục I (slots 1 to 10); older layouts differ
little. What is not sure keeps its value as a suggestion with ``certain`` False.
"""

from .found import NAMES, Found
from .head import Head
from .issuer import find_issuer
from .numbers import find_code, find_date
from .signer import find_signature
from .subject import find_subject, find_type
from .urgency import find_urgency

__all__ = ["NAMES", "Found", "finish", "propose", "signature"]


def propose(view, strip):
    """Return the fields of page 1.

    :param view: reader.View of page 1
    :param strip: strip.StripReader, for numbers written by hand
    :return: {name: Found} with every name but signer, position, pages
    """
    head = Head(view)
    found = {}
    found["number"], found["symbol"] = find_code(head, strip)
    found["date"] = find_date(head, strip)
    found["parent"], found["issuer"] = find_issuer(head)
    found["type"] = find_type(head, found["symbol"])
    found["subject"] = find_subject(head, found["type"])
    found["urgency"] = find_urgency(view)
    return found


def signature(views, eyes):
    """Return {signer, position} of the first page that has a signature block.

    The block of the paper stands before its annexes, so the first one counts.

    :return: {} when no page of ``views`` has one
    """
    for view in views:
        signer, position = find_signature(view, eyes)
        if signer.value or position.value:
            return {"signer": signer, "position": position}
    return {}


def finish(found, document):
    """Add what is still missing: every name of NAMES is then present."""
    stated = getattr(document, "stated_pages", None)
    if document.kind == "docx":
        found["pages"] = Found(stated or document.page_count, 0.7, False)
    else:
        found["pages"] = Found(document.page_count, 1.0, True)
    for name in NAMES:
        found.setdefault(name, Found())
