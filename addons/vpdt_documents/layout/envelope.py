"""Envelopes and address labels.

Nghị định 30/2020/NĐ-CP, Phụ lục IV, mẫu bì văn bản: sender, numbers of what is inside,
receiver. Its drawing is not among our sources: the largest size is the form's (307 x
220 mm), the other two are those of the post; the places on the paper follow the form.
"""

from dataclasses import dataclass

from .boxes import Stack, Text
from .components import urgency_mark
from .errors import LayoutError
from .fonts import BOLD, REGULAR
from .measures import PageProfile, mm
from .sheet import Sheet
from .typeset import CENTRE, LEFT, Style

#: Sheets of envelopes: margins of 12 mm, which printers need.
ENVELOPES = {
    name: PageProfile(name, width, height, 12, 12, 12, 12)
    for name, (width, height) in {
        "C5": (229, 162),
        "DL": (220, 110),
        "307x220": (307, 220),
    }.items()
}


@dataclass(frozen=True)
class Sender:
    """Who sends: names of the agency and its parents, ``contact`` lines below."""

    agency: str
    parents: tuple = ()
    contact: str = ""


@dataclass(frozen=True)
class Receiver:
    """To whom: ``name``, ``address`` (line feeds where it should break), telephone.

    ``codes`` are the numbers and symbols of what is in the envelope, ``urgency`` a key
    of ``components.URGENCY`` or "".
    """

    name: str
    address: str = ""
    phone: str = ""
    codes: tuple = ()
    urgency: str = ""


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of sticky labels, lengths in mm."""

    columns: int
    rows: int
    width: float
    height: float
    top: float
    left: float
    across: float = 0
    down: float = 0

    @property
    def count(self):
        """Labels on a sheet."""
        return self.columns * self.rows


#: From this height on (mm) an envelope's receiver is written larger.
LARGE = 200
#: A4 sheets that are sold everywhere, by labels on the sheet.
LABELS = {
    24: LabelSheet(3, 8, 70, 37, 0.5, 0),
    14: LabelSheet(2, 7, 99.1, 38.1, 15.1, 4.65, across=2.5),
    8: LabelSheet(2, 4, 105, 74, 0.5, 0),
}
A4_BARE = PageProfile("labels", 210, 297, 0, 0, 0, 0)
#: White space inside a label, in mm.
LABEL_PADDING = 4


def _fitted(texts, width, height):
    """Return texts as a stack small enough for the place, or None.

    ``texts`` are (text, font, size, alignment); sizes shrink together to 7 points.
    """
    for shrink in range(8):
        box = Stack(
            [
                Text(text, Style(font, max(7, size - shrink), align))
                for text, font, size, align in texts
                if text
            ]
        )
        if box.height(width) <= height:
            return box
    return None


def _placed(canvas, texts, x, top, width, height, what):
    box = _fitted(texts, width, height)
    if box is None:
        raise LayoutError("bad_label", f"No room for: {what}", text=what)
    box.draw(canvas, x, top, width)
    return top - box.height(width)


def _sender(sender):
    lines = [(name.upper(), REGULAR, 12, CENTRE) for name in sender.parents]
    lines.append((sender.agency.upper(), BOLD, 12, CENTRE))
    return [*lines, (sender.contact, REGULAR, 10, CENTRE)]


def _receiver(receiver, size, align=LEFT, lead="Kính gửi: "):
    phone = f"Điện thoại: {receiver.phone}" if receiver.phone else ""
    return [
        (f"{lead}{receiver.name}", BOLD, size, align),
        (receiver.address, REGULAR, size - 1, align),
        (phone, REGULAR, size - 1, align),
    ]


def render_envelopes(sender, receivers, size="C5"):
    """Print one envelope a page and return the PDF's bytes.

    ``size`` is a key of ``ENVELOPES``; ``receivers`` an iterable of ``Receiver``.
    Raises ``LayoutError`` (``bad_label``): an unknown size, no receiver, a name that
    does not fit.
    """
    if size not in ENVELOPES:
        raise LayoutError("bad_label", f"No such envelope: {size}", size=size)
    profile, receivers = ENVELOPES[size], list(receivers)
    if not receivers:
        raise LayoutError("bad_label", "There is no receiver")
    sheet = Sheet(profile, title="Bì văn bản", author=sender.agency.replace("\n", " "))
    left, width, height = sheet.left, sheet.width, profile.body_height
    for index, receiver in enumerate(receivers):
        if index:
            sheet.new_part()
        canvas, top = sheet.canvas, profile.body_top
        sheet.bookmark(receiver.name)
        half = width * 0.5
        texts, name = _sender(sender), receiver.name
        below = _placed(canvas, texts, left, top, half, height * 0.4, sender.agency)
        if receiver.codes:
            codes = [(f"Số: {'; '.join(receiver.codes)}", REGULAR, 12, CENTRE)]
            room = height * 0.2
            below = _placed(canvas, codes, left, below - mm(3), half, room, name)
        if receiver.urgency:
            urgency_mark(receiver.urgency).draw(canvas, left, below, half)
        # The receiver stands at the lower right, where the post looks.
        middle = profile.body_bottom + height * 0.45
        texts = _receiver(receiver, 14 if profile.height < LARGE else 18)
        start, room = left + width * 0.42, height * 0.45
        _placed(canvas, texts, start, middle, width * 0.58, room, name)
    return sheet.close()


def render_labels(receivers, labels=24, first=1):
    """Print address labels on A4 sheets and return the PDF's bytes.

    ``labels`` is a key of ``LABELS`` or a ``LabelSheet``; ``first`` the place of the
    first label on a sheet that was begun (1 is the upper left; row by row). Raises
    ``LayoutError`` (``bad_label``).
    """
    form = labels if isinstance(labels, LabelSheet) else LABELS.get(labels)
    receivers = list(receivers)
    if form is None or not receivers or not 1 <= first <= form.count:
        raise LayoutError("bad_label", "No such sheet, place or nobody to write to")
    sheet = Sheet(A4_BARE, title="Nhãn địa chỉ")
    padding = mm(LABEL_PADDING)
    width, height = mm(form.width) - 2 * padding, mm(form.height) - 2 * padding
    for place, receiver in enumerate(receivers, first - 1):
        if place % form.count == 0 and place >= form.count:
            sheet.new_part()
        row, column = divmod(place % form.count, form.columns)
        x = mm(form.left + column * (form.width + form.across)) + padding
        top = sheet.profile.body_top - padding
        top -= mm(form.top + row * (form.height + form.down))
        texts = _receiver(receiver, 12, lead="")
        _placed(sheet.canvas, texts, x, top, width, height, receiver.name)
    return sheet.close()
