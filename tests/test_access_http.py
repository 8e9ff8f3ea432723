"""I3 over HTTP: files, pictures, prints and exports agree with the reader table.

What is asked through the ORM is walked model by model in the addons' own tests
(vpdt_workflow/tests/test_access_matrix.py); here it is the routes, as people of every
post use them, the system's administrator among them.
"""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

PEOPLE = [
    "vanthu.vp",
    "chanhvp",
    "chutich",
    "pct.vx",
    "pct.kt",
    "pcvp",
    "vanthu.vhtt",
    "truongphong.vhtt",
    "chuyenvien.vhtt",
    "vanthu.tckh",
    "truongphong.tckh",
    "quantri",
]
WIDTHS = ("", "/100x100")


@pytest.fixture(scope="module")
def planted(office):
    """What tests/inside/plant.py left in the office."""
    return office.inside("plant.py", exporting=PEOPLE)


def papers(planted):
    """Yield (token, rows) of registered and waiting papers."""
    yield from planted["tokens"].items()
    yield from planted["waiting"].items()


def may(planted, login):
    """Return the tokens of the papers that `login` may read."""
    return {token for token, rows in papers(planted) if login in rows["readers"]}


def test_the_plan(planted):
    """The papers are read by some of the people and by none of them all."""
    seen = {login: may(planted, login) for login in PEOPLE}
    assert not seen["quantri"], "the administrator reads no document (R23)"
    assert seen["vanthu.vp"] > seen["chuyenvien.vhtt"]
    assert seen["vanthu.vhtt"] and seen["vanthu.tckh"]
    everything = {token for token, _rows in papers(planted)}
    assert all(tokens < everything for tokens in seen.values())


@pytest.mark.parametrize("login", PEOPLE)
def test_downloads_and_pictures(office, planted, login):
    """/web/content, /web/image and /vpdt/page give a file to its readers only."""
    person, allowed = office.person(login), may(planted, login)
    for token, rows in papers(planted):
        routes = [
            *(f"/web/content/{one}" for one in rows["attachments"]),
            *(f"/web/content/{one}?download=1" for one in rows["attachments"]),
            *(f"/web/content/ir.attachment/{one}/datas" for one in rows["attachments"]),
            *(f"/web/content/ir.attachment/{one}/raw" for one in rows["attachments"]),
        ]
        for route in routes:
            answer = person.get(office.url + route, timeout=60)
            seen = token.encode() in answer.content
            assert seen == (token in allowed), f"{login} {route} {answer.status_code}"
            if token in allowed:
                assert answer.status_code == 200
                assert answer.headers["Content-Type"].startswith("application/pdf")
        for one in rows["attachments"]:
            for size in ("", "/200x200"):
                for base in (
                    f"/web/image/{one}",
                    f"/web/image/ir.attachment/{one}/raw",
                ):
                    answer = person.get(f"{office.url}{base}{size}", timeout=60)
                    if token not in allowed:
                        assert token.encode() not in answer.content
        for one in rows["files"]:
            answer = person.get(f"{office.url}/vpdt/page/{one}/1", timeout=60)
            # the made-up bytes cannot be drawn: told (422) to a reader, else hidden
            expected = 422 if token in allowed else 404
            assert answer.status_code == expected, f"{login} page of {one}"


def test_strangers_are_shown_the_door(office, planted):
    """Without a session every route leads to the sign-in or nowhere."""
    import requests

    stranger = requests.Session()
    for token, rows in papers(planted):
        for route in (
            *(f"/web/content/{one}" for one in rows["attachments"]),
            *(f"/web/image/{one}" for one in rows["attachments"]),
            *(f"/vpdt/page/{one}/1" for one in rows["files"]),
            f"/vpdt/register/{planted['registers'][0]}.pdf",
        ):
            answer = stranger.get(office.url + route, timeout=60)
            assert token.encode() not in answer.content
            # for a picture Odoo shows its grey placeholder to anybody
            placeholder = route.startswith("/web/image/")
            assert (
                answer.status_code == 404
                or "/web/login" in answer.url
                or (placeholder and answer.headers["Content-Type"] == "image/png")
            ), route


@pytest.mark.parametrize("login", PEOPLE)
def test_printed_registers(office, planted, login):
    """A printed register holds the lines its printer may read, no others."""
    person, allowed = office.person(login), may(planted, login)
    registered = set(planted["tokens"])
    seen = set()
    for register in planted["registers"]:
        answer = person.get(f"{office.url}/vpdt/register/{register}.pdf", timeout=120)
        if answer.status_code != 200:
            continue
        assert answer.content.startswith(b"%PDF")
        text = "".join(
            "".join(page.extract_text().split())
            for page in PdfReader(BytesIO(answer.content)).pages
        )
        seen |= {token for token in registered if token in text}
    assert seen <= allowed
    if login in ("vanthu.vp", "vanthu.vhtt", "chutich"):
        assert seen == allowed & registered


@pytest.mark.parametrize("login", PEOPLE)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exports(office, planted, login, form):
    """The web client's export asks the same table."""
    person, allowed = office.person(login), may(planted, login)
    for model, names in {
        "vpdt.document": ["code", "subject", "issuer", "file_ids/page_ids/text"],
        "vpdt.entry": ["number", "document_id/subject", "code"],
        "vpdt.handling": ["subject", "text", "document_id/subject"],
        "ir.attachment": ["name", "index_content"],
    }.items():
        data = {
            "model": model,
            "fields": [{"name": name, "label": name} for name in names],
            "ids": False,
            "domain": [],
            "groupby": [],
            "context": {},
            "import_compat": False,
        }
        answer = person.post(
            f"{office.url}/web/export/{form}",
            data={"data": json.dumps(data), "csrf_token": person.token},
            timeout=120,
        )
        body = answer.content
        if form == "xlsx" and body.startswith(b"PK"):
            import zipfile

            with zipfile.ZipFile(BytesIO(body)) as book:
                body = b"".join(book.read(name) for name in book.namelist())
        seen = {token for token, _rows in papers(planted) if token.encode() in body}
        assert seen <= allowed, f"{login} {model}"
        if model == "vpdt.document" and login != "quantri":
            assert answer.status_code == 200
            assert seen == allowed & set(planted["tokens"])


@pytest.mark.parametrize("login", PEOPLE)
def test_over_the_wire(office, planted, login):
    """Lists, names, groups and the desk over JSON-RPC agree with the table."""
    from office import RpcError

    person, allowed = office.person(login), may(planted, login)
    asked = [
        ("vpdt.document", "search_read", [[], ["code", "subject", "note"]], {}),
        ("vpdt.document", "name_search", [], {"name": "zq", "limit": 100}),
        ("vpdt.document", "formatted_read_group", [[], ["subject"], ["__count"]], {}),
        ("vpdt.entry", "search_read", [[], ["code", "subject"]], {}),
        ("vpdt.file", "search_read", [[], ["name"]], {}),
        ("vpdt.page", "search_read", [[], ["text"]], {}),
        ("vpdt.handling", "desk_read", [], {"limit": 200}),
        ("ir.attachment", "search_read", [[], ["name"]], {}),
        ("mail.message", "search_read", [[], ["subject", "record_name", "body"]], {}),
        ("mail.notification", "search_read", [[], ["mail_message_id"]], {}),
        ("vpdt.intake", "search_read", [[], ["subject"]], {}),
    ]
    seen = set()
    for model, method, args, kwargs in asked:
        try:
            answer = json.dumps(person.call(model, method, *args, **kwargs))
        except RpcError as error:
            assert error.kind == "odoo.exceptions.AccessError", f"{model} {error}"
            continue
        told = {token for token, _rows in papers(planted) if token in answer}
        assert told <= allowed, f"{login}: {model}.{method}"
        seen |= told
    assert seen == allowed


def test_no_warning_in_the_log(office):
    """Nothing above left more in the log than the refusals it was told."""
    refusals = ("WARNING odoo.http: ", "ERROR odoo.addons.web.controllers.export: ")
    assert [x for x in office.log_findings() if not x.startswith(refusals)] == []
