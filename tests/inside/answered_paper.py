"""An incoming paper that lies with a specialist as the lead, by the district's route.

VALUES: subject, pdf: path of its page, login: the specialist (chuyenvien.vhtt).
ANSWER: {"document": id, "code"}
"""

from pathlib import Path

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))


def person(login):
    user = env["res.users"].search([("login", "=", login)])
    return user.with_user(user).with_context(lang=user.lang, tz=user.tz)


def bring_in():
    clerk = person("vanthu.vp")
    today = env["hr.job"]._today()
    agency = clerk._agencies(roles=["clerk"])[:1]
    book = clerk.env["vpdt.register"]._for(agency, "incoming", today)
    intake = (
        env["vpdt.intake"]
        .sudo()
        .create(
            {
                "agency_id": agency.id,
                "register_id": book.id,
                "user_id": clerk.id,
                "received_date": today,
                "secrecy_checked": True,
                "number": "915",
                "symbol": "SVHTT-QLVH",
                "issued_date": today,
                "issuer": "Sở Văn hóa và Thể thao",
                "signer": "Nguyễn Thị Mẫu",
                "type_id": env["vpdt.document.type"]
                .search([("name", "=", "Công văn")], limit=1)
                .id,
                "subject": VALUES["subject"],
                "urgency": "1",
                "field_id": env["vpdt.field"]
                .search([("code", "=", "VHXH")], limit=1)
                .id,
            }
        )
    )
    read = {
        "mime": "application/pdf",
        "pages": 1,
        "source": "text",
        "fields": {},
        "text": "trang giấy",
    }
    env["vpdt.file"].with_user(clerk)._create_from(
        Path(VALUES["pdf"]).read_bytes(), "915.pdf", read, {"intake_id": intake.id}
    )
    return intake.with_user(clerk)._do_register().sudo().document_id


def held(document, login):
    env.invalidate_all()
    user = person(login)
    return document.with_user(user).handling_ids.filtered(
        lambda item: item.state in ("waiting", "opened") and item._is_holder()
    )


def pass_on(document, login, receiver):
    """The person makes `receiver` (a login or an agency's external id) the lead."""
    agency = env.ref(f"vpdt_tuyphuoc.{receiver}", raise_if_not_found=False)
    to = agency or person(receiver)
    kind = "agency" if agency else "user"
    handling = held(document, login)[:1]
    handling.action_transfer(
        [{"kind": kind, "id": to.id, "purpose": "lead"}], "Giao tham mưu trả lời"
    )


paper = bring_in()
pass_on(paper, "chanhvp", "chutich")
pass_on(paper, "chutich", "agency_vhtt")
held(paper, "vanthu.vhtt").action_accept()
pass_on(paper, "truongphong.vhtt", VALUES.get("login", "chuyenvien.vhtt"))
env.cr.commit()
ANSWER({"document": paper.id, "code": paper.code})
