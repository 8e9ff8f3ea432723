"""R19: a picture of a screen comes in as pixels, nothing else does."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from pictures import PictureError, cleaned
from pictures.cleaning import LONGEST, MOST_BYTES
from PIL import Image, PngImagePlugin


def picture(kind="PNG", size=(40, 20), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_come_in_as_png(kind):
    found = Image.open(io.BytesIO(cleaned(picture(kind))))
    assert found.format == "PNG"
    assert found.size == (40, 20)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_type"),
        (b"%PDF-1.4", "wrong_type"),
        (b"PK\x03\x04 a spreadsheet", "wrong_type"),
        (picture("GIF"), "wrong_type"),
        (picture()[:60], "broken"),
        (b"\x89PNG" + b"x" * MOST_BYTES, "too_large"),
    ],
    ids=["empty", "svg", "pdf", "zip", "gif", "broken", "too large"],
)
def test_everything_else_is_refused(data, code):
    with pytest.raises(PictureError) as caught:
        cleaned(data)
    assert caught.value.code == code


def test_too_many_pixels():
    with pytest.raises(PictureError, match="too_large"):
        cleaned(picture(size=(10_000, 6_000)))


def test_what_hides_in_it_stays_outside():
    """Words in it, and an archive behind its end."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "where it was made")
    data = picture(pnginfo=said) + b"PK\x03\x04hidden"
    assert b"where it was made" in data
    found = cleaned(data)
    assert b"where it was made" not in found
    assert b"hidden" not in found


def test_large_ones_become_smaller():
    assert max(Image.open(io.BytesIO(cleaned(picture(size=(3000, 100))))).size) == (
        LONGEST
    )


def test_nothing_else_has_to_be_loaded_first():
    """In a new process, where nobody opened a picture yet."""
    code = "from pictures import cleaned; import sys; cleaned(sys.stdin.buffer.read())"
    subprocess.run(
        [sys.executable, "-c", code],
        input=picture(),
        cwd=Path(__file__).parents[2],
        check=True,
    )
