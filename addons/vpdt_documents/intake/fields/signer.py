"""Signer and position: the block at the right of the end (slots 7a, 7b)."""

import re

from ..words import nfc, plain, union
from . import second
from .found import Found
from .lexicon import mend
from .numbers import readings

_PREFIX = re.compile(r"^\W{0,2}((TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?[.,]|(KT|TUQ)\s)")
_POSTS = (
    "CHU TICH", "PHO CHU TICH", "BO TRUONG", "THU TRUONG", "THU TUONG",
    "PHO THU TUONG", "GIAM DOC", "PHO GIAM DOC", "TRUONG PHONG", "PHO TRUONG PHONG",
    "CHANH VAN PHONG", "PHO CHANH VAN PHONG", "TRUONG BAN", "PHO TRUONG BAN",
    "CUC TRUONG", "PHO CUC TRUONG", "VU TRUONG", "PHO VU TRUONG", "CHI CUC TRUONG",
    "TONG CUC TRUONG", "HIEU TRUONG", "PHO HIEU TRUONG", "CHU NHIEM", "PHO CHU NHIEM",
    "VIEN TRUONG", "CHANH AN", "CHANH THANH TRA", "PHO CHANH THANH TRA", "BI THU",
    "PHO BI THU", "TONG GIAM DOC", "TONG THANH TRA", "TO TRUONG", "TRUONG DOAN",
    "VIEN TRUONG", "TRUONG CONG AN", "CHI HUY TRUONG", "TONG BIEN TAP", "QUYEN",
    "THU TRUONG CO QUAN", "NGUOI KY", "THAM PHAN", "TONG KIEM TOAN",
)  # fmt: skip
_RECEIVERS = re.compile(r"^\W{0,3}N[ơoøộôóờớ]*[iíìlj1]?\s*nh[âậạaă]n", re.IGNORECASE)
SURNAMES = set(
    """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh
    đoàn trịnh trương mai đào cao lương lưu tạ hà tô chu châu thái quách vương lâm
    phùng quang tống kiều triệu nông hứa la từ thạch sơn kim danh mạc lại nghiêm giang
    văn doãn thân ông tăng cù bạch vi lò cầm hầu giàng sùng vàng bàn ma hoa tôn lục
    khổng phí âu viên trà điểu y rơ ksor siu kpă thiều cung đàm ninh uông
    """.split()
)
_TITLES_BEFORE = re.compile(
    r"^(GS|PGS|TS|ThS|BS|CN|KS|Đại tá|Thượng tá|Trung tá|Thiếu tá|Thiếu tướng|"
    r"Trung tướng|Thượng tướng|Đại tướng)\b[.\s]*"
)


def is_name(text):
    """Tell whether a text looks like a person's name: 2-5 words, each capitalised."""
    text = _TITLES_BEFORE.sub("", nfc(text)).strip(" .,;:_-'|")
    words = text.split()
    if not 2 <= len(words) <= 5:
        return False
    for word in words:
        if not word.isalpha() or not word[0].isupper() or len(word) > 7:
            return False
        if len(word) > 1 and not word[1:].islower():
            return False
    return True


def _is_post(line):
    printed = _clean_post(line)
    text = plain(printed).strip(" .,:;|_-'")
    letters = [c for c in printed if c.isalpha()]
    if len(letters) < 4 or sum(c.isupper() for c in letters) / len(letters) < 0.8:
        return False
    if _PREFIX.match(printed):
        return True
    return any(
        text == post or text.startswith(post + " ") or text.endswith(" " + post)
        for post in _POSTS
    )


def find_signature(view, strip):
    """Return (signer, position) of a page: two Found, empty when it has no block.

    position: the lines of authority and title, "; " between them.

    :param view: reader.View
    :param strip: strip.StripReader
    """
    receivers = _receivers(view)
    rows = _rows(view, receivers)
    if rows is None:
        return Found(), Found()
    blocks = [block for block in _blocks(rows) if block[1] is not None]
    if len(blocks) > 1 and receivers is None:
        # minutes and joint papers: several sign side by side
        top = blocks[0][0][0].cy
        side = [block for block in blocks if abs(block[0][0].cy - top) < 0.1]
        if len(side) > 1:
            return _several(side, view)
    if blocks:
        posts, name = blocks[0]
    elif receivers is not None:
        # a seal may hide the post; the name below it stands free
        posts, name = [], _lone_name(rows, receivers)
    else:
        return Found(), Found()
    if name is None:
        return Found(), Found()
    return _signer(name, view, receivers, strip), _position(posts, view, receivers)


def _rows(view, receivers):
    """Return the lines where a block may stand, or None when the page has none.

    The part is recognised once more: seals and signatures make Tesseract take the
    place for a picture when it looks at the whole page.
    """
    start = 0.2 if view.number == 1 else 0.0
    rows = [line for line in view.lines if line.cy > start]
    if receivers is not None:
        top, left = receivers.cy - 0.1, 0.44
        rows = [line for line in rows if line.cy > top and line.cx > 0.48]
        rows = [line for line in rows if line.x0 > 0.4]
        again = [left, receivers.cy - 0.05, 1.0, receivers.cy + 0.27]
    else:
        posts = [line for line in rows if _is_post(line) and line.cx > 0.5]
        if not posts:
            return None
        first = min(line.cy for line in posts)
        again = [0.05, first - 0.03, 1.0, first + 0.25]
    if view.source == "ocr":
        for line in second.reread(view, again):
            rows = _with_better(rows, line)
    return sorted(rows, key=lambda line: line.cy)


def _with_better(rows, line):
    """Add a line of the second look unless the first look read it better."""
    if sum(c.isalpha() for c in line.text) < 3:
        return rows
    same = [
        row
        for row in rows
        if abs(row.cy - line.cy) < 0.6 * max(row.height, line.height)
        and min(row.x1, line.x1) - max(row.x0, line.x0) > 0
    ]
    if any(row.conf * len(row.text) >= line.conf * len(line.text) for row in same):
        return rows
    return [row for row in rows if row not in same] + [line]


def _lone_name(rows, receivers):
    for line in rows:
        if line.cy > receivers.cy + 0.05 and line.conf > 0.6:
            text = _name_text(line)
            if is_name(text) and text.split()[0].lower() in SURNAMES:
                return line
    return None


def _receivers(view):
    for line in view.lines:
        if line.x0 < 0.4 and _RECEIVERS.match(line.text):
            return line
    return None


def _blocks(rows):
    """Return list of (post lines, name line or None), top to bottom."""
    posts = [line for line in rows if _is_post(line)]
    blocks, used = [], set()
    for post in posts:
        if id(post) in used:
            continue
        block = [post]
        used.add(id(post))
        for line in rows:
            near = 0 < line.cy - block[-1].cy < 0.045 and abs(line.cx - post.cx) < 0.12
            if near and id(line) not in used and _goes_on(line):
                block.append(line)
                used.add(id(line))
        blocks.append((block, _name_under(block, rows)))
    return blocks


def _goes_on(line):
    """A further line of authority: in capitals, readable."""
    letters = [c for c in line.text if c.isalpha()]
    if len(letters) < 4 or line.conf < 0.4:
        return False
    return sum(c.isupper() for c in letters) / len(letters) > 0.85


def _name_under(block, rows):
    last = block[-1]
    for line in rows:
        gap = line.cy - last.cy
        if not 0.03 < gap < 0.24 or abs(line.cx - last.cx) > 0.13:
            continue
        if line.conf > 0.4 and is_name(_name_text(line)):
            return line
    return None


def _name_text(line):
    words = [w.text for w in line.words if sum(c.isalpha() for c in w.text) > 0]
    words = ["".join(c for c in word if c.isalpha() or c in ".-") for word in words]
    text = nfc(" ".join(word for word in words if word)).strip(" .,;:_-'|")
    return _TITLES_BEFORE.sub("", text)


def _signer(line, view, receivers, strip):
    value = _name_text(line)
    lowest = min(word.conf for word in line.words)
    if view.source != "ocr":
        known = value.split()[0].lower() in SURNAMES
        return Found(value, 0.97, known and is_name(value), view.number, line.box)
    value, backed = _confirmed(value, line, view, strip)
    known = value.split()[0].lower() in SURNAMES
    certain = known and backed and lowest >= 0.85 and receivers is not None
    confidence = line.conf * (0.6 + 0.4 * lowest) * (1.0 if backed else 0.8)
    return Found(value, confidence, certain, view.number, line.box)


def _confirmed(value, line, view, strip):
    """Return (name, whether the line model reads it too), the surname mended."""
    box = list(line.box)
    box[0] -= 0.02
    votes = [text for text, _scores in readings(view, strip, box)]
    wanted = second.letters(value)
    if sum(second.letters(text).endswith(wanted) for text in votes) >= 2:
        first = value.split()[0].lower()
        if first in SURNAMES:
            return value, True
    mended = _with_surname(value, votes)
    return (mended, False) if mended else (value, False)


def _with_surname(value, votes):
    """Return the name with the surname that the line model reads, or None."""
    rest = value.split()[1:]
    for text in votes:
        parts = re.findall(r"[A-Z][a-z]+", plain_case(text))
        for at, part in enumerate(parts):
            tail = "".join(parts[at + 1 :])
            if second.letters(tail) != second.letters("".join(rest)):
                continue
            names = [n for n in SURNAMES if plain(n) == part.upper()]
            if len(names) == 1:
                return " ".join([names[0].capitalize(), *rest])
    return None


def plain_case(text):
    """Return text without marks, capitals and small letters kept."""
    return "".join(plain(c) if c.isupper() else plain(c).lower() for c in nfc(text))


def _position(posts, view, receivers):
    if not posts:
        return Found()
    texts = []
    for line in posts:
        text, _known = mend(_clean_post(line))
        text = re.sub(r"^(TM|KT|TL|TUQ|Q)\s?[.,]?\s+", r"\1. ", text.strip(" ,;:_"))
        joined = texts and (text.startswith("VÀ ") or texts[-1].endswith((",", " VÀ")))
        if joined:
            texts[-1] += " " + text
        else:
            texts.append(text)
    lowest = min(word.conf for line in posts for word in line.words)
    exact = view.source != "ocr"
    # KT., TUQ. … announce a further line: without it something was missed
    whole = not re.match(r"(KT|TL|TUQ)\.", texts[-1])
    certain = receivers is not None and whole and (exact or lowest >= 0.85)
    confidence = 0.97 if exact else lowest
    box = union([line.box for line in posts])
    return Found("; ".join(texts), confidence, certain, view.number, box)


def _clean_post(line):
    """The line's words without the crumbs of a seal at both ends."""
    words = [w.text for w in line.words]
    while words and not re.search(r"\w\w|^[TQ][.,]", words[0]):
        words.pop(0)
    while words and not re.search(r"\w\w", words[-1]):
        words.pop()
    text = " ".join(words)
    return re.sub(r"^[^\wĐ]+|[^\w)]+$", "", text)


def _several(blocks, view):
    names = "; ".join(_name_text(name) for _posts, name in blocks)
    titles = "; ".join(" ".join(mend(x.text)[0] for x in posts) for posts, _n in blocks)
    box = union([line.box for posts, name in blocks for line in (*posts, name)])
    return (
        Found(names, 0.6, False, view.number, box),
        Found(titles, 0.6, False, view.number, box),
    )
