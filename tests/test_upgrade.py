"""An office made by an earlier release, brought up to this tree by `make update`.

tests/releases holds a database of each; docs/decisions/09-releases.md says how it is
made, and how what this test finds is mended.
"""

import json
import lzma
import os
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import anatomy
import pytest
from office import BUILD, PREFIX, ROOT, TEMPLATE, inside, need_template, run
from testing import results

RELEASES = sorted((Path(__file__).parent / "releases").glob("19.*"))

# What the tree changes on purpose in what people have entered, each with its reason:
# "table.column" (or "table") of the release → its new name, None when it is dropped
MOVED = {
    # Vietnamese writes hours and minutes, whatever was there (data/res_lang_data.xml)
    "res_lang.time_format": None,
}
# tables that get rows which are no data of an addon, by a migration
GROWN = {
    # the ledger of rights begins with the posts that everybody holds
    "vpdt_rights_change",
    # the ledger of accounts with the accounts that are there
    "vpdt_account_change",
    # the screens of the articles that come with the addon, lines of theirs
    "vpdt_article_place",
    # Odoo's password policy comes with its usual length (auth_password_policy)
    "ir_config_parameter",
}

DESKS = ["vanthu.vp", "chanhvp", "chutich", "pct.kt", "vanthu.tckh", "chuyenvien.tckh"]


def settings(name):
    """Return the environment of scripts that work on the database `name`."""
    folder = BUILD / "test" / name
    return {**os.environ, "VPDT_DB": name, "VPDT_RUN": str(folder)}


def restore(release, name):
    """Make the database `name` and its file store as the release left them."""
    folder = BUILD / "test" / name
    folder.mkdir(parents=True, exist_ok=True)
    dump = folder / "office.dump"
    with lzma.open(release / "office.dump.xz") as packed, dump.open("wb") as out:
        shutil.copyfileobj(packed, out)
    run(ROOT / "scripts/db", "drop", name)
    run(ROOT / "scripts/db", "restore", name, dump)
    store = Path(os.environ["VPDT_DATA"]) / "share/filestore" / name
    shutil.copytree(release / "files", store)


def look(name):
    """Return what a database holds, to be compared."""
    return SimpleNamespace(
        shape=anatomy.shape(name),
        contents=anatomy.contents(name),
        names=anatomy.names(name),
        program=anatomy.program(name),
    )


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: path.name)
def office(request):
    """The office of a release: what it held before the update, log, and after it."""
    need_template()
    name = f"{PREFIX}_upgrade"
    data = Path(os.environ["VPDT_DATA"])
    log = data / "log" / f"update-{name}.log"
    try:
        # a copy: whoever clones the template ends the connections to it
        run(ROOT / "scripts/db", "clone", TEMPLATE, f"{name}_new")
        new = look(f"{name}_new")
        restore(request.param, name)
        before = anatomy.contents(name)
        parameters = {
            row["key"]: row["value"] for row in before["ir_config_parameter"].values()
        }
        log.unlink(missing_ok=True)
        said = ""
        try:
            run(ROOT / "scripts/update", env=settings(name))
        except RuntimeError as error:
            said = str(error)
        yield SimpleNamespace(
            name=name,
            said=said,
            log=log.read_text(encoding="utf-8") if log.exists() else "",
            before=before,
            deleted=set(json.loads(parameters["vpdt_tests.deleted"])),
            after=look(name),
            new=new,
        )
    finally:
        for copy in (data / "backup").glob(f"{name}-*.dump"):
            copy.unlink()
        if not os.environ.get("VPDT_KEEP"):
            run(ROOT / "scripts/db", "drop", name, f"{name}_new")


def some(found, limit=40):
    """Return the findings as one text, the first of them."""
    found = list(found)
    more = [f"… and {len(found) - limit} more"] if len(found) > limit else []
    return "\n".join(["", *map(str, found[:limit]), *more])


def test_the_update_has_nothing_to_complain_of(office):
    allow = results.allowed(ROOT / "scripts/testing/expected_log.txt")
    found = results.bad_records(office.log, allow)
    assert not office.said and not found, office.said + some(found)
    assert "Modules loaded." in office.log


def test_the_schema_is_that_of_a_new_office(office):
    old, new = office.after.shape, office.new.shape
    found = [f"- missing: {' '.join(key)}: {new[key]}" for key in new.keys() - old]
    found += [f"- left over: {' '.join(key)}: {old[key]}" for key in old.keys() - new]
    found += [
        f"- {' '.join(key)}: {old[key]}\n  in a new office: {new[key]}"
        for key in old.keys() & new
        if old[key] != new[key]
    ]
    assert not found, some(sorted(found))


def test_nothing_entered_is_lost_or_changed(office):
    """Every row and column is there as it was: edits of the operator among them."""
    found = {}
    for table, rows in office.before.items():
        now = MOVED.get(table, table)
        if now is None:
            continue
        if now not in office.after.contents:
            found[f"{table}: the table is gone"] = len(rows)
            continue
        for key, row in rows.items():
            there = office.after.contents[now].get(key)
            if there is None:
                what = f"{table}: rows are gone"
                found[what] = [*found.get(what, []), key]
                continue
            for column, value in row.items():
                place = MOVED.get(f"{table}.{column}", column)
                if place is None or there.get(place, KeyError) == value:
                    continue
                what = f"{table}.{column}: " + (
                    f"changed, as {value!r} to {there[place]!r}"
                    if place in there
                    else "the column is gone"
                )
                found[what] = [*found.get(what, []), key]
    assert not found, some(f"{what}: {keys}" for what, keys in found.items())


def of_record(row):
    """Return (table, id) of the record that a file or a message belongs to."""
    model = row.get("res_model") or row.get("model") or ""
    return model.replace(".", "_"), row.get("res_id")


def test_nothing_is_doubled(office):
    """New rows are data of an addon, their files and what is noted on them; of papers
    and people there are none."""
    data = {
        (model.replace(".", "_"), row) for model, row, _ in office.after.names.values()
    }
    found = {}
    for table, rows in office.after.contents.items():
        more = [
            row
            for key, row in rows.items()
            if "id" in row
            and key not in office.before.get(table, {})
            and (table, key) not in data
            and of_record(row) not in data
        ]
        if more and table not in GROWN:
            found[table] = f"{len(more)} rows, as {more[0]}"
    assert not found, some(f"{table}: {rows}" for table, rows in found.items())


def test_all_data_of_a_new_office_is_there(office):
    """… but for what this office had deleted, which stays deleted."""
    old, new = office.after.names, office.new.names
    missing = new.keys() - old - office.deleted - anatomy.demo_names()
    assert not missing, some(sorted(missing))
    back = office.deleted & old.keys()
    assert not back, "deleted, and back again:" + some(sorted(back))
    differ = [name for name in old.keys() & new if old[name][2] != new[name][2]]
    assert not differ, "kept from updates in one of the two:" + some(sorted(differ))


def test_who_watches_the_agencies_watches_in_an_old_office_too(office):
    """QĐ 553 Điều 4.1: Phòng Văn hóa và Thông tin; release 1 had no such mark."""
    watching = {
        row["symbol"]
        for row in office.after.contents["hr_department"].values()
        if row["watches_agencies"]
    }
    assert watching == {"VHTT"}


def test_the_program_is_that_of_a_new_office(office):
    """Rules, jobs, views, menus and roles say what they say in a new office."""
    old, new = office.after.program, office.new.program
    found = [f"- left over: {name}" for name in old.keys() - new]
    for name in old.keys() & new:
        for column in old[name].keys() | new[name]:
            values = old[name].get(column), new[name].get(column)
            if values[0] != values[1]:
                found.append(f"- {name}.{column}: {values[0]!r}\n  new: {values[1]!r}")
    assert not found, some(sorted(found))


def test_the_office_works_on(office):
    """Ledgers verify, readers are right, desks read, people sign in, papers move."""
    answer = inside(
        office.name,
        "upgraded.py",
        desks=DESKS,
        passes_on="chanhvp",
        passwords={
            "vanthu.vp": "vanthu-vp-553",
            "chanhvp": "Mat-khau-moi-88",
            "chutich": "not-his-password",
            "chuyenvien.vhtt": "chuyenvien-vhtt-553",
        },
    )
    assert answer["ledger"] == []
    assert answer["readers"] == [0, 0], "rows added and taken by recomputing them"
    assert answer["files"] == []
    readers = office.before["vpdt_reader"].values()
    login = {row["id"]: row["login"] for row in office.before["res_users"].values()}
    reads = {
        name: len({r["document_id"] for r in readers if login[r["user_id"]] == name})
        for name in DESKS
    }
    assert {name: count for name, (_, count) in answer["desks"].items()} == reads
    # what waits to be registered is no line of the clerk's desk
    empty = {name for name, (lines, _) in answer["desks"].items() if not lines}
    assert empty == {"vanthu.vp"}, answer["desks"]
    # a wrong password, and an account that was archived
    assert answer["refused"] == ["chutich", "chuyenvien.vhtt"]
    assert answer["found"] == 1
    assert answer["passed_on"] == "passed"
    # the registration that was broken off before the copy was made
    assert answer["settled"] == [[], 1]


def test_the_release_kept_is_whole():
    """The last one: a database, and the files of its papers."""
    assert RELEASES
    for release in RELEASES:
        assert re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", release.name)
        assert (release / "office.dump.xz").stat().st_size < 3_000_000
        assert any((release / "files").iterdir())
