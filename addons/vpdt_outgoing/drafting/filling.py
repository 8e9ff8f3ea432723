"""A template filled with values: docxtpl, on the little of Jinja that is allowed."""

import io
import zipfile

from docx import Document
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml import etree

from .checking import check_template
from .metrics import set_rules
from .ooxml import Package, parse, write_zip
from .refusal import DraftRefused
from .sandbox import Environment
from .values import clean_values

_CORE = "docProps/core.xml"
_DATES = (
    "{http://purl.org/dc/terms/}created",
    "{http://purl.org/dc/terms/}modified",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
    "lastModifiedBy",
)


def fill(data, values, limits):
    """Return the bytes of a draft.

    :param bytes data: the template
    :param dict values: of ``values.PLACEHOLDERS``
    :raises DraftRefused: template_wrong with ``problems``: [{code, place, data}]
    """
    problems = check_template(data, limits)
    if problems:
        raise DraftRefused("template_wrong", problems=[p.as_dict() for p in problems])
    return render(data, values, limits)


class _Template(DocxTemplate):
    """docxtpl mends broken XML silently and loses text; here it is an error."""

    def build_xml(self, context, jinja_env=None):
        xml = super().build_xml(context, jinja_env)
        parse(xml.encode(), "word/document.xml")
        return xml


def render(data, values, limits):
    """As :func:`fill`, the template already looked through.

    :raises DraftRefused: it does not give a sound document
    """
    template = _Template(io.BytesIO(data))
    try:
        template.render(clean_values(values), Environment(), autoescape=True)
    except (TemplateError, etree.XMLSyntaxError) as exc:
        raise DraftRefused("broken", part=type(exc).__name__) from exc
    out = io.BytesIO()
    template.save(out)
    # docxtpl leaves plain nodes in the tree: python-docx reads them anew
    document = Document(io.BytesIO(out.getvalue()))
    set_rules(document)
    out = io.BytesIO()
    document.save(out)
    filled = _steady(out.getvalue())
    Package(filled, limits)
    return filled


def _steady(data):
    """Return the same archive with nothing in it that depends on the moment."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if _CORE in parts:
        root = parse(parts[_CORE], _CORE)
        for node in [n for n in root if n.tag in _DATES]:
            root.remove(node)
        parts[_CORE] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return write_zip(parts)
