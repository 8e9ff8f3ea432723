"""The straight road: a paper from the scan to the result, each with his own desk."""

from pathlib import Path

PAPERS = Path(__file__).resolve().parents[2] / "addons/vpdt_tuyphuoc/demo/papers"
#: What the clerk brings in, and the paper that is followed through a department.
LAW, SCIENCE = "09/KH-STP", "77/SKHCN-CĐS"


def desk(cam):
    """The desk of the chief of office, and its keys."""
    chief = cam.show("chanhvp", "21/GM-SGDĐT")
    cam.shoot(chief, "ban-lam-viec")
    chief.page.keyboard.press("?")
    chief.page.wait_for_selector(".vpdt_keys")
    cam.shoot(chief, "phim-tat", ".modal-content")
    cam.leave(chief)


def registration(cam):
    """A scan is dropped, read, looked at and registered."""
    clerk = cam.person("vanthu.vp")
    page = clerk.page
    clerk.go("tiep-nhan", "#vpdt_not_secret")
    for _try in range(3):
        page.check("#vpdt_not_secret")
        page.locator(".vpdt_drop input[type=file]").set_input_files(
            PAPERS / "07-kh-stp-pho-bien-phap-luat.pdf"
        )
        page.wait_for_selector(".vpdt_drop_ready, .vpdt_drop_refused")
        if page.locator(".vpdt_drop_ready").count():
            break
        # A machine that does other things may take longer than a reader is given
        page.locator(".vpdt_drop_refused button").last.click()
    cam.shoot(clerk, "tiep-nhan")
    page.locator(".vpdt_drop_ready button").first.click()
    cam.page_shown(clerk)
    box = page.locator(".o_field_widget[name=field_id] input").first
    if not box.input_value():
        box.fill("Nội chính")
        page.locator(".o-autocomplete--dropdown-item").first.click()
    page.locator(".o_field_widget[name=subject] textarea").first.click()
    cam.shoot(clerk, "vao-so")
    for name in ("subject", "signer"):
        field = page.locator(f".o_field_widget[name={name}]").first
        box = field.locator("input, textarea").first
        if not box.input_value():
            box.click()
            box.press("Alt+Enter")
    page.click("button[name=action_register]")
    page.wait_for_selector(".o_notification")


def proposal(cam):
    """The chief of office proposes, with the receivers he would choose."""
    chief = cam.show("chanhvp", LAW)
    page = chief.page
    page.fill("#vpdt_transfer_text", "Kính trình Chủ tịch. Đề xuất giao Phòng Tư pháp.")
    page.locator(".vpdt_propose_button").click()
    page.wait_for_selector(".vpdt_propose .vpdt_receiver_chosen")
    cam.shoot(chief, "de-xuat", ".vpdt_desk_act")
    page.locator(".vpdt_transfer_send").click()
    cam.gone(chief, LAW)


def directive(cam):
    """The chairman's directive, on his phone and at his desk."""
    phone = cam.person("chutich", phone=True)
    page = phone.page
    phone.go("ban-lam-viec", ".vpdt_desk_line")
    cam.shoot(phone, "ban-lam-viec-dien-thoai")
    page.locator(".vpdt_desk_line", has_text=LAW).first.tap()
    cam.page_shown(phone)
    page.locator(".vpdt_thumb_bar [data-move=transfer]").tap()
    page.wait_for_selector(".vpdt_receiver_chosen")
    page.fill(
        "#vpdt_transfer_text",
        "Giao Phòng Tư pháp chủ trì, phối hợp Phòng VHTT, xong trước 20/12.",
    )
    page.wait_for_timeout(1500)
    cam.shoot(phone, "but-phe-dien-thoai")
    page.locator(".vpdt_transfer_send").tap()
    page.wait_for_selector(".vpdt_transfer", state="detached")
    chairman = cam.show("chutich", "287/QĐ-UBND")
    chairman.page.fill("#vpdt_transfer_text", "Giao Phòng KTHT công bố trong 15 ngày.")
    chairman.page.wait_for_timeout(1500)
    cam.shoot(chairman, "but-phe")


def several(cam):
    """One directive for all that were chosen."""
    chairman = cam.person("chutich")
    page = chairman.page
    chairman.go("ban-lam-viec", ".vpdt_desk_line")
    page.locator(".vpdt_pick_all").click()
    page.wait_for_selector(".vpdt_batch_title")
    page.wait_for_selector(".vpdt_desk_act .vpdt_receiver")
    page.fill("#vpdt_transfer_text", "Chuyển các đơn vị thực hiện theo chức năng.")
    cam.shoot(chairman, "nhieu-van-ban")


def department(cam):
    """Entered in the department's book, passed on by its head."""
    clerk = cam.show("vanthu.vhtt", SCIENCE)
    cam.shoot(clerk, "phong-vao-so")
    cam.move(clerk, "accept")
    cam.gone(clerk, SCIENCE)
    head = cam.show("truongphong.vhtt", SCIENCE)
    row = head.page.locator(".vpdt_receiver", has_text="Võ Hoàng Phương")
    head.page.fill(
        "#vpdt_transfer_text", "Đ/c Phương tổng hợp số liệu, dự thảo báo cáo."
    )
    # whom the words name, and who is in charge of the field, is chosen by itself
    head.page.wait_for_timeout(2500)
    cam.choose(row.locator("[data-purpose=lead]"))
    cam.shoot(head, "giao-chuyen-vien")
    head.page.locator(".vpdt_transfer_send").click()
    cam.gone(head, SCIENCE)


def back(cam):
    """Returned with a reason; recalled before it was opened; finished."""
    head = cam.show("truongphong.vhtt", "233/SYT-NVY")
    cam.move(head, "return")
    head.page.fill("#vpdt_words", "Việc này thuộc Trung tâm Văn hóa, đề nghị giao lại.")
    cam.shoot(head, "tra-lai", ".modal-content")
    cam.leave(head)
    chairman = cam.person("chutich")
    sent = cam.usual("chutich", "287/QĐ-UBND")
    cam.act("chutich", "287/QĐ-UBND", "transfer", sent, "Giao Phòng KTHT tham mưu.")
    chairman.go("ban-lam-viec", "[data-bucket=sent]")
    chairman.page.locator("[data-bucket=sent]").first.click()
    chairman.page.locator("[data-bucket=sent_unopened]").click()
    chairman.page.wait_for_selector(".vpdt_sent_buttons")
    cam.shoot(chairman, "ai-chua-mo")
    row = chairman.page.locator(".vpdt_desk_row", has_text="287/QĐ-UBND").first
    row.locator("[data-move=recall]").click()
    cam.shoot(chairman, "thu-hoi", ".modal-content")
    cam.leave(chairman)
    row.locator("[data-move=remind]").click()
    chairman.page.fill("#vpdt_words", "Đề nghị xem trong sáng nay.")
    cam.shoot(chairman, "nhac", ".modal-content")
    cam.leave(chairman)
    specialist = cam.show("chuyenvien.vhtt", SCIENCE)
    cam.move(specialist, "finish")
    specialist.page.fill("#vpdt_words", "Đã trình Báo cáo quý I về văn phòng điện tử.")
    cam.shoot(specialist, "ket-thuc", ".modal-content")
    cam.leave(specialist)


STORIES = (desk, registration, proposal, directive, several, department, back)
