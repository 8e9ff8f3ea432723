"""Drafts as Word files: inspected, filled from templates, compared, made into PDF.

Plain Python, no ``odoo`` import. Every function takes and returns bytes and plain
values; what opens a file does so in a process of its own with bounds on memory and
time, so none of the libraries is loaded into the server.
"""

import hashlib
import re

from . import office, process
from .answers import Change, Comparison, Inspection, Paragraph, Problem
from .limits import Limits
from .refusal import CODES, DraftRefused
from .templates import TEMPLATES, template_bytes
from .sample import SAMPLE
from .values import (
    PLACEHOLDERS,
    UNWRITTEN,
    DraftValues,
    Incoming,
    signature_lines,
)

__all__ = [
    "CODES",
    "PLACEHOLDERS",
    "SAMPLE",
    "TEMPLATES",
    "Change",
    "Comparison",
    "DraftRefused",
    "DraftValues",
    "Incoming",
    "Inspection",
    "Limits",
    "Paragraph",
    "Problem",
    "available",
    "check_template",
    "compare",
    "content_digest",
    "fill",
    "fingerprint",
    "inspect",
    "is_unwritten",
    "left_fields",
    "placeholders",
    "signature_lines",
    "template_bytes",
    "text",
    "to_pdf",
]


#: What docxtpl fills in, as it stands on the page; one side alone is left over as well.
_LEFT = re.compile(r"\{\{[^{}]{0,80}\}\}|\{%[^{}]{0,80}%\}|\{\{|\}\}|\{%|%\}")


def inspect(docx, limits=None):
    """Look at an uploaded draft.

    :param bytes docx: the whole file
    :return: :class:`Inspection`; it may be taken when ``passed`` is true
    """
    try:
        header, _blobs = process.ask("reader", {"work": "inspect"}, [docx], limits)
    except DraftRefused as refused:
        return Inspection(refusals=[refused.as_dict()])
    return Inspection(**header)


def text(docx, limits=None):
    """Return the paragraphs of a draft as they will be printed.

    :param bytes docx: the whole file
    :return: list of :class:`Paragraph`, empty ones left out
    :raises DraftRefused: it cannot be opened
    """
    header, _blobs = process.ask("reader", {"work": "text"}, [docx], limits)
    return [Paragraph.from_list(row) for row in header["rows"]]


def left_fields(docx, limits=None):
    """Return what a template asks for and nobody wrote in, as it stands on the page.

    Such a paper would be signed with ``{{ so }}`` where its number belongs.

    :param bytes docx: the whole file
    :return: list of str, each once, in the order of the page
    :raises DraftRefused: it cannot be opened
    """
    found = {}
    for paragraph in text(docx, limits):
        found.update(dict.fromkeys(_LEFT.findall(paragraph.text)))
    return list(found)


def is_unwritten(docx, limits=None):
    """Return whether the line still stands that a template has where the text belongs.

    :param bytes docx: the whole file
    :raises DraftRefused: it cannot be opened
    """
    return any(row.text.rstrip("./") == UNWRITTEN for row in text(docx, limits))


def compare(old, new, limits=None):
    """Return what changed between two versions of a draft.

    :param bytes old: the earlier file
    :param bytes new: the later file
    :return: :class:`Comparison`
    :raises DraftRefused: one of them cannot be opened
    """
    header, _blobs = process.ask("reader", {"work": "compare"}, [old, new], limits)
    return Comparison.from_dict(header)


def placeholders(docx, limits=None):
    """Return the names a template asks for, in the order of the page.

    :raises DraftRefused: it cannot be opened
    """
    header, _blobs = process.ask("reader", {"work": "placeholders"}, [docx], limits)
    return header["names"]


def check_template(docx, limits=None):
    """Return everything that keeps a template from being used.

    :param bytes docx: the whole file
    :return: list of :class:`Problem`, empty when it may be used. A file that would
        be refused as a draft is refused as a template
    """
    try:
        header, _blobs = process.ask("reader", {"work": "check"}, [docx], limits)
    except DraftRefused as refused:
        return [Problem(refused.code, "", refused.data)]
    return [Problem(**row) for row in header["problems"]]


def fill(docx, values, limits=None):
    """Return a draft made from a template.

    :param bytes docx: the template
    :param values: :class:`DraftValues`, or a dictionary of :data:`PLACEHOLDERS`;
        what is left out is empty
    :return: bytes of a .docx; the same template and values give the same bytes
    :raises DraftRefused: template_wrong with ``problems``, or it cannot be opened
    :raises ValueError: a value has no placeholder
    """
    if isinstance(values, DraftValues):
        values = values.as_placeholders()
    unknown = set(values) - set(PLACEHOLDERS)
    if unknown:
        raise ValueError(f"no placeholder for {', '.join(sorted(unknown))}")
    request = {"work": "fill", "values": values}
    _header, blobs = process.ask("reader", request, [docx], limits)
    return blobs[0]


def available():
    """Return (whether a PDF can be made here, what is missing or ``""``)."""
    lacks = office.missing()
    return not lacks, " ".join(lacks)


def to_pdf(docx, limits=None):
    """Return a draft as PDF, as it will be printed.

    :param bytes docx: the whole file
    :raises DraftRefused: what :func:`inspect` finds, office_missing, office_busy,
        office_failed, timeout, bomb, output_too_large
    """
    found = inspect(docx, limits)
    if not found.passed:
        raise DraftRefused(found.refusals[0]["code"], **found.refusals[0]["data"])
    return office.convert(docx, "pdf", limits)


def fingerprint(docx):
    """Return the SHA-256 of the file, 64 hexadecimal digits: the very same bytes."""
    return hashlib.sha256(docx).hexdigest()


def content_digest(docx, limits=None):
    """Return a SHA-256 of what the draft prints, 64 hexadecimal digits.

    The same for a file saved again without a change; another one for any change of
    text, typeface, order, picture, page. When in doubt it differs.

    :raises DraftRefused: it cannot be opened
    """
    header, _blobs = process.ask("reader", {"work": "digest"}, [docx], limits)
    return header["digest"]
