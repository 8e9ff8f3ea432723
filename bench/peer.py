"""The peer: OCA's document management at the same size, as an ordinary user.

The wheel is fetched into a folder of the benchmark; the product does not use it.
"""

import json
import os
import random
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path

import office
from client import Session, measure, timed
from corpus import Corpus

HERE = Path(__file__).absolute().parent
KEPT = HERE / "peer.json"
WHEEL = "odoo-addon-dms==19.0.1.1.6"
BASE = "vpdt_bench_dms"
LOGIN = PASSWORD = "dms.user"
CREATES = 3


def _options():
    """Return the server options that make the addon known."""
    folder = office.DATA / "bench" / "dms"
    if not (folder / "odoo" / "addons" / "dms").is_dir():
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
            + ["--target", str(folder), WHEEL],
            check=True,
        )
    path = office.options()["addons_path"]
    return [f"--addons-path={path},{folder / 'odoo' / 'addons'}"]


def _make(total, options):
    database = f"{BASE}_{total}"
    if office.exists(database):
        return database
    office.base(BASE, "dms", options)
    building = f"{database}_building"
    office.db("clone", BASE, building)
    environment = {**os.environ, "VPDT_BENCH_LOGIN": LOGIN}
    office.shell(building, HERE / "peer_setup.py", environment, options)
    corpus = Corpus()
    with office.connect(building) as connection, connection.cursor() as cr:
        cr.execute("CREATE TEMP TABLE title (number int, name text)")
        lines = []
        for number in range(1, total + 1):
            _rng, paper = corpus.paper(number, 2022 + number % 5)
            subject = " ".join(piece.text for piece in paper["subject"])
            lines.append(f"{number}\t{number:07d} {subject}.pdf\n")
        office.copy(cr, "title", "number, name", lines)
        # Every file is a copy of one made through the ORM, but for its name
        cr.execute(
            """
            SELECT string_agg(quote_ident(column_name), ', ')
              FROM information_schema.columns
             WHERE table_name = 'dms_file' AND column_name NOT IN ('id', 'name')
            """
        )
        [(columns,)] = cr.fetchall()
        cr.execute(
            f"""
            INSERT INTO dms_file (name, {columns})
            SELECT title.name, {columns} FROM title
             CROSS JOIN (SELECT {columns} FROM dms_file ORDER BY id LIMIT 1) one
            """
        )
    office.db("psql", "-d", building, "-qc", "VACUUM ANALYZE")
    office.rename(building, database)
    return database


def kept(total):
    """Return the figures kept in `peer.json` for this size, {} where there are none.

    Creating a file takes OCA dms two minutes at a million: measured once, and dated.
    """
    return json.loads(KEPT.read_text(encoding="utf-8")).get(str(total), {})


def figures(total, port):
    """Measure the peer; return and keep {"date", "list", "search", "create", "floor"}.

    The figures are median ms.
    """
    options = _options()
    database = _make(total, options)
    with office.server(database, port, options) as url:
        person = Session(url, database, LOGIN, PASSWORD)
        spec = person.list_spec("dms.file")
        found = {"date": f"{date.today():%Y-%m-%d}"}
        listed = measure(
            person, lambda _n: person.list_read("dms.file", spec, []), range(14), 2
        )
        found["list"] = listed["median_ms"]
        questions = ["0004711", "chuyển đổi số", "giải phóng mặt bằng", "năm 2025"]
        found["search"] = measure(
            person,
            lambda text: person.list_read("dms.file", spec, [["name", "ilike", text]]),
            questions * 4,
            4,
        )["median_ms"]
        directory = person.call("dms.directory", "search", [], limit=1)[0]

        def create(number):
            return person.call(
                "dms.file",
                "create",
                {
                    "name": f"bench-{number}.txt",
                    "directory_id": directory,
                    "content": "YmVuY2g=",
                },
            )

        first = random.randrange(10**9)
        times = [timed(create, first + number)[0] for number in range(CREATES)]
        found["create"] = round(statistics.median(times), 1)
        found["floor"] = listed["floor_ms"]
    print(json.dumps(found), flush=True)
    every = json.loads(KEPT.read_text(encoding="utf-8")) | {str(total): found}
    KEPT.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")
    return found


if __name__ == "__main__":
    figures(int(sys.argv[1]), 8140)
