"""Papers whose body has a form of its own (NĐ 30/2020, Phụ lục III, mục II).

Each function takes what is particular to the form and ``slots``, the other fields of
``paper.Paper``, and returns a ``Paper``. Types that only bear a name (tờ trình, báo
cáo, kế hoạch, thông báo, …) need none of them: ``Paper(kind="Báo cáo", …)``.
"""

from dataclasses import replace

from .body import Block, article, bases, paragraphs
from .closing import Signer
from .decree import decree_of
from .paper import Paper

#: How a body ends.
END = "./."


def _ended(text):
    """Return ``text`` with the sign that ends a body."""
    return text.rstrip().removesuffix(END).rstrip(" .;") + END


def _rules(slots):
    return slots.get("decree") or decree_of(slots.get("date"))


def decision(*, authority, grounds, articles, order="QUYẾT ĐỊNH:", **slots):
    """Mẫu 1.2 and 1.3: a decision; its attached text is an ``Annex`` in ``annexes``.

    ``authority`` says who decides (the head's post or the collective); ``grounds`` are
    its legal bases and last "Theo đề nghị của …"; ``articles`` the texts of Điều 1, 2…
    (or pairs of title and text). ``order`` is ``QUYẾT NGHỊ:`` in a resolution.
    """
    body = [Block("authority", authority.upper())]
    body += bases(grounds, _rules(slots))
    body.append(Block("order", order))
    articles = [("", text) if isinstance(text, str) else text for text in articles]
    articles[-1] = (articles[-1][0], _ended(articles[-1][1]))
    for number, (title, text) in enumerate(articles, 1):
        body += article(number, text, title)
    return Paper(**{"kind": "Quyết định", "body": body, **slots})


def telegram(*, sender, receivers, body, **slots):
    """Mẫu 1.6: công điện; ``sender`` (name or post) wires ``receivers``."""
    return Paper(
        **{
            "kind": "Công điện",
            "body": body,
            "addressees": tuple(receivers),
            "wired_by": sender,
            **slots,
        }
    )


def invitation(
    *, guests, purpose, chair="", time, venue, attending="", note="", **slots
):
    """Mẫu 1.7: giấy mời; who invites is the issuer.

    ``guests`` is the sentence's end (``Ông Nguyễn Văn A``); ``purpose`` what they are
    asked to; ``attending`` who takes part besides; ``time`` and ``venue`` as text.
    """
    issuer = " ".join([*slots["issuer"].split("\n"), *slots.get("parents", ())])
    lines = [
        f"{issuer} trân trọng kính mời: {guests}",
        f"Tới dự: {purpose}",
        f"Chủ trì: {chair}" if chair else "",
        f"Thành phần tham dự: {attending}" if attending else "",
        f"Thời gian: {time}",
        f"Địa điểm: {venue}",
        note,
    ]
    lines = [line for line in lines if line]
    lines[-1] = _ended(lines[-1])
    return Paper(**{"kind": "Giấy mời", "body": paragraphs("\n".join(lines)), **slots})


def minutes(*, start, venue, present, chair, secretary, content, end, **slots):
    """Mẫu 1.9: biên bản of a meeting; no place and date line, two who sign.

    ``chair`` and ``secretary`` are names; ``start`` and ``end`` times in words;
    ``content`` text or blocks.
    """
    head = [
        f"Thời gian bắt đầu: {start}",
        f"Địa điểm: {venue}",
        f"Thành phần tham dự: {present}",
        f"Chủ trì (chủ tọa): {chair}",
        f"Thư ký (người ghi biên bản): {secretary}",
        "Nội dung (theo diễn biến cuộc họp/hội nghị/hội thảo):",
    ]
    body = paragraphs("\n".join(head))
    body += paragraphs(content) if isinstance(content, str) else list(content)
    body += paragraphs(_ended(f"Cuộc họp kết thúc vào {end}"))
    signers = (Signer(("Thư ký",), secretary), Signer(("Chủ tọa",), chair))
    slots = {"kind": "Biên bản", "place": "", "signers": signers, **slots}
    return Paper(body=body, **slots)


def extract(source, body, **slots):
    """Return the paper of a TRÍCH SAO: ``source`` with a part of its text, re-typed.

    Put the copy's block below its PDF with ``copying.copy_block`` (Điều 25.3).
    """
    return replace(source, body=body, annexes=(), **slots)
