"""The marks of the monthly sheet, as offices write them."""

from .verdicts import EXCUSED, HOLIDAY, LATE, MISSING, PRESENT

_MARKS = {PRESENT: "x", LATE: "m", MISSING: "–", HOLIDAY: "L"}
_EXCUSES = {"leave": "P", "trip": "CT", "locked": "TK", "no_duty": "M"}
_OTHER = "K"

#: Mark → what it means, for the foot of the sheet.
LEGEND = (
    ("x", "có truy cập đúng giờ"),
    ("m", "truy cập muộn"),
    ("–", "không truy cập"),
    ("P", "nghỉ phép"),
    ("CT", "đi công tác"),
    ("K", "vắng có lý do khác"),
    ("TK", "tài khoản tạm khóa"),
    ("M", "chức vụ được miễn"),
    ("L", "nghỉ lễ, nghỉ hoán đổi"),
)


def mark(verdict):
    """Return the mark of a Verdict; "" on days off and while it may still be met."""
    if verdict is None:
        return ""
    if verdict.kind == EXCUSED:
        return _EXCUSES.get(verdict.why, _OTHER)
    return _MARKS.get(verdict.kind, "")
