"""Papers with words unlike any other, at every stage of the route.

VALUES: exporting: logins that get Odoo's right to export.
ANSWER: {"tokens": {token: {"documents", "files", "attachments", "pages", "handlings",
"entries", "readers": [login]}}, "waiting": {token: {"intakes", "files", "attachments",
"readers"}}, "registers": [id], "logins": {role: login}}
"""

import uuid

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
BYTES = b"%PDF-1.4\n% a paper of the test "
answer = {"tokens": {}, "waiting": {}}


def person(login):
    return env["res.users"].search([("login", "=", login)])


def bring_in(login):
    """Return (token, a waiting paper of the agency whose clerk `login` is)."""
    user, token = person(login), f"zq{uuid.uuid4().hex[:12]}"
    agency = user._agencies(roles=["clerk"])[:1]
    today = env["hr.job"]._today()
    book = env["vpdt.register"].with_user(user)._for(agency, "incoming", today)
    field = env["vpdt.field"].search([("code", "=", "VHXH")], limit=1)
    values = {
        "agency_id": agency.id,
        "register_id": book.id,
        "user_id": user.id,
        "received_date": today,
        "secrecy_checked": True,
        "number": "77",
        "symbol": f"S{token}",
        "issued_date": today,
        "issuer": f"Nơi {token}",
        "type_id": env["vpdt.document.type"].search([], limit=1).id,
        "subject": f"Việc {token}",
        "field_id": field.id,
    }
    intake = env["vpdt.intake"].sudo().create(values)
    read = {
        "mime": "application/pdf",
        "pages": 1,
        "source": "text",
        "fields": {},
        "text": f"trang {token}",
    }
    env["vpdt.file"].with_user(user)._create_from(
        BYTES + token.encode(), f"{token}.pdf", read, {"intake_id": intake.id}
    )
    return token, intake.with_user(user)


def told(document):
    rows = env["vpdt.reader"].search([("document_id", "=", document.id)])
    return sorted(set(rows.user_id.mapped("login")))


def held(document, login):
    return document.handling_ids.filtered(
        lambda item: (
            item.state in ("waiting", "opened")
            and item.with_user(person(login))._is_holder()
        )
    ).with_user(person(login))


def pass_on(document, login, text):
    options = held(document, login).get_transfer_options()
    lines = [
        {"kind": item["kind"], "id": item["id"], "purpose": item["usual"]}
        for item in options["candidates"]
        if item["usual"]
    ]
    held(document, login).action_transfer(lines, text)


# Exporting is a right of its own in Odoo; with it, the reader table is what is left.
for login in VALUES["exporting"]:
    person(login).group_ids += env.ref("base.group_allow_export")

papers = {}
for stage in range(4):
    token, intake = bring_in("vanthu.vp")
    document = intake._do_register().sudo().document_id
    if stage > 0:
        pass_on(document, "chanhvp", f"Trình {token}")
    if stage > 1:
        pass_on(document, "chutich", f"Giao {token}")
    if stage > 2:
        held(document, "vanthu.vhtt").action_accept()
    papers[token] = document
for clerk in ("vanthu.vhtt", "vanthu.tckh"):
    token, intake = bring_in(clerk)
    papers[token] = intake._do_register().sudo().document_id
env.flush_all()
for token, document in papers.items():
    answer["tokens"][token] = {
        "documents": document.ids,
        "files": document.file_ids.ids,
        "attachments": document.file_ids.attachment_id.ids,
        "handlings": document.handling_ids.ids,
        "entries": document.entry_ids.ids,
        "readers": told(document),
    }
for clerk in ("vanthu.vp", "vanthu.vhtt"):
    token, intake = bring_in(clerk)
    intake = intake.sudo()
    holders = env["hr.job"]._holdings(roles=["clerk"], agency_ids=intake.agency_id.ids)
    users = env["res.users"].browse({holding.user_id for holding in holders})
    answer["waiting"][token] = {
        "intakes": intake.ids,
        "files": intake.file_ids.ids,
        "attachments": intake.file_ids.attachment_id.ids,
        "readers": sorted(users.mapped("login")),
    }
answer["registers"] = env["vpdt.register"].search([]).ids
env.cr.commit()
ANSWER(answer)
