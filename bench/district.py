"""Agencies, people, posts, rules and books of the benchmark, through the ORM.

Run inside an ``odoo shell`` by generate.py: ``env`` is given, the file to write the
ids into is named by ``VPDT_BENCH_IDS``.
"""

import json
import os
import random

from corpus import Corpus

PASSWORD = "benchmark"
YEARS = range(2022, 2027)
DEPARTMENTS = "VHTT TCKH NV TP TNMT KTHT NNPTNT GDĐT LĐTBXH YT TTr".split()
COMMUNES = 13
COMMITTEE_POSTS = {
    "chairman": 1,
    "vice_chairman": 3,
    "chief_of_office": 1,
    "deputy_chief_of_office": 2,
    "clerk": 4,
    "specialist": 9,
}
AGENCY_POSTS = {"head": 1, "deputy_head": 1, "clerk": 1, "specialist": 9}
PEOPLE = 300
RULES = [
    ("clerk", "same", "chief_of_office", "lead", "always"),
    ("clerk", "same", "head", "lead", "always"),
    ("chief_of_office", "same", "chairman", "lead", "always"),
    ("chairman", "below", "clerk", "lead", "field"),
    ("chairman", "below", "clerk", "support", "field"),
    ("chairman", "below", "clerk", "inform", "no"),
    ("chairman", "same", "vice_chairman", "direct", "field"),
    ("chairman", "same", "deputy_chief_of_office", "monitor", "field"),
    ("head", "same", "specialist", "lead", "no"),
    ("head", "same", "specialist", "support", "no"),
    ("head", "same", "deputy_head", "direct", "field"),
]


def make_agencies(env):
    """Return the committee and its 24 agencies."""
    Department = env["hr.department"].with_context(tracking_disable=True)
    committee = Department.create(
        {"name": "Ủy ban nhân dân huyện", "symbol": "UBND", "is_agency": True}
    )
    names = [(f"Phòng {symbol}", symbol) for symbol in DEPARTMENTS] + [
        (f"Ủy ban nhân dân xã số {number}", f"UBNDX{number}")
        for number in range(1, COMMUNES + 1)
    ]
    return committee + Department.create(
        [
            {
                "name": name,
                "symbol": symbol,
                "is_agency": True,
                "parent_id": committee.id,
            }
            for name, symbol in names
        ]
    )


def make_people(env, agencies):
    """Return {agency id: {role: [user id]}} for 300 people with their posts."""
    names = iter(Corpus().names)
    posts, plan = {}, []
    for index, agency in enumerate(agencies):
        for role, count in (AGENCY_POSTS if index else COMMITTEE_POSTS).items():
            posts[agency.id, role] = env["hr.job"].create(
                {"name": role, "role": role, "department_id": agency.id}
            )
            plan += [(index, agency, role, place) for place in range(count)]
    # Whoever is over 300 is a specialist of the last agencies
    for entry in reversed([item for item in plan if item[2] == "specialist"]):
        if len(plan) <= PEOPLE:
            break
        if entry[3] == AGENCY_POSTS["specialist"] - 1 and entry[0]:
            plan.remove(entry)
    users = env["res.users"].with_context(no_reset_password=True)
    users = users.create(
        [
            {
                "name": next(names).text,
                "login": f"a{index}.{role}.{place}",
                "lang": "vi_VN",
                "tz": "Asia/Ho_Chi_Minh",
                "group_ids": [(6, 0, [env.ref("base.group_user").id])],
            }
            for index, _agency, role, place in plan
        ]
    )
    secret = env["res.users"]._crypt_context().hash(PASSWORD)
    env.cr.execute(
        "UPDATE res_users SET password = %s WHERE id = ANY(%s)", [secret, users.ids]
    )
    env["hr.employee"].with_context(tracking_disable=True).create(
        [
            {
                "name": user.name,
                "user_id": user.id,
                "department_id": agency.id,
                "job_id": posts[agency.id, role].id,
                "date_version": "2022-01-01",
            }
            for user, (_index, agency, role, _place) in zip(users, plan, strict=True)
        ]
    )
    held = {agency.id: {} for agency in agencies}
    for user, (_index, agency, role, _place) in zip(users, plan, strict=True):
        held[agency.id].setdefault(role, []).append(user.id)
    return held


def make_fields(env, agencies, held):
    """Make ten subject areas with their usual agencies and people."""
    committee, below = agencies[0], agencies[1:]
    for number in range(10):
        env["vpdt.field"].create(
            {
                "name": f"Lĩnh vực {number + 1}",
                "code": f"LV{number + 1}",
                "agency_id": committee.id,
                "lead_agency_id": below[number].id,
                "support_agency_ids": [(6, 0, below[number + 1 : number + 3].ids)],
                "keywords": "",
                "charge_ids": [
                    (0, 0, {"agency_id": committee.id, "user_id": people[0]})
                    for role in ("vice_chairman", "deputy_chief_of_office")
                    for people in [held[committee.id][role][number % 2 :]]
                ],
            }
        )


def make_books(env, agencies):
    """Return {"agency/kind/year": [series id, register id]}."""
    books = {}
    for agency in agencies:
        for kind in ("incoming", "outgoing"):
            for year in YEARS:
                register = env["vpdt.register"].sudo()._open_year(agency, kind, year)
                books[f"{agency.id}/{kind}/{year}"] = [
                    register.series_id.id,
                    register.id,
                ]
    return books


def make_scans(env):
    """Store five made-up scans; return what a million attachments point at."""
    scans = []
    for number in range(5):
        data = b"%PDF-1.7\n" + random.Random(number).randbytes(90_000 + number * 9_000)
        attachment = env["ir.attachment"].create({"name": "scan.pdf", "raw": data})
        scans.append([attachment.store_fname, attachment.checksum, len(data)])
    return scans


def main(env):
    """Make everything and write the ids for the loader."""
    agencies = make_agencies(env)
    held = make_people(env, agencies)
    make_fields(env, agencies, held)
    env["vpdt.transfer.rule"].create(
        [
            dict(
                zip(("from_role", "reach", "to_role", "purpose", "usual"), rule)  # noqa: B905
            )
            for rule in RULES
        ]
    )
    ids = {
        "agencies": agencies.ids,
        "held": held,
        "books": make_books(env, agencies),
        "types": {kind.name: kind.id for kind in env["vpdt.document.type"].search([])},
        "fields": env["vpdt.field"].search([]).ids,
        "scans": make_scans(env),
    }
    env["ir.cron"].search([]).active = False
    env.cr.commit()
    with open(os.environ["VPDT_BENCH_IDS"], "w", encoding="utf-8") as file:
        json.dump(ids, file)


main(env)  # noqa: F821 - given by odoo shell
