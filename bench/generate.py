"""Make a database of N registered papers: bench/generate.py N [--fresh]

Agencies, people and books are made through the ORM; what there is a million of goes
straight into the tables by COPY, with indexes and keys built afterwards. The readers
come from the model's own sources, and a sample of everything is checked with the
model's own functions. The database (vpdt_bench_N) is kept and used again.
"""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import time
from datetime import datetime, timedelta
from pathlib import Path

import office
from corpus import Corpus, issuer_key, terms_of
from flows import COLUMNS, Flow
from text import signature

HERE = Path(__file__).absolute().parent
TABLES = [
    "vpdt_document",
    "vpdt_entry",
    "vpdt_handling",
    "vpdt_directive",
    "vpdt_file",
    "ir_attachment",
    "vpdt_page",
    "vpdt_search",
    "vpdt_search_signature",
    "vpdt_reader",
    "vpdt_number",
    "vpdt_ledger",
]
COLUMNS |= {
    "vpdt_document": "id, type_id, field_id, page_count, copies, create_uid, "
    "write_uid, number, symbol, code, issuer, subject, signer, signer_position, "
    "urgency, state, issuer_key, issued_date, create_date, write_date",
    "vpdt_file": "id, sequence, document_id, attachment_id, size, page_count, name, "
    "mimetype, sha256, text_state, create_date, write_date",
    "ir_attachment": "id, res_id, file_size, name, res_model, type, store_fname, "
    "checksum, mimetype, public, create_date, write_date",
    "vpdt_page": "id, file_id, number, source, text",
    "vpdt_search": "id, document_id, content, whole",
    "vpdt_search_signature": "document_id, bits",
}
IDS = office.DATA / "bench" / "ids.json"
CHUNK = 5_000
FIVE_YEARS = timedelta(days=1_770)
SINCE = datetime(2022, 1, 10, 8)


def received(number, total):
    """Return when paper `number` of `total` came in: evenly over five years."""
    return SINCE + timedelta(seconds=FIVE_YEARS.total_seconds() * number // total)


def load_structure(database, ids, total):
    """Load documents, files, entries, handlings and directives (one process)."""
    corpus, flow = Corpus(), Flow(ids, total)
    keys = {piece.text: issuer_key(piece.text) for piece in corpus.issuers}
    with office.connect(database) as connection, connection.cursor() as cr:
        cr.execute("SET synchronous_commit = off")
        for start in range(1, total + 1, CHUNK):
            documents, files, attachments = [], [], []
            for number in range(start, min(start + CHUNK, total + 1)):
                day = received(number, total)
                rng, paper = corpus.paper(number, day.year)
                urgency = "0" if rng.random() < 0.9 else "1"
                state, clerk = flow.document(rng, number, day, urgency)
                if rng.random() < 0.004:
                    flow.void(number, day)
                issuer = paper["issuer"].text
                subject = " ".join(piece.text for piece in paper["subject"])
                kind = ids["types"][paper["type"].text]
                field = ids["fields"][number % len(ids["fields"])]
                documents.append(
                    f"{number}\t{kind}\t{field}\t1\t1\t{clerk}\t{clerk}\t"
                    f"{paper['number']}\t{paper['symbol']}\t{paper['code'].text}\t"
                    f"{issuer}\t{subject}\t{paper['signer'].text}\t"
                    f"{paper['position'].text}\t{urgency}\t{state}\t{keys[issuer]}\t"
                    f"{(day - timedelta(days=number % 8)).date()}\t{day}\t{day}\n"
                )
                stored, checksum, size = ids["scans"][number % len(ids["scans"])]
                files.append(
                    f"{number}\t10\t{number}\t{1_000_000 + number}\t{size}\t1\t"
                    f"scan-{number}.pdf\tapplication/pdf\t"
                    f"{checksum}{number:024d}\tread\t{day}\t{day}\n"
                )
                attachments.append(
                    f"{1_000_000 + number}\t{number}\t{size}\tscan-{number}.pdf\t"
                    f"vpdt.file\tbinary\t{stored}\t{checksum}\tapplication/pdf\tf\t"
                    f"{day}\t{day}\n"
                )
            rows = flow.take() | {
                "vpdt_document": documents,
                "vpdt_file": files,
                "ir_attachment": attachments,
            }
            for table, lines in rows.items():
                office.copy(cr, table, COLUMNS[table], lines)
        for series, number in flow.last_number.items():
            cr.execute(
                "UPDATE vpdt_series SET last_number = %s WHERE id = %s",
                [number, series],
            )
        cr.execute(
            """
            INSERT INTO vpdt_number (series_id, number, user_id, reserved_at, owner)
            SELECT series_id, number, registered_by_id, registered_at, '3'
              FROM vpdt_entry ORDER BY id
            """
        )


def load_text(database, ids, total):
    """Load page texts and the search index rows (the other process)."""
    corpus = Corpus()
    with office.connect(database) as connection, connection.cursor() as cr:
        cr.execute("SET synchronous_commit = off")
        for start in range(1, total + 1, CHUNK):
            pages, index, signed = [], [], []
            for number in range(start, min(start + CHUNK, total + 1)):
                _rng, paper = corpus.paper(number, received(number, total).year)
                pieces = corpus.page(random.Random(-number), paper)
                content = terms_of(corpus.content(paper))
                whole = content | terms_of(pieces)
                text = " ".join(piece.text for piece in pieces)
                pages.append(f"{number}\t{number}\t1\tocr\t{text}\n")
                index.append(
                    f"{number}\t{number}\t{' '.join(content)}\t{' '.join(whole)}\n"
                )
                signed.append(f"{number}\t{signature(whole)}\n")
            office.copy(cr, "vpdt_page", COLUMNS["vpdt_page"], pages)
            office.copy(cr, "vpdt_search", COLUMNS["vpdt_search"], index)
            signatures = "vpdt_search_signature"
            office.copy(cr, signatures, COLUMNS[signatures], signed)


class Laid:
    """Indexes and foreign keys of the tables, taken off and put back."""

    def __init__(self, cr):
        cr.execute(
            """
            SELECT c.relname, i.relname, pg_get_indexdef(x.indexrelid),
                   obj_description(x.indexrelid)
              FROM pg_index x
              JOIN pg_class c ON c.oid = x.indrelid
              JOIN pg_class i ON i.oid = x.indexrelid
             WHERE c.relname = ANY(%s) AND NOT x.indisprimary ORDER BY 1, 2
            """,
            [TABLES],
        )
        self.indexes = cr.fetchall()
        cr.execute(
            """
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
              FROM pg_constraint
             WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
            """,
            [TABLES],
        )
        self.keys = cr.fetchall()

    def take_off(self, cr):
        for table, name, _definition in self.keys:
            cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for _table, name, _definition, _comment in self.indexes:
            cr.execute(f'DROP INDEX "{name}"')

    def put_back(self, cr, tables):
        for table, name, definition, comment in self.indexes:
            if table in tables:
                cr.execute(definition)
                # By its comment Odoo knows whether an index is still the right one
                cr.execute(f'COMMENT ON INDEX "{name}" IS %s', [comment])

    def put_keys_back(self, cr):
        for table, name, definition in self.keys:
            cr.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def make_district(environment):
    """Make (once) the database with people and books and no papers."""
    database = "vpdt_bench_district"
    if not (office.exists(database) and IDS.exists()):
        IDS.parent.mkdir(parents=True, exist_ok=True)
        office.db("clone", office.base(), f"{database}_building")
        environment = {**environment, "VPDT_BENCH_IDS": str(IDS)}
        office.shell(f"{database}_building", HERE / "district.py", environment)
        office.rename(f"{database}_building", database)
    return database


def main(total, fresh=False):
    """Make vpdt_bench_<total> unless it is there; return its name."""
    database = f"vpdt_bench_{total}"
    if not fresh and office.exists(database):
        return database
    began = time.monotonic()

    def say(what):
        print(f"{time.monotonic() - began:7.1f} s  {what}", flush=True)

    building = f"{database}_building"
    environment = dict(os.environ)
    office.db("clone", make_district(environment), building)
    ids = json.loads(IDS.read_text(encoding="utf-8"))
    say("agencies, people and books are there")
    with office.connect(building) as connection, connection.cursor() as cr:
        laid = Laid(cr)
        laid.take_off(cr)
    parts = [
        multiprocessing.Process(target=part, args=(building, ids, total))
        for part in (load_structure, load_text)
    ]
    for part in parts:
        part.start()
    for part in parts:
        part.join()
    if any(part.exitcode for part in parts):
        raise SystemExit("loading failed")
    say("documents, pages, entries, handlings are loaded")
    with office.connect(building) as connection, connection.cursor() as cr:
        cr.execute("SET maintenance_work_mem = '1GB'")
        cr.execute("SET synchronous_commit = off")
        laid.put_back(cr, set(TABLES) - {"vpdt_reader", "vpdt_ledger", "vpdt_search"})
        say("indexes")
        laid.put_back(cr, {"vpdt_search"})
        say("search indexes")
        # signatures have no id of their own
        for table in set(TABLES) - {"vpdt_search_signature"}:
            cr.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                f"(SELECT COALESCE(max(id), 1) FROM {table}))"
            )
    office.shell(building, HERE / "settle.py", environment)
    say("readers and ledger")
    with office.connect(building) as connection, connection.cursor() as cr:
        cr.execute("SET maintenance_work_mem = '1GB'")
        laid.put_back(cr, {"vpdt_reader", "vpdt_ledger"})
        say("their indexes")
        laid.put_keys_back(cr)
        say("foreign keys")
    office.db("psql", "-d", building, "-qc", "VACUUM ANALYZE")
    say("vacuum")
    environment["VPDT_BENCH_CHECK"] = "1"
    office.shell(building, HERE / "settle.py", environment)
    office.rename(building, database)
    say(f"checked; {database} is ready")
    return database


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("total", type=int)
    parser.add_argument("--fresh", action="store_true", help="make it anew")
    arguments = parser.parse_args()
    try:
        main(arguments.total, arguments.fresh)
    except subprocess.CalledProcessError as error:
        raise SystemExit(error.stderr or str(error)) from error
