"""Finding short stamped words on a page: slanted, red, framed, over other print.

The PP-OCR detector finds pieces of writing at any slant, the line model reads the
short ones. What is read has no Vietnamese marks, and is compared without them.
"""

import math
from typing import NamedTuple

import numpy
from PIL import Image

from .strip import StripReader, model_path
from .words import plain

_DETECTOR = "ch_PP-OCRv4_det_infer.onnx"
#: pixels of the page's width for the detector: stamp letters are then 12 px high
_WIDTH = 832
_THRESHOLD = 0.3
_GRID = 4
_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Mark(NamedTuple):
    """A short piece of writing found as a picture.

    text: letters without marks, upper case; score: 0..1; box: fractions of the page;
    red: found in red ink.
    """

    text: str
    score: float
    box: tuple
    red: bool


class Eyes:
    """The two models."""

    def __init__(self):
        self.strip = StripReader()
        self._detector = None

    def warm_up(self):
        """Load the detector and run both once."""
        self._detect(Image.new("RGB", (64, 64), "white"))
        self.strip.read_line(Image.new("RGB", (96, 48), "white"))

    def _detect(self, image):
        """Return the detector's map for an image, values 0..1."""
        if self._detector is None:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._detector = onnxruntime.InferenceSession(
                str(model_path().with_name(_DETECTOR)),
                options,
                providers=["CPUExecutionProvider"],
            )
        pixels = numpy.asarray(image.convert("RGB"), dtype=numpy.float32) / 255
        pixels = ((pixels - _MEAN) / _STD).astype(numpy.float32)
        name = self._detector.get_inputs()[0].name
        batch = numpy.ascontiguousarray(pixels.transpose(2, 0, 1)[None])
        return self._detector.run(None, {name: batch})[0][0, 0]

    def marks(self, view):
        """Return the short pieces of writing on a page: list of Mark.

        :param view: reader.View
        """
        if view.source == "docx":
            return []
        marks = self._marks(view.grey, red=False)
        if view.red is not None:
            marks += self._marks(view.red, red=True)
        return marks

    def names(self, view, box):
        """Yield (text, frame) of the lines of writing in a part of the page.

        :param box: [x0, y0, x1, y1] of the part; frame is of the whole page
        """
        wide, high = view.grey.size
        left, top = round(box[0] * wide), round(box[1] * high)
        part = view.grey.crop((left, top, wide, min(high, round(box[3] * high))))
        shown = (max(32, part.width // 64 * 32), max(32, part.height // 64 * 32))
        scale = part.width / shown[0]
        for piece in _pieces(self._detect(part.resize(shown))):
            x, y, long, tall, angle = piece
            if long / max(tall, 1e-6) < 2 or tall < 6 or abs(angle) > 20:
                continue
            size = (x * scale, y * scale, long * scale, tall * scale)
            crop = _cut(part, *size, angle)
            if crop is None:
                continue
            frame = _frame(piece, scale, part.size)
            yield (
                self.strip.read_line(crop)[0],
                (
                    (left + frame[0] * part.width) / wide,
                    (top + frame[1] * part.height) / high,
                    (left + frame[2] * part.width) / wide,
                    (top + frame[3] * part.height) / high,
                ),
            )

    def _marks(self, image, red):
        height = round(image.height * _WIDTH / image.width / 32) * 32
        height = max(32, min(1600, height))
        heat = self._detect(image.resize((_WIDTH, height), Image.Resampling.BILINEAR))
        marks = []
        for piece in _pieces(heat):
            x, y, wide, high, angle = piece
            ratio = wide / max(high, 1e-6)
            # MẬT is about twice as long as high, TUYỆT MẬT and THƯỢNG KHẨN eight times
            if not (1.2 <= ratio <= 11 and 6 <= high <= 60):
                continue
            if wide > 0.45 * _WIDTH:
                continue
            scale = image.width / _WIDTH
            marks.extend(self._read(image, piece, scale, red))
        return marks

    def _read(self, image, piece, scale, red):
        x, y, wide, high, angle = piece
        best = None
        turns = (angle, angle + 180) if abs(angle) > 45 else (angle,)
        for turn in turns:
            crop = _cut(image, x * scale, y * scale, wide * scale, high * scale, turn)
            if crop is None:
                continue
            text, scores = self.strip.read_line(crop)
            letters = "".join(c for c in plain(text) if c.isalnum() or c == " ")
            score = sum(scores) / len(scores) if scores else 0.0
            if letters.strip() and (best is None or score > best.score):
                box = _frame(piece, scale, image.size)
                best = Mark(" ".join(letters.split()), score, box, red)
        return [best] if best else []


def _frame(piece, scale, size):
    x, y, wide, high, angle = piece
    turn = math.radians(angle)
    half_x = (abs(wide * math.cos(turn)) + abs(high * math.sin(turn))) / 2
    half_y = (abs(wide * math.sin(turn)) + abs(high * math.cos(turn))) / 2
    return (
        float(max(0.0, (x - half_x) * scale / size[0])),
        float(max(0.0, (y - half_y) * scale / size[1])),
        float(min(1.0, (x + half_x) * scale / size[0])),
        float(min(1.0, (y + half_y) * scale / size[1])),
    )


def _cut(image, x, y, wide, high, angle):
    """Return the turned rectangle around (x, y) as an upright picture."""
    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    wide, high = round(wide), round(high)
    if wide < 8 or high < 6:
        return None
    # output (u, v) → input: centre + R (u - wide/2, v - high/2)
    matrix = (
        cos,
        -sin,
        x - cos * wide / 2 + sin * high / 2,
        sin,
        cos,
        y - sin * wide / 2 - cos * high / 2,
    )
    return image.transform(
        (wide, high),
        Image.Transform.AFFINE,
        matrix,
        resample=Image.Resampling.BILINEAR,
        fillcolor=255 if image.mode == "L" else (255, 255, 255),
    )


def _pieces(heat):
    """Return (x, y, width, height, angle) of each connected piece of the map.

    In pixels of the map; the size is widened as the detector shrinks its pieces.
    """
    height, width = heat.shape
    rows, cols = height // _GRID, width // _GRID
    cells = heat[: rows * _GRID, : cols * _GRID]
    cells = cells.reshape(rows, _GRID, cols, _GRID).mean(axis=(1, 3)) > _THRESHOLD
    todo = set(zip(*(axis.tolist() for axis in numpy.nonzero(cells)), strict=True))
    pieces = []
    while todo:
        stack = [todo.pop()]
        piece = []
        while stack:
            row, col = stack.pop()
            piece.append((col, row))
            for near in (
                (row - 1, col),
                (row + 1, col),
                (row, col - 1),
                (row, col + 1),
            ):
                if near in todo:
                    todo.remove(near)
                    stack.append(near)
        if len(piece) >= 4:
            pieces.append(_rectangle(numpy.array(piece, dtype=numpy.float64)))
    return pieces


def _rectangle(points):
    centre = points.mean(axis=0)
    rest = points - centre
    if len(points) > 6:
        values, vectors = numpy.linalg.eigh(numpy.cov(rest.T) + numpy.eye(2) * 1e-9)
        axis = vectors[:, int(values.argmax())]
        angle = math.degrees(math.atan2(axis[1], axis[0]))
    else:
        angle = 0.0
    angle = (angle + 90) % 180 - 90
    if abs(angle) < 1.0:
        angle = 0.0
    turn = math.radians(angle)
    along = rest @ (math.cos(turn), math.sin(turn))
    across = rest @ (-math.sin(turn), math.cos(turn))
    wide = along.max() - along.min() + 1
    high = across.max() - across.min() + 1
    mid = ((along.max() + along.min()) / 2, (across.max() + across.min()) / 2)
    x = centre[0] + mid[0] * math.cos(turn) - mid[1] * math.sin(turn)
    y = centre[1] + mid[0] * math.sin(turn) + mid[1] * math.cos(turn)
    # the detector's pieces lack about a half of the letters' height on each side
    grow = high * wide * 0.8 / (high + wide)
    return (
        (x + 0.5) * _GRID,
        (y + 0.5) * _GRID,
        (wide + grow * 2) * _GRID,
        (high + grow * 2) * _GRID,
        angle,
    )
