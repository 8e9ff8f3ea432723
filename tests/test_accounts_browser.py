"""R17, R33: hired, signed in with a second factor, moved, work handed over, gone; by
the HR officer, Phòng VHTT and the person. R25: a stolen account is stopped while the
thief works with it."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from browser import Screen
from office import PAPERS, Office, need_template
from playwright.sync_api import expect
from postman import Postman

NAME, LOGIN, ADDRESS = "Đặng Thị Mộng Thu", "thudtm", "thudtm@tuyphuoc.test"
PASSWORD = "Hoa-sen-nở-1975"
ASKED = "V/v đề nghị báo cáo công tác chuẩn bị lễ hội"
ICON = "/static/description/icon.png"
#: Where she begins, where she goes, who takes over.
FIRST_POST, SECOND_POST = "Chuyên viên Phòng Văn hóa", "Chuyên viên Phòng Nội vụ"
SUCCESSOR = "Võ Hoàng Phương"


@pytest.fixture(scope="module")
def post():
    with Postman() as postman:
        yield postman


@pytest.fixture(scope="module")
def office(post):
    """An office of its own: people come and go here."""
    need_template()
    with Office("accounts") as place:
        place.inside("mail_server.py", port=post.port)
        place.start()
        yield place


def choose(page, field, text):
    """Choose a record by its name in a many2one of the form."""
    box = page.locator(f".o_field_widget[name={field}] input")
    box.click()
    box.fill(text)
    page.locator(".o-autocomplete--dropdown-item", has_text=text).first.click()


def pick(page, field, label):
    """Choose a value of a selection, whatever widget shows it."""
    box = page.locator(f".o_field_widget[name={field}]")
    if box.locator("select").count():
        box.locator("select").first.select_option(label=label)
        return
    box.locator("input").first.click()
    page.locator(".o_select_menu_item", has_text=label).first.click()


def code_of(secret, at=None):
    """Return the six digits an authenticator app shows (RFC 6238)."""
    step = int((at or time.time()) // 30)
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1
    ).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def plan(screen, kind, post="", decision="", successor=""):
    """Enter a personnel change that takes effect today."""
    page = screen.page
    screen.go("bien-dong-nhan-su/new", ".o_form_view")
    choose(page, "employee_id", NAME)
    pick(page, "kind", kind)
    if post:
        choose(page, "job_id", post)
    if successor:
        choose(page, "successor_id", successor)
    page.fill(".o_field_widget[name=decision_code] input", decision)
    page.locator(".o_field_widget[name=note] input").first.click()
    expect(page.locator(".o_field_widget[name=effects]")).to_contain_text("•")
    screen.shot(f"accounts-plan-{decision.split('/')[0]}")
    page.locator(".o_form_button_save").first.click()
    page.wait_for_selector(".o_form_saved")


def confirm(screen, decision):
    """Phòng VHTT confirms a change; return what its form then shows as its state."""
    page = screen.page
    screen.go("bien-dong-nhan-su", ".o_data_row")
    page.locator(".o_data_row", has_text=decision).locator("td").nth(2).click()
    page.locator("button[name=action_confirm]").click()
    now = page.locator(".o_statusbar_status .o_arrow_button_current")
    expect(now).not_to_have_text("Dự kiến")
    return now.inner_text()


class Visitor:
    """Somebody at a browser who has not signed in."""

    def __init__(self, browser, office):
        self.page = browser.new_context(locale="vi-VN").new_page()
        self.office = office

    def choose_password(self, link):
        """Open a one-time link and choose the password."""
        self.page.goto(link)
        self.page.fill("#password", PASSWORD)
        self.page.fill("#again", PASSWORD)
        self.page.click("button[type=submit]")
        return self.page.locator("main")

    def sign_in(self, password=PASSWORD):
        """Type name and password; what comes next is the caller's."""
        self.page.goto(f"{self.office.url}/web/login")
        self.page.fill("input[name=login]", LOGIN)
        self.page.fill("input[name=password]", password)
        self.page.click("form.oe_login_form button[type=submit]")

    def give_code(self, code):
        """Answer the question for the second factor."""
        self.page.fill("#totp_token", code)
        self.page.locator("form:has(#totp_token) button[type=submit]").click()
        self.page.wait_for_selector(".o_main_navbar")

    def menus(self):
        """Return the names of what the person works in."""
        self.page.goto(f"{self.office.url}/odoo/ban-lam-viec")
        self.page.wait_for_selector(".o_main_navbar")
        return self.page.locator(".o_main_navbar").inner_text()


def set_up_app(visitor):
    """Set up an authenticator app in one's preferences; return its secret."""
    page = visitor.page
    page.locator(".o_user_menu button").click()
    page.locator("[data-menu=preferences], [data-menu=settings]").first.click()
    page.locator(
        ".o_notebook .nav-link", has_text=re.compile("Bảo mật|An ninh")
    ).click()
    page.locator("button[name=action_totp_enable_wizard]").click()
    page.locator(".modal .o_field_widget[name=password] input").fill(PASSWORD)
    page.locator(".modal button[name=run_check]").click()
    secret = page.locator(".modal .o_field_widget[name=secret]").last
    key = re.sub(r"\s", "", secret.text_content())
    key = re.match("[A-Z2-7]+", key)[0]
    page.locator(".modal .o_field_widget[name=code] input").fill(code_of(key))
    page.locator(".modal button[name=enable]").click()
    page.wait_for_selector(".modal", state="detached")
    return key


def test_from_the_first_day_to_the_last(browser, office, post):
    officer = Screen(browser, office, "chuyenvien.nv")
    operator = Screen(browser, office, "quantri")
    person = Visitor(browser, office)
    policy = office.person("quantri").call(
        "vpdt.signin.policy",
        "create",
        {"role": "specialist", "second_factor": "required"},
    )

    # hired: the HR officer enters the person and the decision
    officer.go("employees/new", ".o_form_view")
    officer.page.locator(".o_field_widget[name=name] :is(input, textarea)").first.fill(
        NAME
    )
    officer.page.fill(".o_field_widget[name=work_email] input", ADDRESS)
    officer.page.locator(".o_form_button_save").first.click()
    officer.page.wait_for_selector(".o_form_saved")
    plan(officer, "Nhận việc", FIRST_POST, "21/QĐ-UBND")
    assert confirm(operator, "21/QĐ-UBND") == "Đã thực hiện"
    operator.shot("accounts-hired")

    # the first password: by a link that works once
    operator.go("tai-khoan", ".o_data_row")
    operator.page.locator(".o_data_row", has_text=LOGIN).locator("td").nth(2).click()
    operator.page.locator("button[name=action_issue_link]").click()
    operator.page.locator(".modal .btn-primary").click()
    link = post.find(ADDRESS, r'href=["\'](\S+/vpdt/first-password\?token=[^"\']+)')
    expect(person.choose_password(link)).to_contain_text("Đã đặt mật khẩu")
    again = Visitor(browser, office)
    again.page.goto(link)
    expect(again.page.locator("main")).to_contain_text("đã dùng hoặc đã hết hạn")

    # the first time in: a code by e-mail, then an app of her own
    person.sign_in()
    person.page.wait_for_selector("#totp_token")
    person.page.screenshot(path="build/screens/accounts-code.png")
    person.give_code(post.find(ADDRESS, r">\s*(\d{6})\s*<"))
    secret = set_up_app(person)
    person.page.context.clear_cookies()
    person.sign_in()
    # the app's code of the set-up is used up: the next one
    person.page.wait_for_selector("#totp_token")
    person.give_code(code_of(secret, time.time() + 30))
    assert "Bàn làm việc" in person.menus()

    # from here on the policy only recommends it: others have not set one up
    office.person("quantri").call(
        "vpdt.signin.policy", "write", [policy], {"second_factor": "recommended"}
    )

    # a paper lies with her when she is moved
    paper = office.inside(
        "answered_paper.py",
        subject=ASKED,
        pdf=str(sorted(PAPERS.glob("08-*.pdf"))[0]),
        login=LOGIN,
    )
    person.page.reload()
    expect(person.page.locator(".vpdt_desk_line", has_text=ASKED)).to_be_visible()
    plan(officer, "Điều động, chuyển vị trí", SECOND_POST, "22/QĐ-UBND")
    assert confirm(operator, "22/QĐ-UBND") == "Chưa xong"
    expect(operator.page.locator(".alert-danger")).to_contain_text("Hãy chỉ định người")
    operator.shot("accounts-stuck")
    choose(operator.page, "successor_id", SUCCESSOR)
    operator.page.locator("button[name=action_confirm]").click()
    now = operator.page.locator(".o_statusbar_status .o_arrow_button_current")
    expect(now).to_have_text("Đã thực hiện")
    operator.shot("accounts-moved")

    # both sides confirm the minutes; the paper is the successor's now
    person.menus()
    expect(person.page.locator(".vpdt_desk_line", has_text=ASKED)).to_have_count(0)
    successor = Screen(browser, office, "chuyenvien.vhtt")
    successor.go("ban-lam-viec", ".vpdt_desk_line")
    expect(successor.page.locator(".vpdt_desk_line", has_text=ASKED)).to_be_visible()
    for side in (successor.page, person.page):
        side.goto(f"{office.url}/odoo/ban-giao")
        side.locator(".o_data_row", has_text=NAME).locator("td").nth(1).click()
        side.locator("button[name=action_confirm]").click()
        expect(side.locator("button[name=action_confirm]")).to_have_count(0)
    successor.shot("accounts-minutes")

    # gone: nothing is open with her, the account is closed, her history stays
    plan(officer, "Thôi việc", decision="23/QĐ-UBND")
    assert confirm(operator, "23/QĐ-UBND") == "Đã thực hiện"
    person.page.reload()
    person.sign_in()
    expect(person.page.locator(".alert-danger")).to_be_visible()
    operator.go("so-tai-khoan", ".o_data_row")
    rows = operator.page.locator(".o_data_row", has_text=LOGIN)
    assert rows.count() >= 3
    operator.shot("accounts-ledger")
    assert office.sql(
        "SELECT u.active FROM res_users u WHERE login = '%s'" % LOGIN
    ) == [["f"]]
    assert office.sql(
        "SELECT count(*) FROM vpdt_handling h JOIN res_users u ON u.id = h.user_id"
        f" WHERE document_id = {paper['document']} AND u.login = '{LOGIN}'"
        " AND h.state IN ('waiting', 'opened')"
    ) == [["0"]]
    # Odoo's form of employees shows icons of addons that are not there
    officer.problems = [one for one in officer.problems if ICON not in one]
    for screen in (officer, operator, successor):
        screen.close()


def test_a_stolen_account_is_stopped_while_the_thief_works(browser, office):
    """R25: two clicks of the owner; the other browser is out at its next step."""
    login = "truongphong.vhtt"
    owner, thief = (Screen(browser, office, login) for _one in range(2))
    thief.go("ban-lam-viec", ".vpdt_desk")
    owner.page.locator(".o_user_menu button").click()
    owner.page.locator("[data-menu=vpdt_report]").click()
    owner.shot("accounts-report")
    owner.page.locator(".vpdt_report_now").click()
    owner.page.wait_for_url("**/vpdt/incident/done")
    owner.shot("accounts-reported")
    # the page is still there, but answers nothing any more
    thief.page.locator("[data-bucket=sent]").first.click()
    expect(thief.page.locator(".modal")).to_contain_text("Phiên")
    thief.shot("accounts-thief-out")
    thief.page.goto(f"{office.url}/odoo/ban-lam-viec")
    thief.page.wait_for_selector("input[name=password]")
    thief.page.fill("input[name=login]", login)
    thief.page.fill("input[name=password]", "truongphong-vhtt-553")
    thief.page.click("form.oe_login_form button[type=submit]")
    expect(thief.page.locator(".alert-danger")).to_be_visible()
    thief.shot("accounts-thief")
    operator = Screen(browser, office, "quantri")
    operator.go("su-co-tai-khoan", ".o_data_row")
    operator.shot("accounts-incident")
    operator.close()
    for screen in (owner, thief):
        screen.problems.clear()
        screen.close()
