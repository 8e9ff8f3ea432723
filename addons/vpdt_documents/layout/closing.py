"""The parts at the end of a paper: signatures, seal, receivers, typist's mark.

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7-9 and 12, mục V.
"""

from dataclasses import dataclass

from .boxes import Gap, SideBySide, Stack, Text
from .components import USUAL, Scale, dashed
from .fonts import BOLD, BOLD_ITALIC, REGULAR
from .galley import Atom
from .measures import mm
from .typeset import CENTRE, LEFT, Style, break_lines, draw_lines, height_of

#: White space above the signature's block.
BEFORE = mm(5)


@dataclass(frozen=True)
class Signer:
    """Who signs: ``lines`` of slot 7a (see ``authority.signature_lines``), ``name``.

    ``other_title`` is what the signer is elsewhere, above the name, in papers of a
    board or council (``CHỦ TỊCH UBND TỈNH``). ``ink`` puts a signature and a seal on
    the paper: called with the canvas and the middle (x, y) of the free space.
    """

    lines: tuple
    name: str = ""
    other_title: str = ""
    ink: object = None


@dataclass
class Signature:
    """Ô 7a, 7c, 7b: authority and post in capitals, space to sign, full name."""

    signer: Signer
    scale: Scale = USUAL
    space: float = mm(30)

    @property
    def _style(self):
        return Style(BOLD, self.scale.signature, CENTRE)

    def _broken(self, lines, width):
        return [
            line for text in lines for line in break_lines(text, self._style, width)
        ]

    def _above(self, width):
        return self._broken([line.upper() for line in self.signer.lines], width)

    def _below(self, width):
        return self._broken([self.signer.other_title, self.signer.name], width)

    def height(self, width):
        """Lines, free space and name."""
        lines = self._above(width) + self._below(width)
        return height_of(lines, self._style) + self.space

    def draw(self, canvas, x, top, width):
        """Draw the block centred in ``width``."""
        top = draw_lines(canvas, self._above(width), x, top, width, self._style)
        below = top - self.space
        draw_lines(canvas, self._below(width), x, below, width, self._style)
        if self.signer.ink:
            self.signer.ink(canvas, x + width / 2, top - self.space / 2)


def recipient_boxes(names, drafter="", scale=USUAL):
    """Ô 9b and 12: ``Nơi nhận:`` with its list, the typist's mark; a list of boxes.

    The last of ``names`` is ``Lưu: VT, …``.
    """
    item = Style(REGULAR, scale.recipients, LEFT)
    parts = [Text("Nơi nhận:", Style(BOLD_ITALIC, scale.recipients_head))]
    parts += [Text(line, item) for line in dashed(names)]
    if drafter:
        parts.append(Text(drafter, item))
    return parts


@dataclass
class _LeftHalf:
    """A box in the left half of the width."""

    box: object

    def height(self, width):
        return self.box.height(width / 2)

    def draw(self, canvas, x, top, width):
        self.box.draw(canvas, x, top, width / 2)


def _beside(signers, scale):
    """Signatures in one row, each with its part of the width."""
    first, *others = (Signature(signer, scale) for signer in signers)
    if not others:
        return first
    row = others[-1]
    for count, box in enumerate([*reversed(others[:-1]), first], 2):
        row = SideBySide(box, row, 1 / count)
    return row


def closing_atoms(signers, recipients=(), drafter="", scale=USUAL, width=0):
    """Return the end of a paper as atoms for ``galley.place``.

    One signer stands at the right with the receivers beside him; several (joint papers,
    minutes) in a row with the receivers below. Receivers that need more room than the
    signature may go on over pages, the signature may not. ``width`` is the sheet's.
    """
    names = recipient_boxes(recipients, drafter, scale) if recipients else []
    row = _beside(signers, scale) if signers else Gap(0)
    if len(signers) == 1:
        # Beside the signature as many as its height holds; the others go on below.
        room, taken = row.height(width / 2), []
        while names and names[0].height(width / 2) <= room:
            room -= names[0].height(width / 2)
            taken.append(names.pop(0))
        row = SideBySide(Stack(taken), row, 0.5)
        gap = -max(room, 0)
    else:
        gap = mm(4) if signers else 0
    atoms = [Atom.of(row, width, before=BEFORE)] if signers else []
    for index, box in enumerate(names):
        atom = Atom.of(_LeftHalf(box), width, before=0 if index else gap)
        # Not one line alone on either side of a page's end.
        atom.glued = index in (1, len(names) - 1)
        atoms.append(atom)
    return atoms
