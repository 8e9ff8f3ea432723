"""Signer and position: the block at the right of the end (slots 7a, 7b)."""

import re
from difflib import SequenceMatcher

from ..words import nfc, plain, union
from . import second
from .found import Found
from .lexicon import mend, of_letters
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


def find_signature(view, eyes):
    """Return (signer, position) of a page: two Found, empty when it has no block.

    position: the lines of authority and title, "; " between them.

    :param view: reader.View
    :param eyes: eyes.Eyes
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
        posts = posts + _second_title(rows, posts, name)
    else:
        posts = next((post for post, _none in _blocks(rows)), [])
        # a seal may hide the post; the name below it stands free
        name = _lone_name(rows, receivers) if receivers is not None else None
    signer = Found()
    if name is not None:
        signer = _signer(name, view, receivers, eyes.strip)
    elif posts or receivers is not None:
        signer = _seen_name(view, posts, receivers, eyes)
    if signer.value is None:
        return Found(), Found()
    position = _position(posts, view, receivers, eyes.strip)
    if view.source == "ocr" and _more_below(posts, rows):
        position.certain = False
    return signer, position


def _more_below(posts, rows):
    """Tell whether something hardly readable follows the last line of a post."""
    return any(
        0.008 < line.cy - posts[-1].cy < 0.03 and abs(line.cx - posts[-1].cx) < 0.12
        for line in rows
        if posts and line not in posts
    )


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
        # a heading of the body stands in the middle, a block at the right
        posts = [line for line in rows if _is_post(line) and line.cx > 0.58]
        if not posts:
            return None
        first = min(line.cy for line in posts)
        again = [0.05, first - 0.03, 1.0, first + 0.25]
        rows = [line for line in rows if line.cy > first - 0.03]
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


def _second_title(rows, posts, name):
    """The signer's post elsewhere, printed between the seal and the name."""
    return [
        line
        for line in rows
        if 0.008 < name.cy - line.cy < 0.03
        and line.cy > posts[-1].cy + 0.03
        and abs(line.cx - name.cx) < 0.12
        and _is_post(line)
    ]


def _seen_name(view, posts, receivers, eyes):
    """Return the signer that only the detector sees, never certain."""
    if view.source != "ocr":
        return Found()
    top = posts[-1].y1 if posts else receivers.cy
    middle = posts[0].cx if posts else 0.72
    for text, box in eyes.names(view, [max(0.45, middle - 0.2), top, 1.0, top + 0.2]):
        words = re.findall(r"[A-Z][a-z]+", plain_case(text))
        if not 2 <= len(words) <= 4:
            continue
        surnames = [n for n in SURNAMES if plain(n) == words[0].upper()]
        if not surnames:
            continue
        lines = second.reread(view, box, zoom=1.2, psm=7)
        marked = [w.text for line in lines for w in line.words]
        value = " ".join(_marked(word, marked) for word in words[1:])
        first = _marked(words[0], marked + [surnames[0].capitalize()])
        return Found(f"{first} {value}", 0.4, False, view.number, list(box))
    return Found()


def _marked(word, candidates):
    """Return the candidate that is this word with its Vietnamese marks."""
    for other in candidates:
        if plain(other) == word.upper() and other[0].isupper():
            return nfc(other)
    return word


def _lone_name(rows, receivers):
    for line in rows:
        if line.cy > receivers.cy + 0.05 and line.conf > 0.6:
            known = _name_text(line).split()[:1]
            if _names_somebody(line) and known[0].lower() in SURNAMES:
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
        if line.conf > 0.4 and _names_somebody(line):
            return line
    return None


def _names_somebody(line):
    """A name makes up most of the line: no sentence that begins with capitals."""
    name = _name_text(line)
    if not is_name(name):
        return False
    rest = [w for w in line.words if w.conf > 0.6 and len(w.text) > 1]
    return len(name.split()) >= 0.6 * len(rest)


def _name_text(line):
    """The longest run of capitalised words in a line: crumbs of a seal beside it."""
    best, run = [], []
    for word in line.words:
        text = "".join(c for c in nfc(word.text) if c.isalpha() or c in ".-")
        text = text.strip(".-")
        good = len(text) > 1 and text[0].isupper() and text[1:].islower()
        run = [*run, text] if good and word.conf > 0.35 else []
        if len(run) > len(best):
            best = run
    return _TITLES_BEFORE.sub("", " ".join(best))


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
    words = value.split()
    for text in votes:
        parts = re.findall(r"[A-Z][a-z]+", plain_case(text))
        for rest in (words, words[1:]):
            wanted = second.letters("".join(rest))
            for at, part in enumerate(parts):
                names = [n for n in SURNAMES if plain(n) == part.upper()]
                tail = second.letters("".join(parts[at + 1 :]))
                if len(names) == 1 and rest and tail == wanted:
                    return " ".join([names[0].capitalize(), *rest])
    return None


def plain_case(text):
    """Return text without marks, capitals and small letters kept."""
    return "".join(plain(c) if c.isupper() else plain(c).lower() for c in nfc(text))


def _position(posts, view, receivers, strip):
    if not posts:
        return Found()
    texts, exact = [], view.source != "ocr"
    backed = True
    for line in posts:
        text, _known = mend(_clean_post(line))
        if not exact:
            text, agreed = _confirmed_post(text, line, view, strip)
            backed = backed and agreed
        text = re.sub(r"^(TM|KT|TL|TUQ|Q)\s?[.,]?\s+", r"\1. ", text.strip(" ,;:_"))
        if texts and (text.startswith("VÀ ") or texts[-1].endswith((",", " VÀ"))):
            texts[-1] += " " + text
        else:
            texts.append(text)
    lowest = min(word.conf for line in posts for word in line.words)
    # KT., TUQ. … announce a further line: without it something was missed
    whole = not re.match(r"(KT|TL|TUQ|TM)\.", texts[-1])
    certain = receivers is not None and whole and (exact or (backed and lowest > 0.7))
    confidence = 0.97 if exact else lowest
    box = union([line.box for line in posts])
    return Found("; ".join(texts), confidence, certain, view.number, box)


def _confirmed_post(text, line, view, strip):
    """Return (text, whether the line model reads the same), known phrases put right."""
    box = list(line.box)
    # wide: a prefix such as "KT." that Tesseract lost shows here
    box[0], box[2] = box[0] - 0.045, box[2] + 0.01
    votes = [second.letters(seen) for seen, _s in readings(view, strip, box)]
    wanted = second.letters(text)
    if votes.count(wanted) >= 3:
        return text, True
    for vote in votes:
        for prefix in ("", "TM", "KT", "TL", "TUQ", "Q"):
            known = (
                of_letters(vote.removeprefix(prefix)) if prefix else of_letters(vote)
            )
            if known and vote.startswith(prefix) and _contained(wanted, vote):
                return (f"{prefix}. {known}" if prefix else known), False
    return text, False


def _contained(wanted, vote):
    """Tell whether a poor reading is about the same words."""
    return SequenceMatcher(None, wanted, vote, autojunk=False).ratio() > 0.6


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
