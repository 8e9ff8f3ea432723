"""Registers in print, with exactly the columns of the law.

Nghị định 30/2020/NĐ-CP, Điều 16.2b and 22.3b: registers kept in the system are
printed with all columns and bound; the forms are those of Phụ lục IV.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from .boxes import Gap, Stack, Text
from .closing import Signature, Signer
from .components import issuer_block
from .errors import LayoutError
from .fonts import BOLD, REGULAR
from .measures import ND30_LANDSCAPE, mm
from .sheet import Sheet
from .table import Column, Span, Table, cell_text
from .typeset import CENTRE, LEFT, Style

DOTS = "………"


@dataclass(frozen=True)
class RegisterForm:
    """The form of one kind of register.

    ``columns`` pairs the key of a row with its ``Column``; ``dated`` is the key whose
    month makes the bookmarks ("" if only ``row["date"]`` can tell); ``noun`` counts
    the rows in the closing line.
    """

    title: str
    columns: tuple
    dated: str
    noun: str

    @property
    def keys(self):
        """Keys of a row, in the order of the columns."""
        return [key for key, _column in self.columns]


FORMS = {
    "incoming": RegisterForm(
        "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
        (
            ("arrival_date", Column("Ngày đến", 21, CENTRE)),
            ("arrival_number", Column("Số đến", 13, CENTRE)),
            ("author", Column("Tác giả", 28)),
            ("number_symbol", Column("Số, ký hiệu văn bản", 27, CENTRE)),
            ("issued_date", Column("Ngày tháng văn bản", 21, CENTRE)),
            ("subject", Column("Tên loại và trích yếu nội dung văn bản", 60)),
            ("receiver", Column("Đơn vị hoặc người nhận", 26)),
            ("transfer_date", Column("Ngày chuyển", 21, CENTRE)),
            ("signed_by", Column("Ký nhận", 16, CENTRE)),
            ("note", Column("Ghi chú", 19)),
        ),
        "arrival_date",
        "văn bản đến",
    ),
    "outgoing": RegisterForm(
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        (
            ("number_symbol", Column("Số, ký hiệu văn bản", 27, CENTRE)),
            ("issued_date", Column("Ngày tháng văn bản", 21, CENTRE)),
            ("subject", Column("Tên loại và trích yếu nội dung văn bản", 62)),
            ("signer", Column("Người ký", 24)),
            ("receiver", Column("Nơi nhận văn bản", 30)),
            ("copy_keeper", Column("Đơn vị, người nhận bản lưu", 24)),
            ("copies", Column("Số lượng bản", 13, CENTRE)),
            ("transfer_date", Column("Ngày chuyển", 21, CENTRE)),
            ("signed_by", Column("Ký nhận", 15, CENTRE)),
            ("note", Column("Ghi chú", 15)),
        ),
        "issued_date",
        "văn bản đi",
    ),
    "post": RegisterForm(
        "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN",
        (
            ("transfer_date", Column("Ngày chuyển", 24, CENTRE)),
            ("number_symbol", Column("Số, ký hiệu văn bản", 42, CENTRE)),
            ("receiver", Column("Nơi nhận văn bản", 88)),
            ("envelopes", Column("Số lượng bì", 20, CENTRE)),
            ("signed_by", Column("Ký nhận và dấu bưu điện", 48, CENTRE)),
            ("note", Column("Ghi chú", 30)),
        ),
        "transfer_date",
        "lượt gửi",
    ),
    "copy_use": RegisterForm(
        "SỔ SỬ DỤNG BẢN LƯU",
        (
            ("date", Column("Ngày tháng", 21, CENTRE)),
            ("user", Column("Họ tên người sử dụng", 30)),
            ("number_date", Column("Số, ký hiệu ngày tháng văn bản", 28, CENTRE)),
            ("subject", Column("Tên loại và trích yếu nội dung văn bản", 66)),
            ("dossier", Column("Số và ký hiệu HS", 20, CENTRE)),
            ("signed_by", Column("Ký nhận", 17, CENTRE)),
            ("return_date", Column("Ngày trả", 21, CENTRE)),
            ("permitted_by", Column("Người cho phép sử dụng", 28)),
            ("note", Column("Ghi chú", 21)),
        ),
        "date",
        "lượt sử dụng",
    ),
    "follow_up": RegisterForm(
        "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN",
        (
            ("arrival_number", Column("Số đến", 16, CENTRE)),
            (
                "document",
                Column(
                    "Tên loại, số và ký hiệu, ngày tháng và "
                    "tên cơ quan, tổ chức ban hành văn bản",
                    76,
                ),
            ),
            ("receiver", Column("Đơn vị hoặc người nhận", 40)),
            ("deadline", Column("Thời hạn giải quyết", 26, CENTRE)),
            ("progress", Column("Tiến độ giải quyết", 36)),
            ("reply_symbol", Column("Số, ký hiệu văn bản trả lời", 32, CENTRE)),
            ("note", Column("Ghi chú", 26)),
        ),
        "",
        "văn bản đến",
    ),
}

#: Columns at the left of a form that a void number still fills.
NUMBER_KEYS = {"arrival_date", "arrival_number", "number_symbol", "issued_date"}
#: Row keys beside the columns.
EXTRA_KEYS = {"date", "void", "void_reason"}


@dataclass(frozen=True)
class RegisterCover:
    """What stands on the cover and first page of a book.

    ``agency`` and ``parent`` (or "") are names; ``year`` a number. The span is given by
    dates, numbers or both; what is None is printed as dots to be filled in by hand.
    ``volume`` is the number of the book ("Quyển số"). ``title`` replaces the form's
    title (``SỔ ĐĂNG KÝ VĂN BẢN ĐI LOẠI QUYẾT ĐỊNH``). ``signature`` lists the
    authority and post who opens the book, ``signer`` the name; both may be empty.
    """

    agency: str
    year: int
    parent: str = ""
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    number_from: int | str | None = None
    number_to: int | str | None = None
    volume: int | str | None = None
    title: str = ""
    signature: tuple = field(default=())
    signer: str = ""


def _or_dots(value):
    return cell_text(value) or DOTS


def _cover(sheet, form, cover):
    """Draw the first page: names, title, year, span, volume, in a double frame."""
    canvas = sheet.canvas
    left, width = sheet.left, sheet.width
    bottom, height = sheet.profile.body_bottom, sheet.profile.body_height
    for inset, thickness in ((0, 1.8), (mm(1.4), 0.5)):
        canvas.setLineWidth(thickness)
        canvas.rect(left + inset, bottom + inset, width - 2 * inset, height - 2 * inset)
    plain = Style(REGULAR, 14, CENTRE, leading=24)
    title = Style(BOLD, 26, CENTRE, leading=34)
    year = Style(BOLD, 18, CENTRE, leading=30)
    head = issuer_block(cover.agency, (cover.parent,) if cover.parent else ())
    middle = Stack(
        [
            Text(cover.title or form.title, title),
            Text(f"Năm: {cover.year}", year),
            Gap(mm(6)),
            Text(
                f"Từ ngày {_or_dots(cover.date_from)} "
                f"đến ngày {_or_dots(cover.date_to)}",
                plain,
            ),
            Text(
                f"Từ số {_or_dots(cover.number_from)} "
                f"đến số {_or_dots(cover.number_to)}",
                plain,
            ),
        ]
    )
    inner = width - mm(20)
    head.draw(canvas, left + mm(10), sheet.profile.body_top - mm(10), inner)
    centre = bottom + height * 0.5 + middle.height(inner) / 2 + mm(6)
    middle.draw(canvas, left + mm(10), centre, inner)
    volume = Text(f"Quyển số: {_or_dots(cover.volume)}", Style(BOLD, 14, LEFT))
    volume.draw(canvas, left + mm(14), bottom + mm(20), inner)
    if cover.signature or cover.signer:
        signer = Signer(cover.signature, cover.signer)
        block = Signature(signer, space=mm(20))
        half = width * 0.4
        block.draw(
            canvas,
            left + width - half - mm(8),
            bottom + block.height(half) + mm(8),
            half,
        )
    sheet.bookmark("Bìa")


def _get(row, key):
    return row.get(key) if isinstance(row, Mapping) else getattr(row, key, None)


def _check_keys(row, form):
    """A misspelt key would print an empty column: refuse it."""
    if isinstance(row, Mapping):
        unknown = set(row) - set(form.keys) - EXTRA_KEYS
        if unknown:
            names = ", ".join(sorted(unknown))
            raise LayoutError("unknown_column", f"No such column: {names}", names=names)


def _void_span(form, row):
    """The cell that replaces the others of a number without a document."""
    reason = cell_text(_get(row, "void_reason")) or DOTS
    # The cells that tell number and day stay; what follows is one remark.
    first = 1
    while form.keys[first] in NUMBER_KEYS:
        first += 1
    return Span(first, len(form.columns) - 1, f"Số bị hủy. Lý do: {reason}")


def _month(form, row):
    date = _get(row, "date") if not form.dated else _get(row, form.dated)
    date = date or _get(row, "date")
    return (date.year, date.month) if isinstance(date, datetime.date) else None


def render_register(kind, cover, rows):
    """Print a register as PDF.

    ``kind`` is ``incoming``, ``outgoing``, ``post``, ``copy_use`` or ``follow_up``
    (``FORMS``). ``cover`` is a ``RegisterCover``. ``rows`` is any iterable of mappings
    or objects with the form's keys as attributes; values are None, dates, numbers or
    strings. A row may have ``void`` (true: a number that was given to no document;
    ``void_reason`` says why) and ``date`` (the month of its bookmark where the form
    has no date). Rows are printed in the order given.

    Returns the PDF's bytes: a cover, A4 lying pages with the head repeated on each, a
    closing line with the counts. The same input gives the same bytes. Raises
    ``LayoutError`` (``unknown_register``, ``unknown_column``).
    """
    try:
        form = FORMS[kind]
    except KeyError:
        raise LayoutError(
            "unknown_register", f"No register of kind {kind!r}", kind=kind
        ) from None
    title = f"{cover.title or form.title} - Năm {cover.year}"
    sheet = Sheet(
        ND30_LANDSCAPE,
        title=title,
        author=cover.agency,
        subject=form.title,
        foot=f"{cover.agency} - {title}",
    )
    _cover(sheet, form, cover)
    sheet.new_page()
    table = Table(sheet, [column for _key, column in form.columns])
    count = void = 0
    month = None
    for row in rows:
        _check_keys(row, form)
        count += 1
        bookmark, found = None, _month(form, row)
        if found and found != month:
            month = found
            bookmark = f"Tháng {month[1]:02d}/{month[0]}"
        span = None
        if _get(row, "void"):
            void += 1
            span = _void_span(form, row)
        table.add([cell_text(_get(row, key)) for key in form.keys], span, bookmark)
    if not count:
        message = f"Không có {form.noun} nào trong thời gian này."
        table.add([""] * len(form.columns), Span(0, len(form.columns) - 1, message))
    table.close()
    closing = f"Cộng: {_thousands(count)} dòng đăng ký ({form.noun})"
    if void:
        closing += f", trong đó {_thousands(void)} số bị hủy"
    sheet.place(Text(f"{closing}.", Style(BOLD, 12, LEFT, before=mm(4))))
    return sheet.close()


def _thousands(number):
    """1234567 as it is written in Vietnamese: 1.234.567."""
    return f"{number:,}".replace(",", ".")
