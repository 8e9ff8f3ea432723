"""Around the papers: many at once, absences, reminders, who sees what, the slip."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from .straight import SCIENCE


def filters(cam):
    """What is filtered can be kept under a name."""
    chief = cam.person("chanhvp")
    page = chief.page
    chief.go("ban-lam-viec", "[data-bucket=sent]")
    page.locator("[data-bucket=sent]").first.click()
    page.locator(".vpdt_filter_open").click()
    page.get_by_role("button", name="Chỉ văn bản khẩn").click()
    page.locator(".vpdt_filter_name").click()
    page.fill(".vpdt_filter_keep input", "Khẩn đã trình")
    cam.shoot(chief, "bo-loc", ".vpdt_desk_left")


def seeing(cam):
    """Who sees a paper, why somebody does not, how long it lay where."""
    document = cam.line("chuyenvien.vhtt", SCIENCE)["document_id"]
    head = cam.whole("truongphong.vhtt", document, "readers")
    page = head.page
    page.fill("#vpdt_why_not_name", "Trần Đình")
    page.locator(".vpdt_why_not_people button").first.click()
    page.wait_for_selector(".vpdt_why_not_answer")
    cam.shoot(head, "nguoi-xem-duoc", ".o_notebook")
    page.locator(".o_notebook .nav-link[name=time_chart]").click()
    cam.shoot(head, "thoi-gian", ".o_notebook")
    page.locator(".o_notebook .nav-link[name=timeline]").click()
    cam.shoot(head, "dien-bien", ".o_notebook")


def slip(cam):
    """The slip as it is printed, its first page."""
    document = cam.line("chuyenvien.vhtt", SCIENCE)["document_id"]
    action = cam.call("chutich", "vpdt.document", "action_print_slip", [document])
    data = cam.office.person("chutich").get(cam.office.url + action["url"]).content
    cam.keep_page("phieu-giai-quyet", first_page(data), 744)


def first_page(data):
    """Return the first page of a PDF as a picture of Pillow."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "paper.pdf").write_bytes(data)
        subprocess.run(
            ["pdftoppm", "-png", "-r", "90", "-l", "1", "paper.pdf", "page"],
            cwd=folder,
            check=True,
        )
        with Image.open(next(Path(folder).glob("page*.png"))) as page:
            page.load()
            return page


def express(cam):
    """An express paper stands at the top of every page until it is confirmed."""
    clerk = cam.person("vanthu.nnptnt")
    clerk.go("ban-lam-viec", ".vpdt_call")
    cam.shoot(clerk, "hoa-toc")


def board(cam):
    """How each agency stands, and one button to remind it."""
    chief = cam.person("chanhvp")
    chief.go("bang-don-vi", ".vpdt_board_agency")
    chief.page.locator(".vpdt_board_name").first.click()
    chief.page.wait_for_selector(".vpdt_board_people")
    cam.shoot(chief, "bang-don-vi")
    chief.page.locator("[data-move=remind]:enabled").first.click()
    chief.page.wait_for_selector(".modal-content")
    cam.shoot(chief, "nhac-don-vi", ".modal-content")
    cam.leave(chief)


def choices(cam):
    """How each wants to be told."""
    head = cam.person("truongphong.vhtt")
    head.go("cach-nhan-thong-bao", ".vpdt_choice")
    cam.shoot(head, "cach-nhan-thong-bao")


def holiday(cam):
    """A day off added later, and the open deadlines that it moves."""
    operator = cam.person("quantri")
    page = operator.page
    operator.go("ngay-nghi", ".o_list_view")
    page.locator(".o_list_button_add").first.click()
    page.wait_for_selector(".o_form_view .o_field_widget[name=name]")
    page.fill(".o_field_widget[name=name] input", "Nghỉ bão theo Công điện của tỉnh")
    for name in ("first_day", "last_day"):
        field = page.locator(f".o_field_widget[name={name}]")
        # A day that is filled in is a button until it is clicked
        if field.locator("button").count():
            field.locator("button").first.click()
        box = field.locator("input").first
        box.fill(tomorrow(page))
        box.press("Tab")
    page.locator("button[name=action_show_moved]").click()
    page.wait_for_selector(".modal-content")
    cam.shoot(operator, "ngay-nghi-doi-han", ".modal-content")
    page.locator(".modal-footer .btn-secondary").last.click()


def tomorrow(page, days=1):
    """Return a day from today on, as it is typed."""
    return page.evaluate(
        f"new Date(Date.now() + {days} * 864e5).toLocaleDateString('vi-VN',"
        " {day: '2-digit', month: '2-digit', year: 'numeric'})"
    )


def away(cam):
    """Somebody says that he is away; who acts for him sees it."""
    head = cam.person("truongphong.vhtt")
    page = head.page
    head.go("ban-lam-viec", "[data-bucket=all]")
    page.locator(".o_user_menu button").first.click()
    page.locator(".o-dropdown--menu [data-menu=vpdt_away]").click()
    page.wait_for_selector(".modal-content .o_field_widget[name=date_to]")
    box = page.locator(".modal .o_field_widget[name=date_to] :is(input, button)").first
    box.click()
    box = page.locator(".modal .o_field_widget[name=date_to] input").first
    box.fill(f"{tomorrow(page, 5)} 17:00")
    box.press("Enter")
    box = page.locator(".modal .o_field_widget[name=substitute_id] input").first
    box.fill("Trần Đình")
    page.locator(".o-autocomplete--dropdown-item").first.click()
    cam.shoot(head, "vang-mat", ".modal-content")
    page.locator(".modal-footer button[name=action_enter]").click()
    page.wait_for_selector(".modal", state="detached")
    deputy = cam.person("phophong.vhtt")
    deputy.go("ban-lam-viec", ".vpdt_absence_banner")
    cam.shoot(deputy, "xu-ly-thay")


def hand_over(cam):
    """Everything open goes to a successor."""
    operator = cam.person("quantri")
    page = operator.page
    operator.go("ban-giao", ".o_control_panel")
    page.locator(".o_control_panel .btn-primary").first.click()
    page.wait_for_selector(".modal .o_field_widget[name=from_user_id]")
    for name, person in (
        ("from_user_id", "Võ Hoàng Phương"),
        ("to_user_id", "Phạm Thị Thùy Dung"),
    ):
        page.locator(f".modal .o_field_widget[name={name}] input").first.fill(person)
        page.locator(".o-autocomplete--dropdown-item", has_text=person).first.click()
        # whom it may go to is known when what he has is counted
        page.wait_for_selector(".modal .o_field_widget[name=counts]")
    page.fill(".modal .o_field_widget[name=reason] input", "Quyết định 12/QĐ-UBND")
    cam.shoot(operator, "ban-giao", ".modal-content")


STORIES = (
    filters,
    seeing,
    slip,
    express,
    board,
    choices,
    holiday,
    away,
    hand_over,
)
