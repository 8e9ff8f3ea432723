"""Signer and position: the block at the right of the end (slots 7a, 7b)."""

import re

from ..words import nfc, plain, union
from .found import Found
from .lexicon import mend

_PREFIX = re.compile(r"^\W{0,2}(TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?[.,]")
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
    text = plain(line.text).strip(" .,:;|_-'")
    letters = [c for c in line.text if c.isalpha()]
    if len(letters) < 4 or sum(c.isupper() for c in letters) / len(letters) < 0.8:
        return False
    if _PREFIX.match(line.text):
        return True
    return any(text == post or text.startswith(post + " ") for post in _POSTS)


def find_signature(view):
    """Return (signer, position) of a page: two Found, empty when it has no block.

    position: the lines of authority and title, "; " between them.
    """
    receivers = _receivers(view)
    blocks = [block for block in _blocks(view, receivers) if block[1] is not None]
    if not blocks:
        return Found(), Found()
    if len(blocks) > 1 and receivers is None:
        # minutes and joint papers: several sign side by side
        top = blocks[0][0][0].cy
        side = [block for block in blocks if abs(block[0][0].cy - top) < 0.1]
        if len(side) > 1:
            return _several(side, view)
    posts, name = blocks[0]
    return _signer(name, view, receivers), _position(posts, view, receivers)


def _receivers(view):
    for line in view.lines:
        if line.x0 < 0.4 and _RECEIVERS.match(line.text):
            return line
    return None


def _blocks(view, receivers):
    """Return list of (post lines, name line or None), top to bottom."""
    rows = [line for line in view.lines if line.cy > 0.2 or view.number > 1]
    if receivers is not None:
        rows = [
            line
            for line in rows
            if line.cx > 0.48 and line.cy > receivers.cy - 0.12 and line.x0 > 0.4
        ]
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
    words = [w.text for w in line.words if any(c.isalpha() for c in w.text)]
    text = nfc(" ".join(words)).strip(" .,;:_-'|")
    return _TITLES_BEFORE.sub("", text)


def _signer(line, view, receivers):
    value = _name_text(line)
    lowest = min(word.conf for word in line.words)
    exact = view.source != "ocr"
    known = value.split()[0].lower() in SURNAMES
    certain = known and (exact or lowest >= 0.9) and receivers is not None
    confidence = 0.97 if exact else line.conf * (0.6 + 0.4 * lowest)
    return Found(value, confidence, certain, view.number, line.box)


def _position(posts, view, receivers):
    texts, shares = [], []
    for line in posts:
        text, known = mend(line.text)
        texts.append(re.sub(r"^(TM|KT|TL|TUQ|Q)\s?[.,]\s*", r"\1. ", text.strip(" ,;:_")))
        shares.append(known)
    lowest = min(word.conf for line in posts for word in line.words)
    exact = view.source != "ocr"
    certain = receivers is not None and (exact or lowest >= 0.85)
    confidence = 0.97 if exact else lowest
    box = union([line.box for line in posts])
    return Found("; ".join(texts), confidence, certain, view.number, box)


def _several(blocks, view):
    names = "; ".join(_name_text(name) for _posts, name in blocks)
    titles = "; ".join(" ".join(mend(x.text)[0] for x in posts) for posts, _n in blocks)
    box = union([line.box for posts, name in blocks for line in (*posts, name)])
    return (
        Found(names, 0.6, False, view.number, box),
        Found(titles, 0.6, False, view.number, box),
    )
