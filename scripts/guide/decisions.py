"""Decisions and signatures: a change read from a decision, a specimen registered."""

import datetime
import sys
from pathlib import Path

from specimen import signature

ADDONS = Path(__file__).resolve().parents[2] / "addons"
OFFICER, HEAD, CLERK = "chuyenvien.nv", "truongphong.nv", "vanthu.nv"
CHAIRMAN = "Trần Hữu Lâm"
ABOUT = "điều động, bổ nhiệm công chức"


def decision():
    """Return a made-up decision about two people as bytes of a PDF."""
    sys.path.insert(0, str(ADDONS / "vpdt_documents"))
    try:
        from layout.closing import Signer
        from layout.paper import Paper, render_paper
    finally:
        sys.path.pop(0)
    first = datetime.date.today() + datetime.timedelta(days=20)
    day = f"{first:%d/%m/%Y}"
    return render_paper(
        Paper(
            issuer="Ủy ban nhân dân\nhuyện Tuy Phước",
            symbol="QĐ-UBND",
            number=812,
            place="Tuy Phước",
            date=datetime.date.today(),
            kind="Quyết định",
            subject=f"Về việc {ABOUT}",
            body=(
                "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN\n"
                "Căn cứ Luật Tổ chức chính quyền địa phương;\n"
                "Theo đề nghị của Trưởng phòng Phòng Nội vụ.\n"
                "QUYẾT ĐỊNH:\n"
                "Điều 1. Điều động các ông, bà có tên sau đây kể từ ngày "
                f"{day}:\n"
                "1. Bà Lý Thị Phương, Chuyên viên Phòng Nội vụ, đến nhận công tác tại "
                "Phòng Tài chính - Kế hoạch, giữ chức vụ Phó Trưởng phòng Tài chính - "
                "Kế hoạch.\n"
                "2. Ông Võ Hoàng Phương, Chuyên viên Phòng Văn hóa và Thông tin, đến "
                "nhận công tác tại Phòng Nội vụ, giữ chức vụ Chuyên viên.\n"
                "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
                "Điều 3. Chánh Văn phòng HĐND và UBND huyện, Trưởng phòng Phòng Nội vụ "
                "và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định "
                "này./."
            ),
            recipients=("Như Điều 3", "Lưu: VT, NV"),
            signers=(Signer(("Chủ tịch",), CHAIRMAN),),
        )
    )


def registered(office):
    """Let the decision come to the officer's desk; return its id."""
    clerk = office.person(CLERK)
    answer = clerk.drop(decision(), "quyet-dinh.pdf")
    intake = answer["intake_id"]
    [paper] = clerk.call("vpdt.intake", "read", [intake], ["subject", "type_id"])
    if not paper["subject"]:
        clerk.call("vpdt.intake", "write", [intake], {"subject": f"Về việc {ABOUT}"})
    clerk.call("vpdt.intake", "action_register", [intake])
    head = office.person(HEAD)
    lines = head.call("vpdt.handling", "desk_read", "all")["lines"]
    [line] = [one for one in lines if ABOUT in one["subject"]]
    [person] = head.call("res.users", "search_read", [("login", "=", OFFICER)], ["id"])
    head.call(
        "vpdt.handling",
        "action_transfer",
        [line["id"]],
        [{"kind": "user", "id": person["id"], "purpose": "lead"}],
        "Nhập biến động nhân sự.",
    )
    return line["document_id"]


def from_decision(cam):
    """The officer opens the decision on her desk and looks at what was read."""
    document = registered(cam.office)
    officer = cam.whole(OFFICER, document)
    page = officer.page
    page.get_by_role("button", name="Biến động nhân sự").click()
    page.wait_for_selector(".modal .o_data_row")
    cam.shoot(officer, "bien-dong-tu-quyet-dinh")
    page.locator(".modal-footer .btn-primary").click()
    page.wait_for_selector(".modal", state="detached")


def specimen(cam):
    """The operator registers how the chairman signs."""
    operator = cam.person("quantri")
    page = operator.page
    operator.go("mau-chu-ky/new", ".o_form_view")
    for field, text in (("user_id", CHAIRMAN), ("job_id", "Chủ tịch UBND huyện")):
        page.locator(f".o_field_widget[name={field}] input").first.fill(text)
        page.locator(".o-autocomplete--dropdown-item", has_text=text).first.click()
    page.fill(".o_field_widget[name=decision] input", "01/QĐ-UBND ngày 02/01/2026")
    page.locator(".o_field_widget[name=picture] input[type=file]").set_input_files(
        {"name": "chu-ky.png", "mimeType": "image/png", "buffer": signature()}
    )
    page.locator(".o_form_button_save").first.click()
    page.wait_for_selector(".o_form_saved")
    cam.shoot(operator, "mau-chu-ky")


STORIES = (from_decision, specimen)
