"""Support and security: asking for help, serving, training; findings and checklists."""

from .around import first_page


def _open_first(screen, path, wait, row=0):
    """Open a line of a list; return its page."""
    screen.go(path, ".o_data_row")
    screen.page.locator(".o_data_row").nth(row).locator("td.o_data_cell").nth(1).click()
    screen.page.wait_for_selector(wait)
    return screen.page


def _run_job(cam, name):
    """Let a scheduled job run now, as the administrator does."""
    _model, job = cam.call(
        "quantri", "ir.model.data", "check_object_reference", *name.split(".")
    )
    cam.call("quantri", "ir.cron", "method_direct_trigger", [job])


def ask(cam):
    """The question mark: the guide of the screen, a known problem, a request."""
    person = cam.person("truongphong.vhtt")
    page = person.page
    person.go("ban-lam-viec", "[data-bucket=all]")
    page.locator(".vpdt_help_button").click()
    page.wait_for_selector(".vpdt_help_article")
    page.fill(
        "#vpdt_help_matter", "Lọc văn bản quá hạn theo từng chuyên viên như thế nào?"
    )
    cam.shoot(person, "hoi-ho-tro", ".modal-content")
    cam.leave(person)


def mine(cam):
    """What became of a request, on the phone of who asked."""
    person = cam.person("truongphong.tckh", phone=True)
    page = person.page
    person.go("ho-tro-cua-toi", ".o_kanban_record:not(.o_kanban_ghost)")
    page.locator(".o_kanban_record:not(.o_kanban_ghost)").first.click()
    page.wait_for_selector(".o_form_view .vpdt_steps")
    cam.shoot(person, "ho-tro-dien-thoai")


def serve(cam):
    """The operator: all requests, one of them, what many people have."""
    operator = cam.person("quantri")
    operator.go("ho-tro", ".o_data_row")
    cam.calm(operator)
    cam.shoot(operator, "yeu-cau-ho-tro")
    page = operator.page
    page.locator(".o_data_row", has_text="Đổi điện thoại").locator(
        "td.o_data_cell"
    ).nth(1).click()
    page.wait_for_selector(".o_form_view .vpdt_steps")
    cam.calm(operator)
    cam.shoot(operator, "mot-yeu-cau")
    _open_first(operator, "su-co-da-biet", ".o_form_view")
    cam.calm(operator)
    cam.shoot(operator, "su-co-da-biet")


def training(cam):
    """A session that was held, and what somebody gets for it."""
    operator = cam.person("quantri")
    page = operator.page
    operator.go("tap-huan", ".o_data_row")
    page.locator(".o_data_row", has_text="Vào sổ").locator("td.o_data_cell").nth(
        1
    ).click()
    page.wait_for_selector(".o_form_view button[name=action_print]")
    cam.calm(operator)
    cam.shoot(operator, "buoi-tap-huan")
    [seat] = cam.call(
        "vanthu.vhtt",
        "vpdt.training.seat",
        "search",
        [("attended", "=", True), ("user_id.login", "=", "vanthu.vhtt")],
    )
    clerk = cam.office.person("vanthu.vhtt")
    data = clerk.get(f"{cam.office.url}/vpdt/training/seat/{seat}.pdf").content
    cam.keep_page("giay-xac-nhan-tap-huan", first_page(data), 744)


def findings(cam):
    """What the nightly check finds, and the buttons beside it."""
    _run_job(cam, "vpdt_accounts.ir_cron_vpdt_account_check")
    operator = cam.person("quantri")
    _open_first(operator, "phat-hien-tai-khoan", "button[name=action_remind]")
    cam.calm(operator)
    cam.shoot(operator, "phat-hien-an-toan")


def checklists(cam):
    """The checklist of an agency, and how far all of them are."""
    _run_job(cam, "vpdt_accounts.ir_cron_vpdt_security_check")
    operator = cam.person("quantri")
    page = operator.page
    operator.go("phieu-kiem-tra-an-toan", ".o_data_row")
    page.locator(".o_data_row", has_text="Phòng Văn hóa và Thông tin").first.locator(
        "td.o_data_cell"
    ).nth(1).click()
    page.wait_for_selector(".o_form_view .o_field_widget[name=question_ids]")
    cam.calm(operator)
    cam.shoot(operator, "phieu-kiem-tra-an-toan")
    operator.go("tien-do-kiem-tra-an-toan", ".o_content")
    page.wait_for_selector(".o_content :is(.o_data_row, .o_kanban_record, .o_pivot)")
    cam.calm(operator)
    cam.shoot(operator, "tien-do-kiem-tra-an-toan")


STORIES = (ask, mine, serve, training, findings, checklists)
