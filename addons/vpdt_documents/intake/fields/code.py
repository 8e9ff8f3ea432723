"""Parsing a printed code: "553/QĐ-UBND", "13/2025/TT-BKHCN"."""

import re
import unicodedata

_SPACES = re.compile(r"\s*([/\-&])\s*")
_SYMBOL = re.compile(
    r"""^(?:(?:19|20)\d\d/)?          # year, in legal normative documents
        [A-ZĐ][A-Za-zĐđÀ-ỹ0-9]*       # type, or the agency of an official letter
        (?:[-.,&()/][A-Za-zĐđÀ-ỹ0-9]+)*\)?$""",
    re.VERBOSE,
)


def clean(text):
    """Return a code with one kind of dash and of Đ, without spaces in it."""
    text = unicodedata.normalize("NFC", text)
    for dash in "‐‑‒–—−":
        text = text.replace(dash, "-")
    text = text.replace("Ð", "Đ").replace("Ɖ", "Đ")
    text = re.sub(r"Đ{2,}", "Đ", text)
    text = _SPACES.sub(r"\1", text)
    return re.sub(r"-{2,}", "-", text).strip()


def parse(text):
    """Split the text of a number line.

    :param str text: "Số: 553/QĐ-UBND", "553/QĐ-UBND", "Số:   /QĐ-UBND"
    :return: (number, symbol): what stands before and behind the first "/", each ""
        when missing. number is not checked for being digits
    """
    text = clean(text)
    text = re.sub(r"^\W{0,2}S[ốôóòoỐỗồ0O6èé]\s*[:;.,]*\s*", "", text, flags=re.I)
    number, slash, symbol = text.partition("/")
    if not slash:
        return number.strip(" .:;,_"), ""
    # what follows a blank after a whole symbol belongs to another column
    symbol = symbol.strip(" .:;_")
    symbol = re.sub(r"\s*,\s*(?=[A-ZĐ])", ",", symbol)
    symbol = symbol.split(" ")[0].strip(" .:;,_'\"")
    return number.strip(" .:;,_"), symbol


def well_formed(symbol):
    """Tell whether a symbol looks like one: groups of letters with - between."""
    if not symbol or not _SYMBOL.match(symbol):
        return False
    return "-" in symbol or "/" in symbol or symbol.isupper()


def normal_number(text):
    """Return a number as printed if it is digits (and perhaps a letter), else None.

    "05" stays "05" as NĐ 30/2020 prints it; "12a" is a number, too.
    """
    text = text.replace(" ", "")
    return text if re.fullmatch(r"\d{1,6}[a-zA-ZđĐ]?", text) else None
