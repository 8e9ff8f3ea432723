"""R5: the signed paper comes back as a scan and is known by its codes."""

import os
from pathlib import Path

import pytest
import signing_papers as papers
from signing import PageCode, SigningError, find, match, reorder, stamp
from signing.scan import sort_out

KEY = papers.KEY
_ROOT = Path(__file__).resolve().parents[4]
_SAMPLES = os.environ.get("VPDT_SAMPLES") or _ROOT.parent / "shared" / "samples"
SCANS = sorted(Path(_SAMPLES, "scans").glob("*.pdf"))


@pytest.fixture(scope="module")
def sheets():
    """Both pages of a signing copy, printed."""
    pdf = stamp(papers.print_of(), draft=42, version=2, key=KEY)
    return [papers.printed(pdf, page) for page in (1, 2)]


@pytest.fixture(scope="module")
def expected():
    return [PageCode(42, 2, page, 2) for page in (1, 2)]


@pytest.mark.parametrize(
    "over, how",
    [
        (None, {"dpi": 150, "mode": "bilevel"}),
        (None, {"dpi": 150, "skew": 5}),
        (None, {"dpi": 150, "skew": -5, "turn": 180, "mode": "bilevel"}),
        (None, {"turn": 90, "skew": -3}),
        (None, {"turn": 270, "skew": 3, "mode": "bilevel"}),
        (None, {"dpi": 300, "mode": "colour"}),
        (None, {"dpi": 100}),
        (None, {"light": 0.45, "quality": 20}),
        (None, {"blur": 1.6}),
        (None, {"noise": 25}),
        (None, {"mode": "bilevel", "threshold": 100}),
        (None, {"mode": "bilevel", "threshold": 215, "noise": 9}),
        ("seal", {"mode": "colour"}),
        ("scribble", {"mode": "colour"}),
        ("coffee", {"mode": "colour"}),
    ],
    ids=str,
)
def test_a_code_is_found_again(client, sheets, expected, over, how):
    sheet = papers.spoiled(sheets[0], over, seed=5) if over else sheets[0]
    (found,) = find(papers.pdf_of([papers.rescanned(sheet, **how)]), KEY, client)
    assert found.code == expected[0]
    # turned against the clock by the scanner, with the clock to set it right
    assert found.turn == how.get("turn", 0)


def test_pages_of_a_tiff_and_a_photo_are_found(client, sheets, expected):
    scans = [papers.rescanned(sheet) for sheet in sheets]
    found = find(papers.tiff_of(scans), KEY, client)
    assert match(found, expected).complete
    (one,) = find(papers.jpeg_of(scans[1]), KEY, client)
    assert one.code == expected[1]


def test_a_scan_in_disorder_is_set_right_without_loss(client, sheets, expected):
    empty = papers.rescanned(papers.white_like(sheets[0]), dpi=150)
    scans = [papers.rescanned(sheets[1], dpi=150, turn=180), empty]
    scans += [papers.rescanned(sheets[0], dpi=150, turn=90), empty]
    data = papers.pdf_of(scans, dpi=150)
    result = match(find(data, KEY, client), expected)
    assert result.complete and result.blank == [2, 4]
    assert result.order == [3, 4, 1, 2] and result.turns == {1: 180, 3: 90}
    done = reorder(data, result.order, client, result.turns)
    again = match(find(done, KEY, client), expected)
    assert again.complete and not again.rearranged
    before, after = papers.pictures_of(data), papers.pictures_of(done)
    assert [before[page - 1] for page in result.order] == after


def test_a_bad_order_or_file_is_refused(client, sheets):
    scan = papers.rescanned(sheets[0], dpi=100)
    data = papers.pdf_of([scan, scan], dpi=100)
    for order in ([], [1, 1], [1, 3], [0, 1]):
        with pytest.raises(SigningError) as error:
            reorder(data, order, client)
        assert error.value.code == "bad_order"
    with pytest.raises(SigningError) as error:
        reorder(data, [1, 2], client, {1: 45})
    assert error.value.code == "bad_order"
    for broken, code in (
        (papers.tiff_of([scan]), "wrong_type"),
        (data[:2000], "broken"),
        (b"", "empty"),
        (papers.locked(data), "encrypted"),
    ):
        with pytest.raises(SigningError) as error:
            reorder(broken, [1], client)
        assert error.value.code == code


def test_what_cannot_be_read_is_refused_with_its_code(client):
    with pytest.raises(SigningError) as error:
        find(b"%PDF-1.7 nothing", KEY, client)
    assert error.value.code == "broken"


def test_a_code_of_another_office_is_forged(client, sheets):
    data = papers.pdf_of([papers.rescanned(sheets[0])])
    (found,) = find(data, b"key of another office, 32 bytes.", client)
    assert found.code is None and found.problem == "forged"


def test_the_first_answer_of_intake_names_the_draft(client, sheets, expected):
    data = papers.pdf_of([papers.rescanned(sheet) for sheet in sheets])
    answer = client.check_and_read_first(data)
    assert sort_out(answer, KEY)[0].code == expected[0]


@pytest.mark.skipif(not SCANS, reason="no samples here")
@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
def test_a_real_scan_bears_no_code_of_ours(client, path):
    found = find(path.read_bytes(), KEY, client)
    assert found and not any(page.code for page in found)
