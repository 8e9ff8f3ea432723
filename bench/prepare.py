"""Papers waiting to be registered, as after the reader has done its part.

Run in an ``odoo shell`` before the measuring; ``VPDT_BENCH_WANTED`` says how many,
``VPDT_BENCH_OUT`` names the file for their ids and for the time that taking a file
in took (storing included, reading it not).
"""

import json
import os
import random
import statistics
import time

from corpus import Corpus


def take_in(env, clerk, number, corpus):
    """Do what the intake does once the reader has answered; return (ms, id)."""
    _rng, paper = corpus.paper(900_000_000 + number, 2026)
    answer = {
        "mime": "application/pdf",
        "pages": 1,
        "text": " ".join(piece.text for piece in corpus.page(random, paper)),
        "source": "ocr",
    }
    found = {
        "number": paper["number"],
        "symbol": paper["symbol"],
        "date": "2026-11-19",
        "issuer": paper["issuer"].text,
        "type": paper["type"].text,
        "subject": " ".join(piece.text for piece in paper["subject"]),
        "signer": paper["signer"].text,
        "position": paper["position"].text,
    }
    data = b"%PDF-1.7\n" + random.randbytes(100_000)
    intakes = env["vpdt.intake"].with_user(clerk)
    agency = intakes._my_agency()
    today = env["hr.job"]._today()
    register = env["vpdt.register"]._for(agency, "incoming", today)
    began = time.perf_counter()
    intake = intakes.sudo().create(
        {
            "agency_id": agency.id,
            "register_id": register.id,
            "user_id": clerk.id,
            "received_date": today,
            "secrecy_checked": True,
            "duplicate_confirmed": True,
        }
    )
    intake = intake.sudo(False)
    env["vpdt.file"].with_user(clerk)._create_from(
        data, "scan.pdf", answer, {"intake_id": intake.id}
    )
    intake._propose(
        {name: {"value": value, "certain": True} for name, value in found.items()}
    )
    intake.sudo().page_count = 1
    env.cr.commit()
    return (time.perf_counter() - began) * 1000, intake.id


def main(env):
    """Take papers in for the committee's clerks in turn; find the chairman's desk."""
    corpus = Corpus()
    random.seed()
    first = random.randrange(1_000_000)
    clerks = env["res.users"].search([("login", "like", "a0.clerk.")])
    taken = [
        take_in(env, clerks[number % len(clerks)], first + number, corpus)
        for number in range(int(os.environ["VPDT_BENCH_WANTED"]))
    ]
    times = sorted(time for time, _id in taken[5:])
    chairman = env["res.users"].search([("login", "=", "a0.chairman.0")])
    handlings = env["vpdt.handling"].search(
        [
            ("user_id", "=", chairman.id),
            ("state", "in", ("waiting", "opened")),
            ("purpose", "=", "lead"),
        ],
        limit=200,
    )
    committee = env["hr.department"].search([("symbol", "=", "UBND")], limit=1)
    sample = env["vpdt.document"].search([], limit=400, order="id")
    with open(os.environ["VPDT_BENCH_OUT"], "w", encoding="utf-8") as file:
        json.dump(
            {
                "documents": env["vpdt.document"].search_count([]),
                "intakes": [intake for _time, intake in taken],
                "take_in_ms": round(statistics.median(times), 1),
                "take_in_p95_ms": round(times[int(len(times) * 0.95)], 1),
                "handlings": handlings.ids,
                "agencies": env["hr.department"]
                .search([("parent_id", "=", committee.id), ("is_agency", "=", True)])
                .ids[:12],
                "codes": sample[::40].mapped("code"),
                "book": env["vpdt.register"]
                .search(
                    [
                        ("agency_id", "=", committee.id),
                        ("kind", "=", "incoming"),
                        ("year", "=", 2025),
                    ]
                )
                .id,
            },
            file,
        )


main(env)  # noqa: F821 - given by odoo shell
