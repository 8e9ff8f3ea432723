"""The command ``vpdt-read``: reads files without a database.

Prints one JSON object a line for each file: {"file", "refused", "fields"}.
"""

import argparse
import json
import sys

from .client import ReaderClient, ReaderUnavailable
from .fields.found import NAMES
from .limits import Limits


def main(arguments=None):
    """Run the command.

    :return: 0, also when files are refused; 2 when no reader can be started
    """
    parser = argparse.ArgumentParser(
        prog="vpdt-read", description="Read papers and propose their register fields."
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--page1", action="store_true", help="read page 1 only: quick proposal"
    )
    parser.add_argument(
        "--text", action="store_true", help='add "text": the text of each page'
    )
    options = parser.parse_args(arguments)
    client = ReaderClient(Limits())
    try:
        for name in options.files:
            answer = {"file": name, **read_one(client, name, options)}
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    except ReaderUnavailable as exc:
        sys.stderr.write(f"vpdt-read: {exc}\n")
        return 2
    except BrokenPipeError:
        sys.stderr.close()
    finally:
        client.close()
    return 0


def read_one(client, name, options):
    """Return {"refused", "fields"[, "text"]} of one file."""
    empty = {"value": None, "confidence": 0.0, "certain": False}
    empty.update(page=None, box=None)
    try:
        # no more than needed to see that it is too large
        with open(name, "rb") as stream:
            data = stream.read(client.limits.max_bytes + 1)
    except OSError as exc:
        refused = {"code": "broken", "detail": exc.strerror or "cannot be opened"}
        return {"refused": refused, "fields": {n: dict(empty) for n in NAMES}}
    if options.page1:
        answer = client.check_and_read_first(data, name)
    elif options.text:
        answer = client.read_all(data, name)
    else:
        answer = client.read_fields(data, name)
    if answer["refused"]:
        fields = {field: dict(empty) for field in NAMES}
        return {"refused": answer["refused"], "fields": fields}
    result = {"refused": None, "fields": answer["fields"]}
    if options.text:
        result["text"] = answer.get("texts", [answer["text"]])
    return result
