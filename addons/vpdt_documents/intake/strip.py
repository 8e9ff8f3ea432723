"""Reading one line of writing, by hand or stamped, with the PP-OCR line model.

The wheel ``rapidocr-onnxruntime`` carries the model file; it is run here directly.
The model knows Latin letters and digits, not the Vietnamese marks: it serves for
numbers and for words compared without marks.
"""

import importlib.util
from pathlib import Path

import numpy
from PIL import Image

_PACKAGE = "rapidocr_onnxruntime"
_MODEL = "models/ch_PP-OCRv4_rec_infer.onnx"
_HEIGHT = 48


def model_path():
    """Return the path of the model file, or None when the wheel is missing."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / _MODEL
    return path if path.is_file() else None


class StripReader:
    """The loaded model; about 0.3 s to load, some 20 ms a line.

    :raises FileNotFoundError: the wheel is not installed
    """

    def __init__(self):
        import onnxruntime  # slow to import, and only the reader process needs it

        path = model_path()
        if path is None:
            raise FileNotFoundError(_PACKAGE)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        letters = self._session.get_modelmeta().custom_metadata_map["character"]
        self._letters = ["", *letters.splitlines(), " "]
        self._input = self._session.get_inputs()[0].name

    def read_line(self, image):
        """Read one line.

        :param image: PIL image of one line, dark on light
        :return: (text, confidences): one confidence 0..1 for each letter of text
        """
        text, scores, _places = self.read_places(image)
        return text, scores

    def read_places(self, image):
        """As :meth:`read`, with each letter's place 0..1 along the line."""
        image = image.convert("RGB")
        width = max(_HEIGHT, min(2000, round(image.width * _HEIGHT / image.height)))
        image = image.resize((width, _HEIGHT), Image.Resampling.BILINEAR)
        pixels = numpy.asarray(image, dtype=numpy.float32)[..., ::-1]
        pixels = (pixels / 255 - 0.5) / 0.5
        batch = numpy.ascontiguousarray(pixels.transpose(2, 0, 1)[None])
        steps = self._session.run(None, {self._input: batch})[0][0]
        best = steps.argmax(axis=1)
        text, scores, places, last = [], [], [], 0
        for step, index in enumerate(best):
            if index and index != last and index < len(self._letters):
                letter = _ascii(self._letters[index])
                text.append(letter)
                scores.append(float(steps[step, index]))
                places.append((step + 0.5) / len(best))
            last = index
        return "".join(text), scores, places


_WIDE = {"：": ":", "，": ",", "；": ";", "（": "(", "）": ")", "一": "-", "。": "."}


def _ascii(letter):
    return _WIDE.get(letter, letter)
