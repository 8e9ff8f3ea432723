"""Made scans: images only, a little aslant, readable, always the same."""

import datetime
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from layout.closing import Signer
from layout.errors import LayoutError
from layout.ink import signed_and_sealed
from layout.paper import Paper, render_paper
from layout.scan import MODES, make_scan
from pypdf import PdfReader

INK = signed_and_sealed("Ủy ban nhân dân xã An Hòa", 1)
PDF = render_paper(
    Paper(
        issuer="Ủy ban nhân dân",
        symbol="UBND",
        number=3,
        place="An Hòa",
        date=datetime.date(2026, 5, 4),
        subject="thử máy quét",
        body="\n".join(f"Đoạn số {number} của công văn." for number in range(40)),
        signers=(Signer(("Chủ tịch",), "Lê Văn Mẫu", ink=INK),),
    )
)
FILTERS = {"bilevel": "CCITTFax", "grey": "DCT", "colour": "DCT"}


def pictures(pdf):
    for page in PdfReader(BytesIO(pdf)).pages:
        (picture,) = page["/Resources"]["/XObject"].values()
        yield page, picture.get_object()


@pytest.fixture(scope="module", params=MODES)
def scan(request):
    return request.param, make_scan(PDF, seed=5, mode=request.param)


def test_pages_are_images_of_200_dpi_without_text(scan):
    mode, pdf = scan
    found = list(pictures(pdf))
    assert len(found) == len(PdfReader(BytesIO(PDF)).pages) == 2
    for page, picture in found:
        assert page.extract_text().strip() == ""
        assert FILTERS[mode] in str(picture["/Filter"])
        assert picture["/Width"] == pytest.approx(8.27 * 200, abs=2)
        assert picture["/Height"] == pytest.approx(11.69 * 200, abs=2)
        assert float(page.mediabox.width) == pytest.approx(595.3, abs=1)


def test_the_paper_can_still_be_recognised(scan):
    _mode, pdf = scan
    # Small enough that skew does not matter, large enough to tell the lines.
    clean, made = (
        np.asarray(
            pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
            .resize((150, 212)),
            dtype=float,
        )
        for data in (PDF, pdf)
    )  # fmt: skip
    assert not np.array_equal(clean, made)
    assert np.corrcoef(clean.ravel(), made.ravel())[0, 1] > 0.5
    assert made.mean() == pytest.approx(clean.mean(), rel=0.1)


def test_a_seal_is_red_in_colour_only(scan):
    mode, pdf = scan
    pixels = np.asarray(
        pypdfium2.PdfDocument(pdf)[1].render(scale=1).to_pil().convert("RGB"), int
    )
    red = (pixels[..., 0] - pixels[..., 1] > 70).sum()
    assert (red > 300) == (mode == "colour")


def test_one_seed_one_scan():
    once = make_scan(PDF, seed=5)
    assert make_scan(PDF, seed=5) == once
    assert make_scan(PDF, seed=6) != once


def test_a_bilevel_page_is_small():
    assert len(make_scan(PDF, seed=2)) < 2 * 90_000


def test_what_is_no_pdf_is_refused():
    for args in ((b"MZ not a pdf", {}), (PDF, {"mode": "fax"})):
        with pytest.raises(LayoutError) as error:
            make_scan(args[0], 1, **args[1])
        assert error.value.code == "bad_scan"
