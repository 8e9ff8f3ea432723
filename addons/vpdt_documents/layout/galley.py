"""Text of any length over pages: nothing torn, no line and no heading left alone.

A galley is a list of atoms, each of one line or one box. An atom that is ``glued``
stays with the one before it; every rule about what belongs together is such glue.
"""

from dataclasses import dataclass, field

from .typeset import break_lines, draw_lines

#: Lines of a paragraph that stay together at the end and at the head of a page.
KEPT_LINES = 2


@dataclass
class Atom:
    """What is never torn: its ``tall`` height, ``before`` it white space (points).

    ``draw`` is called with canvas, x, top and width. The white space falls away at the
    head of a page. ``mark`` is (title, level) of an outline entry that leads here.
    """

    tall: float
    draw: object
    before: float = 0
    glued: bool = False
    mark: tuple = field(default=())

    @classmethod
    def of(cls, box, width, before=0, glued=False, mark=()):
        """Return a box as one atom, measured for ``width`` points."""
        return cls(box.height(width), box.draw, before, glued, mark)


@dataclass
class _LineOf:
    """Draws one line of a paragraph."""

    line: object
    style: object
    indent: float

    def __call__(self, canvas, x, top, width):
        draw_lines(
            canvas, [self.line], x + self.indent, top, width - self.indent, self.style
        )


def paragraph(text, style, width, indent=0, glued=False, mark=()):
    """Return a paragraph as atoms of a line each, set ``indent`` points to the right.

    At least two lines stay together on either side of a page's end.
    """
    lines = break_lines(text, style, width - indent)
    atoms = []
    for index, line in enumerate(lines):
        torn = KEPT_LINES <= index <= len(lines) - KEPT_LINES
        atoms.append(
            Atom(
                style.line_height,
                _LineOf(line, style, indent),
                before=0 if index else style.before,
                glued=not torn if index else glued,
                mark=() if index else mark,
            )
        )
    return atoms


def keep_tail(atoms, lines=KEPT_LINES):
    """Glue the end of ``atoms`` so that what follows it glued is not alone.

    At least ``lines`` atoms go to the next page with what comes after them.
    """
    index = len(atoms) - 1
    while index > 0 and len(atoms) - index < lines:
        atoms[index].glued = True
        index -= 1


def _chunks(atoms):
    chunk = []
    for atom in atoms:
        if chunk and not atom.glued:
            yield chunk
            chunk = []
        chunk.append(atom)
    if chunk:
        yield chunk


def height_of(atoms):
    """Return the height of atoms under each other, in points."""
    return sum(atom.tall + atom.before for atom in atoms)


def place(sheet, atoms):
    """Draw atoms on a ``Sheet`` from its cursor, over as many pages as they need."""
    for chunk in _chunks(atoms):
        tall = height_of(chunk) - (chunk[0].before if sheet.untouched else 0)
        sheet.need(tall)
        for atom in chunk:
            # Only what is taller than a page goes on to the next in the middle.
            sheet.need(atom.tall + atom.before)
            sheet.skip(atom.before)
            if atom.mark:
                sheet.bookmark(*atom.mark)
            atom.draw(sheet.canvas, sheet.left, sheet.y, sheet.width)
            sheet.y -= atom.tall
