"""Accounts: a decision planned, confirmed and carried out; the ledger; a review."""

from .around import tomorrow

LEAVER, SUCCESSOR = "Hồ Thị Ngọc Ánh", "Nguyễn Thị Kiều"


def _choose(page, field, text):
    page.locator(f".o_field_widget[name={field}] input").first.fill(text)
    page.locator(".o-autocomplete--dropdown-item", has_text=text).first.click()


def _pick(page, field, label):
    """Choose a value of a selection, whatever widget shows it."""
    box = page.locator(f".o_field_widget[name={field}]")
    if box.locator("select").count():
        box.locator("select").first.select_option(label=label)
        return
    box.locator("input").first.click()
    page.locator(".o_select_menu_item, .o-dropdown-item", has_text=label).first.click()


def _day(page, field, days):
    box = page.locator(f".o_field_widget[name={field}]")
    if box.locator("button").count():
        box.locator("button").first.click()
    box.locator("input").first.fill(tomorrow(page, days))
    box.locator("input").first.press("Tab")


def personnel(cam):
    """A personnel officer enters a decision before its day."""
    officer = cam.person("chuyenvien.nv")
    page = officer.page
    officer.go("bien-dong-nhan-su/new", ".o_form_view")
    _choose(page, "employee_id", LEAVER)
    _pick(page, "kind", "Nghỉ dài ngày")
    _day(page, "date", 20)
    _day(page, "last_day", 200)
    page.fill(".o_field_widget[name=decision_code] input", "118/QĐ-UBND")
    page.locator(".o_field_widget[name=note] input").first.click()
    page.wait_for_selector(".o_field_widget[name=effects]")
    cam.shoot(officer, "bien-dong-nhan-su")
    page.locator(".o_form_button_save").first.click()
    page.wait_for_selector(".o_form_saved")


def accounts(cam):
    """The operator: accounts, one of them, the ledger."""
    operator = cam.person("quantri")
    page = operator.page
    operator.go("tai-khoan", ".o_data_row")
    cam.shoot(operator, "tai-khoan")
    page.locator(".o_data_row").nth(2).locator("td").nth(2).click()
    page.wait_for_selector(".o_form_view .o_field_widget[name=post_names]")
    cam.shoot(operator, "mot-tai-khoan")
    operator.go("bien-dong-nhan-su", ".o_data_row")
    page.locator(".o_data_row").first.locator("td").nth(2).click()
    page.wait_for_selector("button[name=action_confirm]")
    cam.shoot(operator, "xac-nhan-bien-dong")
    operator.go("so-tai-khoan", ".o_data_row")
    cam.shoot(operator, "so-tai-khoan")


def acting_clerk(cam):
    """The head appoints somebody to do the clerk's work for some days."""
    head = cam.person("truongphong.vhtt")
    page = head.page
    head.go("kiem-nhiem-van-thu", ".o_list_view")
    page.locator(".o_control_panel .btn-primary").first.click()
    page.wait_for_selector(".modal .o_field_widget[name=user_id]")
    page.locator(".modal .o_field_widget[name=user_id] input").first.fill("Võ Hoàng")
    page.locator(".o-autocomplete--dropdown-item").first.click()
    cam.shoot(head, "kiem-nhiem-van-thu", ".modal-content")
    page.locator(".modal-footer .btn-secondary").last.click()


def daily_use(cam):
    """The board of who used the system this morning and this afternoon."""
    head = cam.person("truongphong.vhtt")
    head.go("truy-cap-hang-ngay", ".vpdt_use_mine")
    cam.shoot(head, "truy-cap-hang-ngay")


def report(cam):
    """Somebody's password is known: two clicks. He leaves it at the first."""
    person = cam.person("phophong.vhtt")
    page = person.page
    person.go("ban-lam-viec", "[data-bucket=all]")
    page.locator(".o_user_menu button").click()
    page.locator("[data-menu=vpdt_report]").click()
    page.wait_for_selector(".vpdt_report_now")
    cam.shoot(person, "bao-lo-mat-khau", ".modal-content")
    cam.leave(person)


def incident(cam):
    """What Phòng VHTT sees of a report, and does."""
    cam.call("phophong.vhtt", "vpdt.incident", "action_report", "password", "", "")
    operator = cam.person("quantri")
    page = operator.page
    operator.go("su-co-tai-khoan", ".o_data_row")
    page.locator(".o_data_row").first.locator("td").nth(1).click()
    page.wait_for_selector(".o_form_view button[name=action_print]")
    cam.calm(operator)
    cam.shoot(operator, "su-co-tai-khoan")


def signing_in(cam):
    """The way in, for who has a slip and for who is locked out."""
    operator = cam.person("quantri")
    guest = operator.context.browser.new_context(
        viewport=operator.page.viewport_size, locale="vi-VN"
    )
    page = guest.new_page()
    page.goto(f"{cam.office.url}/vpdt/first-password")
    cam.keep_picture("phieu-mat-khau", page.screenshot())
    page.goto(f"{cam.office.url}/vpdt/incident")
    cam.keep_picture("khoa-khi-bi-lo", page.screenshot())
    guest.close()


def health(cam):
    """The operator measures the system; what is wrong stands on top."""
    operator = cam.person("quantri")
    operator.go("suc-khoe", ".o_kanban_view")
    operator.page.locator("button[name=action_check_now]").first.click()
    operator.page.wait_for_selector(".vpdt_health_red, .vpdt_health_amber")
    cam.calm(operator)
    cam.shoot(operator, "suc-khoe")


STORIES = (
    acting_clerk,
    personnel,
    accounts,
    daily_use,
    report,
    signing_in,
    incident,
    health,
)
