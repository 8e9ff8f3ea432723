"""R17: a specimen signature comes in as the dots of a signature, nothing else does."""

import io

import pytest
from pictures import PictureError, cleaned_specimen
from pictures.specimen import KEPT, MOST_BYTES
from PIL import Image, ImageDraw, PngImagePlugin

BLUE = (20, 30, 160, 255)


def signed(kind="PNG", size=(600, 200), ground=(255, 255, 255, 255), ink=BLUE, **more):
    picture = Image.new("RGBA", size, ground)
    if ink:
        wide, high = size
        line = [
            (wide * step / 20, high * (0.2 if step % 2 else 0.8)) for step in range(21)
        ]
        ImageDraw.Draw(picture).line(line, ink, width=max(3, high // 40))
    out = io.BytesIO()
    if kind != "PNG":
        picture = picture.convert("RGB")
    picture.save(out, kind, **more)
    return out.getvalue()


def seen(data):
    return Image.open(io.BytesIO(cleaned_specimen(data)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_signature_comes_in_as_png_in_its_colour(kind):
    found = seen(signed(kind))
    assert (found.format, found.mode, found.size) == ("PNG", "RGB", (600, 200))
    red, _green, blue = (band.histogram() for band in found.split())
    assert sum(red[:60]) > 20 * sum(blue[:60]), "blue stays blue"


def test_a_ground_of_nothing_stays_nothing():
    """NĐ 30/2020 PL I.II.7: PNG with a transparent ground."""
    found = seen(signed(ground=(255, 255, 255, 0)))
    assert found.mode == "RGBA"
    assert found.getpixel((0, 0))[3] == 0


def test_pale_ink_on_grey_paper_is_ink():
    assert seen(signed("JPEG", ground=(225, 224, 220, 255), ink=(90, 100, 170, 255)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_type"),
        (b"%PDF-1.4", "wrong_type"),
        (signed("WEBP"), "wrong_type"),
        (signed("GIF"), "wrong_type"),
        (signed()[:200], "broken"),
        (b"\x89PNG" + b"x" * MOST_BYTES, "too_large"),
        (signed(size=(5000, 3000)), "too_large"),
        (signed(size=(149, 60)), "too_small"),
        (signed(size=(300, 49)), "too_small"),
        (signed(size=(300, 424)), "not_wide"),
        (signed(ink=None), "blank"),
        (signed(ground=(0, 0, 0, 0), ink=None), "blank"),
        (signed(ground=(0, 0, 0, 255)), "blank"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_everything_else_is_refused(data, code):
    with pytest.raises(PictureError) as caught:
        cleaned_specimen(data)
    assert caught.value.code == code


def test_what_hides_in_it_stays_outside():
    """Words in it, and an archive behind its end."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "where it was made")
    found = cleaned_specimen(signed(pnginfo=said) + b"PK\x03\x04hidden")
    assert b"where it was made" not in found
    assert b"hidden" not in found


def test_a_page_of_writing_cannot_be_kept_legible():
    """R9: whatever is passed off as a signature is made small."""
    assert seen(signed(size=(3508, 2480))).size <= KEPT


def test_a_telephone_s_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lay on its side
    lying = Image.open(io.BytesIO(signed())).convert("RGB").rotate(90, expand=True)
    out = io.BytesIO()
    lying.save(out, "JPEG", exif=exif)
    assert seen(out.getvalue()).size == (600, 200)
