"""The lines above a signature: who signs, and by what right (slot 7a).

Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, phần I, mục II.7.
"""

from dataclasses import dataclass

from .errors import LayoutError

#: Sign before the post of whom one signs for, by the right to sign.
FOR = {"deputy": "KT.", "by_order": "TL.", "authorised": "TUQ."}
RIGHTS = ("own", "acting", *FOR)


@dataclass(frozen=True)
class Authority:
    """Whose name stands under a paper, and why.

    ``post`` is the signer's own (``Phó Chủ tịch``). ``right`` is one of

    - ``own``: the head himself;
    - ``acting``: put in charge of a post that is vacant (Q.);
    - ``deputy``: a deputy for the head ``head`` (KT.);
    - ``by_order``: the head of a unit by order of ``head`` (TL.); with ``unit_head``
      the signer is a deputy to whom that head passed it on (Điều 13.3);
    - ``authorised``: in writing, by ``head`` (TUQ.).

    ``collective`` is the body that decides as one (``Ủy ban nhân dân``): TM. With it
    ``head`` is the post of its chairman.
    """

    post: str
    right: str = "own"
    head: str = ""
    collective: str = ""
    unit_head: str = ""


def signature_lines(authority):
    """Return the lines of slot 7a in capitals, from the top, as a tuple.

    Raises ``LayoutError`` (``bad_authority``): an unknown right; a right exercised for
    somebody without ``head``; ``unit_head`` elsewhere than by order.
    """
    right = authority.right
    if right not in RIGHTS:
        raise LayoutError("bad_authority", f"No such right to sign: {right}")
    if not authority.post or (right in FOR) != bool(authority.head):
        raise LayoutError("bad_authority", f"Posts do not fit {right!r}: {authority}")
    if authority.unit_head and right != "by_order":
        raise LayoutError("bad_authority", "Only a signature by order is passed on")
    lines = []
    if authority.collective:
        lines.append(f"TM. {authority.collective}")
    if right in FOR:
        lines.append(f"{FOR[right]} {authority.head}")
    if authority.unit_head:
        lines.append(f"KT. {authority.unit_head}")
    lines.append(f"Q. {authority.post}" if right == "acting" else authority.post)
    return tuple(line.upper() for line in lines)
