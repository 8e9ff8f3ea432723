"""Papers that go with what is sent: receivers, sending slips, proofs of delivery.

Nghị định 30/2020/NĐ-CP, Điều 18 (issue and its proof), Điều 7 (phiếu gửi). What is
posted is written in the post register (``register.FORMS["post"]``).
"""

import datetime
from dataclasses import dataclass

from .body import TableBlock, paragraphs
from .closing import Signer
from .listing import Listing, render_listing
from .measures import ND30_LANDSCAPE, ND30_PORTRAIT
from .paper import Paper, render_paper
from .table import Column, cell_text
from .typeset import CENTRE


@dataclass(frozen=True)
class Sent:
    """The document that is sent: ``code`` (05/QĐ-UBND), date, type and subject."""

    code: str
    date: datetime.date
    kind: str
    subject: str

    @property
    def about(self):
        """Type and subject as one phrase: ``Quyết định về việc …``."""
        subject = self.subject
        if subject.startswith("Về việc"):
            subject = "v" + subject[1:]
        return f"{self.kind} {subject}"


@dataclass(frozen=True)
class Delivery:
    """One receiver and what is known of the document's way to him.

    ``means`` is how it goes (``Hệ thống``, ``Bưu điện``, ``Trực tiếp``); ``copies`` on
    paper or None; ``sent``, ``received`` and ``opened`` are local datetimes, dates or
    None; ``proof`` what proves it (number of the registered letter, who signed),
    ``note`` the rest.
    """

    receiver: str
    means: str = ""
    copies: int | None = None
    sent: datetime.datetime | datetime.date | None = None
    received: datetime.datetime | datetime.date | None = None
    opened: datetime.datetime | datetime.date | None = None
    proof: str = ""
    note: str = ""


def _moment(value):
    """``09:30 05/01/2026``, or the date alone."""
    if isinstance(value, datetime.datetime):
        return f"{value.hour:02d}:{value.minute:02d} {cell_text(value)}"
    return cell_text(value)


def _listing(issuer, sent, subject, columns, closing, *, signer, **more):
    day = cell_text(sent.date)
    return Listing(
        issuer=issuer,
        kind="Danh sách",
        subject=subject,
        intro=(f"Văn bản: {sent.about} (số {sent.code} ngày {day}).",),
        columns=columns,
        closing=closing,
        sides=signer and ((signer[0], signer[1]),),
        empty="Không có nơi nhận nào.",
        **more,
    )


def render_recipient_list(issuer, sent, deliveries, *, signer=(), **more):
    """Print ``Danh sách nơi nhận văn bản`` and return the PDF's bytes.

    ``sent`` is a ``Sent``, ``deliveries`` an iterable of ``Delivery``; ``signer`` a
    pair of post and name; ``more`` are ``parents``, ``place`` and ``date`` of the list.
    """
    deliveries = list(deliveries)
    copies = sum(delivery.copies or 0 for delivery in deliveries)
    closing = f"Tổng số: {len(deliveries)} nơi nhận, {copies} bản giấy."
    paper = _listing(
        issuer,
        sent,
        "Nơi nhận văn bản",
        (
            ("Nơi nhận", 78),
            ("Hình thức gửi", 26),
            ("Số bản giấy", 16),
            ("Ghi chú", 30),
        ),
        (closing,),
        signer=signer,
        **more,
    )
    rows = [
        (item.receiver, item.means, cell_text(item.copies), item.note)
        for item in deliveries
    ]
    return render_listing(paper, rows, ND30_PORTRAIT)


def render_delivery_proof(issuer, sent, deliveries, *, signer=(), **more):
    """Print who was sent the document, who has it and who opened it; PDF bytes.

    Arguments as ``render_recipient_list``.
    """
    deliveries = list(deliveries)
    there = sum(delivery.received is not None for delivery in deliveries)
    closing = f"Đã nhận: {there} trên tổng số {len(deliveries)} nơi nhận."
    paper = _listing(
        issuer,
        sent,
        "Theo dõi gửi, nhận văn bản",
        (
            ("Nơi nhận", 66),
            ("Hình thức gửi", 24),
            ("Thời gian gửi", 25),
            ("Thời gian nhận", 25),
            ("Thời gian xem", 25),
            ("Căn cứ xác nhận, ký nhận", 46),
            ("Ghi chú", 26),
        ),
        (closing,),
        signer=signer,
        **more,
    )
    rows = [
        (
            item.receiver,
            item.means,
            _moment(item.sent),
            _moment(item.received),
            _moment(item.opened),
            item.proof,
            item.note,
        )
        for item in deliveries
    ]
    return render_listing(paper, rows, ND30_LANDSCAPE)


@dataclass(frozen=True)
class SendingSlip:
    """A phiếu gửi: what one receiver is sent, with the part he sends back.

    ``sent`` are ``Sent`` with the number of copies, as pairs. Other fields as in
    ``paper.Paper``.
    """

    issuer: str
    receiver: str
    sent: tuple
    place: str
    signer: Signer
    symbol: str = "PG"
    parents: tuple = ()
    number: int | str | None = None
    date: datetime.date | None = None
    recipients: tuple = ()


def render_sending_slip(slip):
    """Typeset a ``SendingSlip`` and return the PDF's bytes."""
    issuer = " ".join(slip.issuer.split("\n"))
    columns = (
        Column("STT", 12, CENTRE),
        Column("Số, ký hiệu", 34, CENTRE),
        Column("Ngày tháng", 24, CENTRE),
        Column("Tên loại và trích yếu nội dung", 70),
        Column("Số bản", 16, CENTRE),
    )
    rows = [
        (
            str(count),
            sent.code,
            cell_text(sent.date),
            sent.about,
            cell_text(copies),
        )
        for count, (sent, copies) in enumerate(slip.sent, 1)
    ]
    body = [
        *paragraphs(f"{issuer} gửi kèm theo phiếu này các văn bản sau:"),
        TableBlock(columns, tuple(rows)),
        *paragraphs(
            "Sau khi nhận được, đề nghị ký xác nhận vào phần dưới đây và gửi lại "
            f"{issuer}./.\n"
            "Ngày nhận: …………………… Số đến: ……………………\n"
            "Người nhận (ký, ghi rõ họ tên): ……………………………………"
        ),
    ]
    return render_paper(
        Paper(
            kind="Phiếu gửi",
            subject="",
            addressees=(slip.receiver,),
            body=body,
            signers=(slip.signer,),
            **{
                key: getattr(slip, key)
                for key in (
                    "issuer",
                    "parents",
                    "symbol",
                    "number",
                    "place",
                    "date",
                    "recipients",
                )  # fmt: skip
            },
        )
    )
