"""What an office can do after an update of its database.

VALUES: desks: logins whose desk is read; passwords: {login: password}; passes_on:
login of somebody with a paper to pass on.
ANSWER: {ledger, readers, files, desks: {login: [lines, documents]}, refused: [login],
found, passed_on, settled: [problems, void lines added]}.
"""

import hashlib

from odoo.exceptions import AccessDenied

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
answer = {}


def person(login):
    user = env["res.users"].search([("login", "=", login)])
    return user.with_user(user).with_context(lang="vi_VN", tz="Asia/Ho_Chi_Minh")


def problems():
    """Return what the registers and their ledgers disagree on."""
    return [
        [series.display_name, *problem]
        for series in env["vpdt.series"].search([])
        for problem in env["vpdt.ledger"]._verify(series)
    ]


def void_lines():
    return env["vpdt.entry"].search_count([("state", "=", "void")])


answer["ledger"] = problems()
# what recomputing the whole table adds and takes away
answer["readers"] = list(env["vpdt.reader"]._sync())
answer["files"] = [
    file.name
    for file in env["vpdt.file"].search([])
    if hashlib.sha1(file.attachment_id.raw).hexdigest() != file.attachment_id.checksum
]
answer["desks"] = {
    login: [
        person(login).env["vpdt.handling"].desk_read()["total"],
        person(login).env["vpdt.document"].search_count([]),
    ]
    for login in VALUES["desks"]
}
answer["refused"] = []
for login, password in VALUES["passwords"].items():
    try:
        credential = {"type": "password", "login": login, "password": password}
        env["res.users"].authenticate(credential, {"interactive": True})
    except AccessDenied:
        answer["refused"].append(login)
papers = person("vanthu.vp").env["vpdt.document"]
answer["found"] = papers.search_count([("search_text", "=", "sốt xuất huyết")])

me = person(VALUES["passes_on"])
turn = me.env["vpdt.handling"].search([("state", "in", ("waiting", "opened"))])
turn = turn.filtered(lambda item: item._is_holder() and item.purpose == "lead")[:1]
usual = [
    {"kind": item["kind"], "id": item["id"], "purpose": item["usual"]}
    for item in turn.get_transfer_options()["candidates"]
    if item["usual"]
]
turn.action_transfer(usual, "Giao xử lý")
answer["passed_on"] = turn.state
env.cr.rollback()

before = void_lines()
env["vpdt.series"].search([])._settle()
env.cr.commit()
answer["settled"] = [problems(), void_lines() - before]
ANSWER(answer)
