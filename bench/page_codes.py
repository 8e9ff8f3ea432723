"""How often the code of a signing copy is found again, and what that costs.

    python bench/page_codes.py [N] [NAME]

N scans (default 6) of a stamped page for each way it may come back (those whose name
holds NAME). Compared: ``found`` as the reader process does it (intake/codes.py),
zxing-cpp on the whole page alone, and zbar where pyzbar and libzbar0 are installed
(they are no part of the product). A table in Markdown; figures in docs/decisions/15.
"""

import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for folder in (
    "addons/vpdt_documents",
    "addons/vpdt_outgoing",
    "addons/vpdt_outgoing/signing/tests",
):
    sys.path.insert(0, str(ROOT / folder))

import signing_papers as papers  # noqa: E402
import zxingcpp  # noqa: E402
from intake import codes  # noqa: E402
from signing import PageCode, stamp  # noqa: E402

try:
    from pyzbar import pyzbar
except ImportError:
    pyzbar = None

#: name, what lies over the code, how it is scanned
WAYS = [
    (f"{dpi} dpi {mode}", None, {"dpi": dpi, "mode": mode})
    for dpi in (150, 200, 300)
    for mode in ("bilevel", "grey", "colour")
]
WAYS += [
    ("100 dpi grey", None, {"dpi": 100}),
    ("5° aslant, 150 dpi grey", None, {"dpi": 150, "skew": 5}),
    ("turned 90° and -4°, bilevel", None, {"turn": 90, "skew": -4, "mode": "bilevel"}),
    (
        "upside down and 5°, 150 dpi bilevel",
        None,
        {"dpi": 150, "turn": 180, "skew": 5, "mode": "bilevel"},
    ),
    (
        "dark (light 0.45), JPEG 20, 150 dpi",
        None,
        {"dpi": 150, "light": 0.45, "quality": 20},
    ),
    ("blurred (1.2), 150 dpi", None, {"dpi": 150, "blur": 1.2}),
    ("blurred (1.6), 200 dpi", None, {"blur": 1.6}),
    ("blurred (2.2), 200 dpi", None, {"blur": 2.2}),
    ("noise 25", None, {"noise": 25}),
    ("noise 15, JPEG 15, 150 dpi", None, {"dpi": 150, "noise": 15, "quality": 15}),
    ("bilevel, threshold 100", None, {"mode": "bilevel", "threshold": 100}),
    (
        "bilevel, threshold 215, noise 9",
        None,
        {"mode": "bilevel", "threshold": 215, "noise": 9},
    ),
]
for _kind in ("seal", "scribble", "black_pen", "coffee", "hole"):
    WAYS += [
        (f"{_kind}, 200 dpi colour", _kind, {"mode": "colour"}),
        (f"{_kind}, 150 dpi grey", _kind, {"dpi": 150}),
        (f"{_kind}, 200 dpi bilevel, 2°", _kind, {"mode": "bilevel", "skew": 2}),
    ]


def _found(image):
    return [code.text for code in codes.find(image)]


def _zxing(image):
    read = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in read]


def _zbar(image):
    read = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [code.data.decode("utf-8", "replace") for code in read]


def main(count=6, name=""):
    """Print the table."""
    ways = {"found": _found, "zxing-cpp": _zxing}
    if pyzbar:
        ways["zbar"] = _zbar
    print("| scan |", " | ".join(ways), "|\n|--|" + "--|" * len(ways))
    text = PageCode(70123, 3, 1, 2).text(papers.KEY)
    paper = papers.printed(
        stamp(papers.print_of(), draft=70123, version=3, key=papers.KEY)
    )
    total, spent, pages = dict.fromkeys(ways, 0), dict.fromkeys(ways, 0.0), 0
    for label, kind, how in WAYS:
        if name not in label:
            continue
        hits = dict.fromkeys(ways, 0)
        for seed in range(count):
            aslant = {"skew": random.Random(seed).uniform(-1, 1)}
            page = papers.spoiled(paper, kind, seed) if kind else paper
            image = papers.rescanned(page, seed=seed, **aslant | how)
            pages += 1
            for decoder, read in ways.items():
                begun = time.process_time()
                hits[decoder] += text in read(image)
                spent[decoder] += time.process_time() - begun
        for decoder, hit in hits.items():
            total[decoder] += hit
        print(
            f"| {label} |", " | ".join(f"{hit}/{count}" for hit in hits.values()), "|"
        )
        sys.stdout.flush()
    print(f"| all {pages} |", " | ".join(str(hit) for hit in total.values()), "|")
    cost = (f"{1000 * seconds / pages:.0f} ms" for seconds in spent.values())
    print("| processor time a page |", " | ".join(cost), "|")


if __name__ == "__main__":
    main(*(int(word) if word.isdigit() else word for word in sys.argv[1:]))
