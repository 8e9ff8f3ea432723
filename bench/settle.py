"""Readers and ledger of the loaded papers, and their check; in an odoo shell.

With ``VPDT_BENCH_CHECK`` a sample is compared with what the models themselves say.
"""

import io
import os
import random

from odoo.tools import SQL

from odoo.addons.vpdt_documents.ledger import GENESIS, content_digest, link
from odoo.addons.vpdt_documents.text import lexemes


def fill_readers(env):
    """Write every reader row from the model's own sources."""
    reader = env["vpdt.reader"]
    anything = reader._restriction(None)
    env.cr.execute("SET work_mem = '256MB'")
    env.cr.execute(
        SQL(
            """
            WITH %s
            INSERT INTO vpdt_reader (user_id, document_id, cause, cause_id, since)
            SELECT user_id, document_id, cause, cause_id, now() AT TIME ZONE 'UTC'
              FROM (%s) source (user_id, document_id, cause, cause_id)
            """,
            reader._holding_cte(),
            SQL(" UNION ALL ").join(reader._sources(anything, anything)),
        )
    )
    env.cr.commit()


def seal(env):
    """Chain every line into the ledger, as `vpdt.ledger._seal` does row by row."""
    ledger = env["vpdt.ledger"]
    for series in env["vpdt.series"].search([("last_number", ">", 0)]):
        number, previous = 0, GENESIS
        while lines := ledger._settled_lines(env.cr, series.id, number):
            rows = []
            for values in lines:
                number += 1
                if values["number"] != number:
                    raise SystemExit(f"gap in series {series.id} at {number}")
                item = link(
                    series.id,
                    number,
                    number,
                    "void" if values["state"] == "void" else "used",
                    content_digest(ledger._line_content(values)),
                    previous,
                )
                previous = item.hash
                rows.append(
                    f"{series.id}\t{number}\t{number}\t{item.event}\t{item.digest}\t"
                    f"{item.previous}\t{item.hash}\t2026-11-20 10:00:00\n"
                )
            env.cr.copy_expert(
                "COPY vpdt_ledger (series_id, sequence, number, event, digest, "
                "previous_hash, hash, sealed_at) FROM STDIN",
                io.StringIO("".join(rows)),
            )
        env.cr.commit()


def check(env):
    """Compare a sample with the models: readers, search index, chain."""
    env.cr.execute("SELECT max(id) FROM vpdt_document")
    [total] = env.cr.fetchone()
    sample = sorted(
        {*random.Random(7).sample(range(1, total + 1), 200), *range(total - 99, total)}
    )
    if (changed := env["vpdt.reader"]._sync(document_ids=sample)) != (0, 0):
        raise SystemExit(f"readers differ from their sources: {changed}")
    for document in env["vpdt.document"].browse(sample[::10]):
        content = set(lexemes(" ".join(document._search_texts())))
        whole = content.union(*(lexemes(p.text) for p in document.file_ids.page_ids))
        env.cr.execute(
            "SELECT tsvector_to_array(content), tsvector_to_array(whole) "
            "FROM vpdt_search WHERE document_id = %s",
            [document.id],
        )
        found = tuple(map(set, env.cr.fetchone()))
        if found != (content, whole):
            raise SystemExit(f"index of {document.id} differs: {found[1] ^ whole}")
    series = env["vpdt.series"].search(
        [("last_number", ">", 0)], order="last_number", limit=1
    )
    if problems := env["vpdt.ledger"]._verify(series):
        raise SystemExit(f"ledger does not verify: {problems[:5]}")
    env.cr.rollback()


if os.environ.get("VPDT_BENCH_CHECK"):
    check(env)  # noqa: F821 - given by odoo shell
else:
    fill_readers(env)  # noqa: F821
    seal(env)  # noqa: F821
