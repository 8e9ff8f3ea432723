"""Print the demo accounts of a CSV file (post,name,login,password) as a table."""

import csv
import sys
from pathlib import Path

HEADINGS = ("post", "name", "login", "password")


def table(rows):
    """Return the lines of a table of ``rows``, dicts with the keys HEADINGS."""
    cells = [[row.get(key) or "" for key in HEADINGS] for row in rows]
    cells.insert(0, [key.capitalize() for key in HEADINGS])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["    " + "  ".join(map(str.ljust, line, widths)).rstrip() for line in cells]


def main(path):
    """Print the table of the file ``path``, or a word when it is not there."""
    file = Path(path)
    if not file.is_file():
        print(f"    (no demo accounts: {file.name} is missing)")
        return
    with file.open(encoding="utf-8", newline="") as stream:
        print("\n".join(table(csv.DictReader(stream))))


if __name__ == "__main__":
    main(sys.argv[1])
