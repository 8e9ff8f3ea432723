"""The desk in a real browser: a leader with a phone and no time, a clerk without a
mouse (R2, R3, R32)."""

import re
import time

import pytest
from browser import page_shown
from office import PAPERS, Office, need_template
from playwright.sync_api import expect

CHAIRMAN, AGENCY = 10, 6


@pytest.fixture(scope="module")
def office():
    need_template()
    with Office("desk") as place:
        place.papers = place.inside(
            "desk_papers.py",
            chairman=CHAIRMAN,
            agency=AGENCY,
            to="agency_vhtt",
            pdf=str(sorted(PAPERS.glob("08-*.pdf"))[0]),
        )
        place.start()
        yield place


def open_leads(office, login):
    """Return the number of open handlings with the person."""
    [[count]] = office.sql(
        "SELECT count(*) FROM vpdt_handling h JOIN res_users u ON u.id = h.user_id"
        f" WHERE u.login = '{login}' AND h.state IN ('waiting', 'opened')"
    )
    return int(count)


def test_chairman_clears_ten_papers_with_one_hand(screen, office):
    """R2: on a 390-pixel phone ten papers are read and decided, each with two touches
    of the thumb; the next comes by itself; nothing is wider than the phone."""
    chairman = screen("chutich", phone=True)
    page = chairman.page
    assert open_leads(office, "chutich") == CHAIRMAN
    chairman.go("ban-lam-viec", ".vpdt_desk_line")
    assert chairman.fits()
    chairman.shot("desk-phone-list")
    expect(page.locator("[data-bucket=all] .vpdt_bucket_count")).to_have_text("10")
    # what is express stands first, and is shown as such
    expect(page.locator(".vpdt_desk_line").first.locator(".vpdt_urgent")).to_have_count(
        1
    )
    page.locator(".vpdt_desk_line").first.tap()
    code = page.locator(".vpdt_desk_back_code")
    page_shown(chairman)
    chairman.shot("desk-phone-paper")
    assert chairman.fits()
    for button in page.locator(".vpdt_thumb_bar .btn").all():
        box = button.bounding_box()
        assert box["y"] > 844 * 2 / 3, "out of reach of the thumb"
        assert box["width"] >= 44 and box["height"] >= 44, "too small for a thumb"
    started = time.monotonic()
    for number in range(CHAIRMAN):
        shown = code.inner_text()
        page.wait_for_selector(".vpdt_thumb_bar [data-move=transfer]")
        if number == 3:
            # only for his knowledge: filed
            page.locator(".vpdt_thumb_bar [data-move=finish]").tap()
            page.locator("[data-kind=filed]").tap()
            chairman.shot("desk-phone-finish")
            page.locator(".modal-footer .btn-primary").tap()
        elif number == 5:
            page.locator(".vpdt_thumb_bar .vpdt_more").tap()
            chairman.shot("desk-phone-more")
            page.locator("[data-move=return]").tap()
            page.fill("#vpdt_words", "Thiếu phụ lục, bổ sung rồi trình lại")
            page.locator(".modal-footer .btn-primary").tap()
        else:
            page.locator(".vpdt_thumb_bar [data-move=transfer]").tap()
            page.wait_for_selector(".vpdt_receiver_chosen")
            if number == 0:
                chairman.shot("desk-phone-directive")
                assert chairman.fits()
            page.locator(".vpdt_transfer_send").tap()
        if number < CHAIRMAN - 1:
            expect(code).not_to_have_text(shown)
    expect(page.locator(".vpdt_desk_list .vpdt_desk_empty")).to_be_visible()
    print(f"ten papers in {time.monotonic() - started:.1f} s of the machine")
    chairman.shot("desk-phone-empty")
    assert open_leads(office, "chutich") == 0
    expect(page.locator("[data-bucket=all] .vpdt_bucket_count")).to_have_text("0")
    assert office.errors() == []


def press_until(page, key, condition, most=80):
    """Press a key until the element with the focus meets a condition in JavaScript."""
    for _try in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"(one => {condition})(document.activeElement)"):
            return
    raise AssertionError(f"{key} does not lead to {condition}")


def test_department_works_by_keyboard_alone(screen, office):
    """R3, R32: a clerk accepts what was sent to her agency, one by one and many at
    once, her head passes it on: without touching the mouse."""
    clerk = screen("vanthu.vhtt")
    page = clerk.page
    clerk.go("ban-lam-viec", ".vpdt_desk_line")
    page_shown(clerk)
    clerk.shot("desk-clerk")
    page.keyboard.press("?")
    page.wait_for_selector(".vpdt_keys")
    clerk.shot("desk-keys")
    page.keyboard.press("Escape")
    page.wait_for_selector(".vpdt_keys", state="detached")
    page.keyboard.press("g")
    page.wait_for_selector(".vpdt_bucket kbd")
    page.keyboard.press("v")
    register = page.locator("[data-bucket=register]")
    expect(register).to_have_attribute("aria-pressed", "true")
    # those of the agency, and what the chairman has just sent there
    expect(page.locator(".vpdt_desk_line")).not_to_have_count(0)
    count = page.locator(".vpdt_desk_line").count()
    assert count >= AGENCY
    current = page.locator(".vpdt_desk_current .vpdt_desk_code")
    first = current.inner_text()
    page.keyboard.press("j")
    expect(current).not_to_have_text(first)
    assert page.evaluate("document.activeElement.matches('.vpdt_desk_line')")
    page.keyboard.press("k")
    expect(current).to_have_text(first)
    # one: into the register with one key, and the next paper comes
    page.wait_for_selector(".vpdt_desk_act [data-move=accept]")
    page.keyboard.press("t")
    expect(page.locator(".vpdt_desk_line")).to_have_count(count - 1)
    expect(current).not_to_have_text(first)
    # typing is not commanding
    page.keyboard.press("/")
    page.keyboard.type("dich sot xuat huyet")
    expect(page.locator(".vpdt_filter_clear")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".vpdt_desk_line")).to_have_count(count - 1)
    # several
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".vpdt_desk_picked")).to_have_count(2)
    clerk.shot("desk-clerk-batch")
    page.keyboard.press("t")
    expect(page.locator("[data-batch=accept]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".vpdt_results li")).to_have_count(2)
    expect(page.locator(".vpdt_desk_line")).to_have_count(count - 3)
    clerk.shot("desk-clerk-results")
    page.keyboard.press("a")
    page.keyboard.press("t")
    expect(page.locator("[data-batch=accept]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".vpdt_desk_list .vpdt_desk_empty")).to_be_visible()
    [[entered]] = office.sql(
        "SELECT count(*) FROM vpdt_entry e JOIN hr_department d ON d.id = e.agency_id"
        " WHERE d.symbol = 'VHTT'"
    )
    assert int(entered) == count

    head = screen("truongphong.vhtt")
    page = head.page
    head.go("ban-lam-viec", ".vpdt_desk_line")
    page_shown(head)
    head.shot("desk-head")
    current = page.locator(".vpdt_desk_current .vpdt_desk_code")
    first = current.inner_text()
    page.wait_for_selector(".vpdt_desk_act .vpdt_transfer")
    page.keyboard.press("d")
    page.keyboard.type("Giao đồng chí j k t f tham mưu")
    assert page.input_value("#vpdt_transfer_text") == "Giao đồng chí j k t f tham mưu"
    # another lead than the usual one
    other = ".vpdt_receiver [data-purpose=lead][aria-pressed=false]"
    press_until(page, "Tab", f"one.matches('{other}')")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(current).not_to_have_text(first)
    expect(page.locator(".vpdt_desk_line")).to_have_count(count - 1)
    # Enter opens the whole document, and back the desk is where it was
    second = current.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector(".vpdt_paper_form")
    page.keyboard.press("Alt+b")
    page.wait_for_selector(".vpdt_desk_current")
    expect(current).to_have_text(second)
    # what was sent and who has not opened it
    page.keyboard.press("g")
    page.keyboard.press("g")
    line = page.locator(".vpdt_desk_row", has_text=first).first
    expect(line).to_contain_text(re.compile("Chưa|Not opened"))
    head.shot("desk-head-sent")
    assert office.errors() == []


def test_desk_follows_without_tearing_away(screen, office):
    """What comes in slides in above; what another clerk dealt with is marked while it
    is read."""
    chief = screen("chanhvp")
    clerk = office.person("vanthu.vp")
    assert clerk.uid
    page = chief.page
    chief.go("ban-lam-viec", ".vpdt_desk_body")
    page.wait_for_selector(".vpdt_desk_line, .vpdt_desk_empty")
    before = page.locator(".vpdt_desk_line").count()
    office.inside(
        "desk_papers.py",
        chairman=0,
        agency=0,
        chief=2,
        to="agency_vhtt",
        pdf=str(sorted(PAPERS.glob("08-*.pdf"))[0]),
    )
    expect(page.locator(".vpdt_desk_line")).to_have_count(before + 2)
    page.locator(".vpdt_desk_line").last.click()
    current = page.locator(".vpdt_desk_current")
    code = current.locator(".vpdt_desk_code").inner_text()
    page_shown(chief)
    # the same person elsewhere
    person = office.person("chanhvp")
    lines = person.call("vpdt.handling", "desk_read")["lines"]
    handling = next(line["id"] for line in lines if line["code"] == code)
    person.call("vpdt.handling", "action_finish", [handling], "Đã xem")
    expect(current).to_have_class(re.compile("vpdt_desk_gone"))
    expect(current.locator(".vpdt_desk_code")).to_have_text(code)
    expect(page.locator(".vpdt_gone")).to_be_visible()
    chief.shot("desk-gone")
