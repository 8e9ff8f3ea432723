"""Where a page is still white: measured on its picture, as an eye would.

Scans are never quite white: dust, shadows of the lid and black edges are no content.
"""

from collections import deque

import numpy as np
import pypdfium2

from .errors import LayoutError
from .measures import mm

#: Pixels a millimetre; the page is looked at in squares of a millimetre.
FINE = 4
#: A pixel darker than this part of the paper's own tone is ink.
INK = 0.75
#: A square is inked when this part of its pixels is.
FILLED = 0.05
#: Marks up to this many mm in both directions are dust.
DUST = 2
#: Marks that reach no further than this from the sheet's edge are a scanner's shadow.
SHADOW = 6
#: What stands this far from the lower edge (mm) is a foot line or a page number.
FOOT = 25


def _squares(pdf, index, unit):
    """The page as a grid of squares of a millimetre: True where there is ink."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            # Signatures are fields of a form: their pictures are content too.
            document.init_forms()
            bitmap = document[index].render(scale=FINE * unit / mm(1), grayscale=True)
            pixels = np.array(bitmap.to_numpy()).squeeze()
    except pypdfium2.PdfiumError as error:
        raise LayoutError("bad_pdf", f"Not a readable PDF: {error}") from error
    tall, wide = (side // FINE * FINE for side in pixels.shape[:2])
    dark = pixels[:tall, :wide] < np.median(pixels) * INK
    blocks = dark.reshape(tall // FINE, FINE, wide // FINE, FINE)
    return blocks.mean(axis=(1, 3)) > FILLED


def _marks(grid):
    """Yield connected marks as lists of (row, column)."""
    left = {tuple(place) for place in np.argwhere(grid).tolist()}
    while left:
        queue = deque([left.pop()])
        mark = []
        while queue:
            row, column = queue.popleft()
            mark.append((row, column))
            for place in (
                (row + down, column + right)
                for down in (-1, 0, 1)
                for right in (-1, 0, 1)
            ):
                if place in left:
                    left.discard(place)
                    queue.append(place)
        yield mark


def _is_content(mark, shape):
    rows = [row for row, _column in mark]
    columns = [column for _row, column in mark]
    if max(rows) - min(rows) < DUST and max(columns) - min(columns) < DUST:
        return False
    return not (
        max(rows) < SHADOW
        or min(rows) >= shape[0] - SHADOW
        or max(columns) < SHADOW
        or min(columns) >= shape[1] - SHADOW
    )


def inked_rows(pdf, index, left=0, right=None, unit=1):
    """Return which millimetres of a page, from the top, bear content: a list of bool.

    ``index`` counts pages from 0; only marks that reach between ``left`` and ``right``
    (mm from the left edge) count. The page is taken as a reader sees it; ``unit`` is
    the size of its user unit in points (pdfium leaves it out).
    """
    grid = _squares(pdf, index, unit)
    rows = np.zeros(grid.shape[0], dtype=bool)
    right = grid.shape[1] if right is None else right
    for mark in _marks(grid):
        if _is_content(mark, grid.shape):
            for row, column in mark:
                if left <= column < right:
                    rows[row] = True
    return rows.tolist()


def free_foot(pdf, index, unit=1):
    """Return the white band below a page's content: (top, height) in points.

    ``top`` is measured from the upper edge of the page as it is seen. A line in the
    lowest ``FOOT`` mm (address, page number) ends the band; the lower margin of 20 mm
    is not part of it. A page without content is white from its upper margin of 20 mm.
    """
    rows = inked_rows(pdf, index, unit=unit)
    tall = len(rows)
    body = rows[: tall - FOOT]
    last = max((row for row, inked in enumerate(body) if inked), default=19)
    foot = next((row for row in range(tall - FOOT, tall) if rows[row]), tall)
    # Content that runs into the foot's zone leaves nothing.
    if foot <= last + 2:
        return mm(foot), 0.0
    end = min(foot - 2, tall - 20)
    top = last + 1
    return mm(top), max(0.0, mm(end - top))


def free_line(pdf, index, tall, left, right, unit=1, start=5, end=20):
    """Return where a line ``tall`` mm high has white paper: mm from the top, or None.

    Looked for between ``start`` and ``end`` mm from the top of the page, ``left`` and
    ``right`` mm from its left edge.
    """
    rows = inked_rows(pdf, index, left, right, unit)
    for top in range(start, end - tall + 1):
        if not any(rows[top : top + tall]):
            return top
    return None
