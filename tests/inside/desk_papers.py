"""Papers on a leader's desk and on an agency's, with a page each to look at.

VALUES: chairman: how many lie with the chairman; agency: how many he has given to the
agency (external id of vpdt_tuyphuoc) "to"; chief: how many lie with the chief of office
(0); pdf: path of the page.
ANSWER: {"chairman": [code], "agency": [code], "chief": [code]}
"""

from pathlib import Path

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
BYTES = Path(VALUES["pdf"]).read_bytes()
SUBJECTS = [
    "V/v triển khai kế hoạch chuyển đổi số năm 2026 trên địa bàn huyện",
    "Về việc báo cáo kết quả thực hiện công tác cải cách hành chính quý I; rà soát, "
    "kiến nghị sửa đổi các thủ tục hành chính thuộc thẩm quyền giải quyết của Ủy ban "
    "nhân dân cấp huyện và cấp xã, gửi Sở Nội vụ tổng hợp trước ngày 15 hằng tháng",
    "V/v tăng cường phòng, chống dịch sốt xuất huyết",
    "V/v góp ý dự thảo quy chế văn hóa công sở",
]


def person(login):
    user = env["res.users"].search([("login", "=", login)])
    return user.with_user(user).with_context(lang=user.lang, tz=user.tz)


def bring_in(number):
    clerk = person("vanthu.vp")
    today = env["hr.job"]._today()
    agency = clerk._agencies(roles=["clerk"])[:1]
    book = clerk.env["vpdt.register"]._for(agency, "incoming", today)
    values = {
        "agency_id": agency.id,
        "register_id": book.id,
        "user_id": clerk.id,
        "received_date": today,
        "secrecy_checked": True,
        "number": str(number),
        "symbol": "UBND-BLV",
        "issued_date": today,
        "issuer": "Ủy ban nhân dân tỉnh Bình Định",
        "signer": "Nguyễn Tự Công Hoàng",
        "type_id": env["vpdt.document.type"].search([("name", "=", "Công văn")]).id,
        "subject": SUBJECTS[number % len(SUBJECTS)],
        "urgency": {0: "3", 1: "1"}.get(number % 7, "0"),
        "field_id": env["vpdt.field"].search([("code", "=", "VHXH")], limit=1).id,
    }
    intake = env["vpdt.intake"].sudo().create(values)
    read = {
        "mime": "application/pdf",
        "pages": 1,
        "source": "text",
        "fields": {},
        "text": "trang giấy",
    }
    data = BYTES + b"\n% " + str(number).encode()
    env["vpdt.file"].with_user(clerk)._create_from(
        data, f"{number}.pdf", read, {"intake_id": intake.id}
    )
    return intake.with_user(clerk)._do_register().sudo().document_id


def held(document, login):
    user = person(login)
    return document.with_user(user).handling_ids.filtered(
        lambda item: item.state in ("waiting", "opened") and item._is_holder()
    )


def pass_on(document, login, lines=None, text=""):
    handling = held(document, login)
    handling.action_transfer(
        lines
        or [
            {"kind": item["kind"], "id": item["id"], "purpose": item["usual"]}
            for item in handling.get_transfer_options()["candidates"]
            if item["usual"]
        ],
        text,
    )


def main():
    start = 1000 + env["vpdt.document"].search_count([])
    found = {"chairman": [], "agency": [], "chief": []}
    for _each in range(VALUES.get("chief", 0)):
        found["chief"].append(bring_in(start).code)
        start += 1
        env.cr.commit()
    for index in range(VALUES["chairman"] + VALUES["agency"]):
        document = bring_in(start + index)
        pass_on(document, "chanhvp", text="Kính trình Chủ tịch xem, cho ý kiến.")
        if index < VALUES["chairman"]:
            found["chairman"].append(document.code)
        else:
            agency = env.ref(f"vpdt_tuyphuoc.{VALUES['to']}")
            pass_on(
                document,
                "chutich",
                [{"kind": "agency", "id": agency.id, "purpose": "lead"}],
                "Giao Phòng VHTT chủ trì tham mưu.",
            )
            found["agency"].append(document.code)
        env.cr.commit()
    ANSWER(found)


main()
