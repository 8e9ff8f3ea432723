"""Run in `odoo shell`: bring the demonstration papers into the office.

Reads demo/desk.toml and demo/papers.csv of the addon VPDT_DEMO_ADDON (the last of
VPDT_MODULES, else vpdt_tuyphuoc). Everything goes the way of the screens: the reader
reads each paper, the clerk fills in what it left open, people act with their own
rights. Papers that are there already are left alone, so that it can be repeated.
"""

import csv
import os
import time
import tomllib
from pathlib import Path

from odoo.modules import get_module_path

from odoo.addons.vpdt_documents.text import fold

env = globals()["env"]

_MODULES = os.environ.get("VPDT_MODULES") or "vpdt_tuyphuoc"
ADDON = os.environ.get("VPDT_DEMO_ADDON") or _MODULES.split(",")[-1]
DEMO = Path(get_module_path(ADDON)) / "demo"
# Names of papers.csv → fields of the registration form.
_FIELDS = {
    "number": "number",
    "symbol": "symbol",
    "issued_date": "issued_date",
    "issuer": "issuer",
    "subject": "subject",
    "signer": "signer",
}
_URGENCY = {"Khẩn": "1", "Thượng khẩn": "2", "Hỏa tốc": "3", "Hỏa tốc hẹn giờ": "4"}


def person(login):
    """Return the account of `login`, as a record in its own environment."""
    user = env["res.users"].search([("login", "=", login)])
    if not user:
        raise SystemExit(f"demo/desk.toml names {login}, who has no account")
    return user.with_user(user).with_context(lang=user.lang, tz=user.tz)


def known(truth):
    """Whether the paper with these true fields was brought in before."""
    if env["vpdt.document"].search_count(
        [
            ("number", "=", truth["number"]),
            ("symbol", "=", truth["symbol"]),
            ("issued_date", "=", truth["issued_date"]),
        ],
        limit=1,
    ):
        return True
    return bool(env["vpdt.file"].search_count([("name", "=", truth["file"])], limit=1))


def take_in(clerk, file):
    """Bring a paper in as `clerk`; return the row that waits to be registered."""
    data = (DEMO / "papers" / file).read_bytes()
    intake, refused = clerk.env["vpdt.intake"]._take_in(data, file, True)
    if refused:
        raise SystemExit(f"{file} was refused: {refused}")
    return intake


def register(intake, truth):
    """Fill in what the reader left open or misread, as the clerk does, and register.

    :return: vpdt.document
    """
    truth = dict(truth)
    if truth["type"] == "Công văn" and not truth["subject"].startswith("V/v"):
        # what a công văn is about stands under its number with these words (NĐ 30/2020)
        truth["subject"] = f"V/v {truth['subject']}"
    vals = {
        field: truth[name]
        for name, field in _FIELDS.items()
        if truth[name] and fold(truth[name]) not in fold(str(intake[field] or ""))
    }
    if not intake.type_id:
        vals["type_id"] = (
            env["vpdt.document.type"].search([("name", "=", truth["type"])], limit=1).id
        )
    vals["field_id"] = (
        env["vpdt.field"]
        .search(
            [("code", "=", truth["field"]), ("agency_id", "=", intake.agency_id.id)]
        )
        .id
    )
    vals["urgency"] = _URGENCY.get(truth["urgency"], "0")
    if not intake.secrecy_checked:
        vals["secrecy_looked"] = True
    intake.write(vals)
    return intake._do_register().document_id


def receivers(handling, wanted):
    """Return the lines of a directive: those of `wanted`, else the usual ones."""
    if not wanted:
        return [
            {"kind": item["kind"], "id": item["id"], "purpose": item["usual"]}
            for item in handling.get_transfer_options()["candidates"]
            if item["usual"]
        ]
    lines = []
    for key, purpose in wanted.items():
        agency = env.ref(f"{ADDON}.{key}", raise_if_not_found=False)
        kind, record = ("agency", agency) if agency else ("user", person(key))
        lines.append({"kind": kind, "id": record.id, "purpose": purpose})
    return lines


def act(document, step):
    """Have one person do one step of demo/desk.toml on `document`."""
    user = person(step["who"])
    handling = (
        user.env["vpdt.handling"]
        .search(
            [("document_id", "=", document.id), ("state", "in", ("waiting", "opened"))]
        )
        .filtered(lambda item: item._is_holder())[:1]
    )
    if not handling:
        raise SystemExit(f"{document.code} does not lie with {step['who']}: {step}")
    text = step.get("text", "")
    if step["do"] == "transfer":
        lines = receivers(handling, step.get("to"))
        days = step.get("days")
        deadline = (
            handling.agency_id._deadline(days)
            if days
            else handling.get_transfer_options()["deadline"]
        )
        # A day named in desk.toml is meant, even after the usual time of haste
        handling.action_transfer(lines, text, deadline, confirmed=bool(days))
    elif step["do"] in ("open", "accept"):
        getattr(handling, f"action_{step['do']}")()
    else:
        getattr(handling, f"action_{step['do']}")(text)


def main():
    """Bring in every paper that is not there yet, each in a transaction."""
    if not (DEMO / "desk.toml").is_file():
        return
    desk = tomllib.loads((DEMO / "desk.toml").read_text(encoding="utf-8"))
    with (DEMO / "papers.csv").open(encoding="utf-8", newline="") as stream:
        truths = {row["file"]: row for row in csv.DictReader(stream)}
    clerk = person(desk["clerk"])
    for paper in desk["paper"]:
        truth = truths[paper["file"]]
        if known(truth):
            continue
        start = time.monotonic()
        intake = take_in(clerk, paper["file"])
        if "steps" in paper:
            document = register(intake, truth)
            for step in paper["steps"]:
                act(document, step)
        # one paper, one transaction: its number counts, an interrupted run goes on
        env.cr.commit()
        print(f"    {paper['file']} ({time.monotonic() - start:.1f} s)", flush=True)


main()
