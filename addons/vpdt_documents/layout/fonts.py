"""Tinos: the metrics of Times New Roman, with every Vietnamese letter.

The four files lie beside this module, so no page depends on what fonts the machine
has; reportlab embeds the subset that a document uses.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from .errors import LayoutError

FOLDER = Path(__file__).parent / "fonts"

REGULAR = "Tinos"
BOLD = "Tinos-Bold"
ITALIC = "Tinos-Italic"
BOLD_ITALIC = "Tinos-BoldItalic"

FILES = {
    REGULAR: "Tinos-Regular.ttf",
    BOLD: "Tinos-Bold.ttf",
    ITALIC: "Tinos-Italic.ttf",
    BOLD_ITALIC: "Tinos-BoldItalic.ttf",
}

#: Printed for what no font of ours can show: better a visible hole than a silent one.
HOLE = "□"

#: Ascent and descent of Tinos as parts of its size (hhea table: 1825 and 443/2048).
ASCENT = 0.891
DESCENT = 0.216


@cache
def register_fonts():
    """Make the four faces known to reportlab (once a process).

    Raises ``LayoutError`` (``font_missing``) when a file is not there or not a font.
    """
    for name, filename in FILES.items():
        try:
            pdfmetrics.registerFont(TTFont(name, FOLDER / filename))
        except (OSError, TTFError) as error:
            raise LayoutError(
                "font_missing", f"Cannot load font {filename}: {error}", file=filename
            ) from error
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


@cache
def _glyphs(font):
    register_fonts()
    return pdfmetrics.getFont(font).face.charWidths


def missing_glyphs(text, font=REGULAR):
    """Return the set of characters of ``text`` that ``font`` cannot print."""
    known = _glyphs(font)
    return {
        character
        for character in unicodedata.normalize("NFC", text)
        if ord(character) not in known and not character.isspace()
    }


@lru_cache(maxsize=65536)
def printable(text, font=REGULAR):
    """Return ``text`` composed (NFC), without control signs, holes made visible.

    Papers read by machine bring decomposed letters, control characters and signs no
    font has; none of them may break a page or vanish. White space is kept.
    """
    known = _glyphs(font)
    return "".join(
        character if ord(character) in known or character.isspace() else HOLE
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf")
    )


@lru_cache(maxsize=131072)
def _unit_width(text, font):
    register_fonts()
    return pdfmetrics.stringWidth(text, font, 1000) / 1000


def text_width(text, font, size):
    """Return the width of ``text`` in points, set in ``font`` at ``size`` points."""
    return _unit_width(text, font) * size
