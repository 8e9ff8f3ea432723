"""Names of people and of posts, taken out of a sentence of a decision."""

import re

from .plain import bare

# "ông", "bà", "đồng chí" as a scanner may read them; then words with capitals
_TITLE = re.compile(
    r"\b(?:[o06]ng\s*(?:/|\(|,)\s*ba|[o06]ng|ba|dong chi|d/c)\b\s*\)?\s*:?\s*"
)
# Words that end a name where what follows makes them a title or a date of birth; else
# they are names as well: "Mai Xuân Sinh", "Võ Từ Tâm", "Lê Trường"
_NO_NAME = {
    "sinh": ("ngay", "nam"),
    "cong": ("chuc",),
    "vien": ("chuc",),
    "can": ("bo",),
    "chuyen": ("vien",),
    "van": ("thu",),
    "ke": ("toan", "tu"),
    "giam": ("doc",),
    "chu": ("tich",),
    "chanh": ("van", "thanh"),
    "pho": ("truong", "chu", "chanh", "giam", "phong", "hieu"),
    "truong": ("phong", "ban", "tram", "thcs", "tieu"),
    "hieu": ("truong",),
    "phong": (),
    "ubnd": (),
    "chuc": ("vu", "danh"),
}
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 6


def people_in(text):
    """Return the people named in a sentence as [(start, end, name)].

    :param text: as `plain.cleaned` gives it
    """
    plain, found = bare(text), []
    for title in _TITLE.finditer(plain):
        start = title.end()
        name, end = _name_at(text, plain, start)
        if name:
            found.append((title.start(), end, name))
    return found


def _name_at(text, plain, start):
    words, end = [], start
    while len(words) < _MOST:
        word = _WORD.match(text, end)
        if not word or not word.group()[0].isupper():
            break
        folded = plain[word.start() : word.end()]
        # the first word is a family name whatever else it may mean
        if words and _ends_name(plain, folded, word.end()):
            break
        words.append(word.group())
        end = word.end()
        blank = re.match(r" (?=\S)", text[end:])
        if not blank:
            break
        end += 1
    if len(words) < 2:
        return "", start
    return " ".join(_as_name(word) for word in words), end


def _ends_name(plain, folded, end):
    """Whether a word with a capital is no part of the name before it."""
    if folded not in _NO_NAME:
        return False
    if not _NO_NAME[folded]:
        # "… Phong, sinh ngày": a name where a mark follows
        return bool(re.match(r"\s+[a-z]", plain[end:]))
    following = re.match(r"\s+([a-z]+)", plain[end:])
    return bool(following) and following.group(1) in _NO_NAME[folded]


def _as_name(word):
    """Return a word of a name with one capital: NGUYỄN is Nguyễn."""
    return word if not word.isupper() or len(word) == 1 else word.capitalize()


# Where a post begins, and what ends it
_POST = (
    re.compile(
        r"(?:giao |giu |nhan |bo nhiem )?(?:giu )?(?:chuc vu|chuc danh)\s*:?\s*"
        r"(?:quyen )?(?P<post>.+)"
    ),
    re.compile(r"(?:giao nhiem vu |giao )?phu trach\s*:?\s*(?P<post>.+)"),
    re.compile(r"(?:giao |giu )quyen\s*:?\s*(?P<post>.+)"),
    re.compile(r"kiem (?:nhiem|giu chuc|giu|chuc)\s*:?\s*(?P<post>.+)"),
    re.compile(
        r"\b(?:lam|giu)\s+(?:quyen )?(?P<post>(?:pho|truong|chanh|chu tich|giam doc"
        r"|hieu truong|chuyen vien|can bo|van thu)\b.+)"
    ),
)
_PLACE = re.compile(
    r"(?:(?:den|ve|vao|chuyen den|chuyen ve)\s+(?:nhan )?"
    r"(?:cong tac|lam viec|nhiem vu)?"
    r"\s*(?:o|tai)?|(?:nhan )?(?:cong tac|lam viec|nhiem vu) (?:o|tai))\s*:?"
    r"\s*(?P<post>.+)"
)
_END = re.compile(
    r"[;,.]\s|[;.]$|,|\s(?:ke tu|tu ngay|tu thang|trong thoi|thoi han|thoi gian"
    r"|nhiem ky|xep|huong|cho [o06]ng|cho ba|cho dong chi|cho\s*$|doi voi|voi he so"
    r"|bat dau|co hieu luc|de\s|thay\s|den ngay|vao ngay|\(|va chiu|giu chuc|theo\s"
    r"|sau khi|ma so)"
)


def _cut(text, plain, start):
    found = _END.search(plain, start)
    end = found.start() if found else len(text)
    return text[start:end].strip(" -–:.,;“”\"'")


def post_in(text):
    """Return (post, place) that a sentence gives, each "" without one.

    "điều động … đến nhận công tác tại Phòng Nội vụ, giữ chức vụ Phó Trưởng phòng" gives
    ("Phó Trưởng phòng", "Phòng Nội vụ").

    :param text: as `plain.cleaned` gives it
    """
    plain = bare(text)
    post = place = ""
    for pattern in _POST:
        if found := pattern.search(plain):
            post = _cut(text, plain, found.start("post"))
            if post:
                break
    if found := _PLACE.search(plain):
        place = _cut(text, plain, found.start("post"))
    return post, place
