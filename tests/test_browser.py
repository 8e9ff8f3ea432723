"""The purpose of the office, by six people in a real browser (R1-R4, R32)."""

import re

import pytest
from office import PAPERS, SAMPLES, Office, need_template
from playwright.sync_api import expect

WORDS = "Giao Phòng VHTT chủ trì tham mưu, báo cáo UBND huyện."


def paper():
    """Return a real scan when the samples are there, otherwise a demonstration one."""
    real = SAMPLES / "scans" / "quangngai_ct_11_2021.pdf"
    return real if real.is_file() else demo_paper("08")


def demo_paper(number):
    """Return the demonstration paper of this number; each is registered once."""
    [found] = PAPERS.glob(f"{number}-*.pdf")
    return found


@pytest.fixture(scope="module")
def office():
    """An office of these six alone: papers planted by other tests are no pictures."""
    need_template()
    with Office("browser") as place:
        place.start()
        yield place


def fill_in(page, name, value):
    """Type into a field of the registration screen, if the reader left it empty."""
    field = page.locator(f".o_field_widget[name={name}]").first
    box = field.locator("input, textarea").first
    # A date that is filled in is a button until it is clicked; a suggestion is one too
    if field.locator("button.o_input").count():
        return
    if not box.input_value().strip():
        box.fill(value)
        box.press("Tab")


def choose(page, name, value):
    """Choose in a many2one field."""
    box = page.locator(f".o_field_widget[name={name}] input").first
    box.fill(value)
    page.locator(".o-autocomplete--dropdown-item", has_text=value).first.click()


def copy_to(page, agencies):
    """Tick that the paper is copied to these agencies."""
    page.locator(".o_field_widget[name=copy_out] input").check()
    receivers = page.locator(".o_field_widget[name=copy_agency_ids] input")
    for agency in agencies:
        receivers.fill(agency)
        page.locator(".o-autocomplete--dropdown-item", has_text=agency).first.click()
    expect(page.locator(".o_field_widget[name=copy_agency_ids] .o_tag")).to_have_count(
        len(agencies)
    )


def bring_in(clerk, file):
    """The clerk states that it is no secret and drops a paper; it is read."""
    page = clerk.page
    clerk.go("tiep-nhan", "#vpdt_not_secret")
    # R9: nothing is taken in before the statement
    page.click(".vpdt_drop_choose")
    page.wait_for_selector("#vpdt_not_secret_missing")
    clerk.shot("01-clerk-statement-first")
    page.check("#vpdt_not_secret")
    page.locator(".vpdt_drop input[type=file]").set_input_files(file)
    page.wait_for_selector(".vpdt_drop_ready, .vpdt_drop_refused, .vpdt_drop_failed")
    assert page.locator(".vpdt_drop_ready").count() == 1, page.locator(
        ".vpdt_drop_files"
    ).inner_text()
    clerk.shot("02-clerk-read")


def register(clerk, file=None, copies=()):
    """The clerk states, drops, looks and registers; return the number line.

    :param file: the paper; `paper()` when None
    :param copies: names of agencies that get a copy in the same act
    """
    page = clerk.page
    bring_in(clerk, file or paper())
    page.locator(".vpdt_drop_ready button").first.click()
    page.wait_for_selector(".vpdt_paper_page img")
    page.wait_for_function(
        "[...document.querySelectorAll('.vpdt_paper_page img')]"
        ".some(image => image.complete && image.naturalWidth > 300)"
    )
    fill_in(page, "number", "11")
    fill_in(page, "symbol", "CT-UBND")
    fill_in(page, "issued_date", "11/05/2021")
    fill_in(page, "issuer", "Ủy ban nhân dân tỉnh Quảng Ngãi")
    fill_in(page, "subject", "Tăng cường chỉ đạo Kỳ thi tốt nghiệp năm 2021")
    if not page.locator(".o_field_widget[name=type_id] input").input_value():
        choose(page, "type_id", "Chỉ thị")
    choose(page, "field_id", "Văn hóa - xã hội")
    clerk.shot("03-clerk-form")
    looked = page.locator(".o_field_widget[name=secrecy_looked] input")
    if looked.is_visible():
        looked.check()
    if copies:
        copy_to(page, copies)
        clerk.shot("03-clerk-copies")
        assert clerk.fits()
    number = page.locator(".o_field_widget[name=number] input").first.input_value()
    symbol = page.locator(".o_field_widget[name=symbol] input").first.input_value()
    page.click("button[name=action_register]")
    page.wait_for_selector(".o_notification")
    note = page.locator(".o_notification").first.inner_text()
    assert re.search(r"\d", note), note
    expect(page.locator(".o_content")).not_to_contain_text("<p")
    clerk.shot("04-clerk-registered")
    return f"{number}/{symbol}"


def test_from_the_scan_to_the_result(screen, office):
    """QĐ 553 Điều 3: the clerk registers a scan, the chief of office proposes, the
    chairman writes his directive on a 390-pixel phone, the department's clerk accepts
    it into her register, its head hands it to a specialist, who finishes it; nobody's
    browser reports an error."""
    clerk = screen("vanthu.vp")
    code = register(clerk)

    chief = screen("chanhvp")
    chief.open_from_desk(code)
    chief.shot("05-chief-paper")
    chief.move("transfer")
    chief.page.wait_for_selector(".vpdt_receiver_chosen")
    assert list(chief.chosen().values()) == ["lead"]
    chief.page.fill("#vpdt_transfer_text", "Kính trình Chủ tịch cho ý kiến")
    chief.shot("06-chief-proposes")
    chief.send()

    chairman = screen("chutich", phone=True)
    chairman.go("ban-lam-viec", ".vpdt_desk_line")
    chairman.shot("07-chairman-desk-phone")
    assert chairman.fits(), "the desk is wider than the phone"
    chairman.open_from_desk(code)
    chairman.shot("08-chairman-paper-phone")
    assert chairman.fits(), "the paper's form is wider than the phone"
    chairman.move("transfer")
    chairman.page.wait_for_selector(".vpdt_receiver_chosen")
    # R2: the usual people of the field are chosen already, one of them in the lead
    usual = list(chairman.chosen().values())
    assert usual.count("lead") == 1
    assert {"direct", "monitor"} <= set(usual)
    chairman.page.fill("#vpdt_transfer_text", WORDS)
    chairman.shot("09-chairman-directive-phone")
    assert chairman.fits(), "the directive's dialog is wider than the phone"
    send = chairman.page.locator(".vpdt_transfer_send").bounding_box()
    assert send["y"] + send["height"] <= 844, "the button is below the phone's edge"
    assert send["height"] >= 36, "too small for a thumb"
    chairman.send()
    [[document]] = office.sql(
        f"SELECT max(id) FROM vpdt_document WHERE code = '{code}'"
    )
    document = int(document)

    for login in ("pct.vx", "vanthu.vhtt"):
        watcher = office.person(login)
        lines = watcher.call("vpdt.handling", "desk_read")["lines"]
        assert [line for line in lines if line["document_id"] == document], login

    accepting = screen("vanthu.vhtt")
    accepting.open_from_desk(code)
    expect(accepting.page.locator(".vpdt_words").first).to_have_text(WORDS)
    accepting.shot("10-department-clerk")
    accepting.move("accept")
    accepting.page.wait_for_selector("button[data-move=accept]", state="detached")
    accepting.shot("11-department-clerk-accepted")

    head = screen("truongphong.vhtt")
    head.open_from_desk(code)
    head.move("transfer")
    head.page.wait_for_selector(".vpdt_receiver")
    row = head.page.locator(".vpdt_receiver", has_text="Võ Hoàng Phương")
    row.locator("[data-purpose=lead]").click()
    head.page.fill("#vpdt_transfer_text", "Đồng chí Phương tham mưu")
    head.shot("12-head-hands-on")
    head.send()

    specialist = screen("chuyenvien.vhtt")
    specialist.open_from_desk(code)
    specialist.shot("13-specialist-paper")
    specialist.move("finish")
    specialist.page.fill("#vpdt_words", "Đã tham mưu Công văn triển khai")
    specialist.shot("14-specialist-finishes")
    specialist.page.locator(".modal-footer .btn-primary").click()
    specialist.page.wait_for_selector("#vpdt_words", state="detached")
    specialist.page.wait_for_timeout(500)
    specialist.shot("15-specialist-done")

    state = office.sql(f"SELECT state FROM vpdt_document WHERE id = {document}")
    assert state == [["done"]]
    entries = office.sql(
        "SELECT d.symbol, e.state FROM vpdt_entry e"
        " JOIN hr_department d ON d.id = e.agency_id"
        f" WHERE e.document_id = {document} ORDER BY d.symbol"
    )
    assert ["UBND", "done"] in entries
    assert ["VHTT", "done"] in entries

    # the tree, as the chairman sees it afterwards
    chairman.go(f"van-ban/{document}", ".o_form_view")
    transfers = chairman.page.locator(".o_notebook .nav-link[name=transfers]")
    transfers.click()
    chairman.page.wait_for_selector(".o_notebook .tab-pane.active")
    chairman.shot("16-chairman-tree-phone")
    assert chairman.fits(), "the tree is wider than the phone"


def test_registered_and_copied_to_departments(screen, office):
    """R8: ticked on the registration screen, two departments have the copy (sao y) in
    their boxes with the registration, and the screen says its number."""
    clerk = screen("vanthu.vp")
    register(clerk, demo_paper("10"), ("Phòng Nội vụ", "Phòng Tài chính - Kế hoạch"))
    note = clerk.page.locator(".o_notification").first
    expect(note).to_contain_text(re.compile(r"01/SY-UBND"))
    assert office.sql(
        "SELECT d.symbol, count(l.id) FROM vpdt_document d"
        " JOIN vpdt_dispatch l ON l.document_id = d.id AND l.state = 'sent'"
        " WHERE d.copy_of_id IS NOT NULL GROUP BY d.id"
    ) == [["SY-UBND", "2"]]
    department = screen("vanthu.tckh")
    department.go("ban-lam-viec", ".vpdt_desk_line")
    expect(department.page.locator(".vpdt_desk_line").first).to_contain_text("SY-UBND")


def test_the_first_gap_opens_no_calendar_unasked(screen, office):
    """The cursor goes to the date that is missing; its calendar, which would lie over
    the fields beside it, opens for a click; what is typed is taken as ever."""
    clerk = screen("vanthu.vp")
    page = clerk.page
    bring_in(clerk, demo_paper("12"))
    [[waiting]] = office.sql(
        "UPDATE vpdt_intake SET issued_date = NULL,"
        " number = '1', symbol = 'CV', issuer = 'Sở Y tế', subject = 'Về việc lịch'"
        " WHERE id = (SELECT max(id) FROM vpdt_intake) RETURNING id"
    )
    clerk.go(f"tiep-nhan/{waiting}", ".vpdt_paper_facts")
    date = page.locator(".o_field_widget[name=issued_date] input")
    expect(date).to_be_focused()
    page.wait_for_timeout(500)
    expect(page.locator(".o_datetime_picker")).to_have_count(0)
    clerk.shot("22-clerk-first-gap")
    date.click()
    expect(page.locator(".o_datetime_picker")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".o_datetime_picker")).to_have_count(0)
    clerk.go(f"tiep-nhan/{waiting}", ".vpdt_paper_facts")
    expect(date).to_be_focused()
    page.keyboard.type("03/02/2026")
    page.keyboard.press("Tab")
    shown = page.locator(".o_field_widget[name=issued_date]")
    expect(shown).to_contain_text("03/02/2026")
    page.locator("button[name=action_discard]").click()
    page.locator(".modal-footer .btn-primary").click()
    page.wait_for_selector(".modal", state="detached")


def test_refusals_are_told_in_vietnamese(screen, office, tmp_path):
    """R1, R9: what is no paper is refused on the screen with what to do, and the
    office goes on working."""
    clerk = screen("vanthu.vp")
    page = clerk.page
    fake = tmp_path / "hoa-don.pdf"
    fake.write_bytes(b"MZ\x90\x00 this is a program")
    empty = tmp_path / "trong.pdf"
    empty.write_bytes(b"")
    clerk.go("tiep-nhan", "#vpdt_not_secret")
    page.check("#vpdt_not_secret")
    page.locator(".vpdt_drop input[type=file]").set_input_files([fake, empty])
    expect(page.locator(".vpdt_drop_refused")).to_have_count(2)
    for message in page.locator(".vpdt_drop_message").all_inner_texts():
        assert re.search(r"[ạảấầếềốộứự]", message), message
    clerk.shot("20-clerk-refused")
    assert office.sql("SELECT count(*) FROM vpdt_refusal")[0][0] >= "2"


def test_search_box_finds_without_marks(screen, office):
    """Design 5.6: one box, typed without marks."""
    rows = office.sql("SELECT count(*) FROM vpdt_document")
    if rows == [["0"]]:
        register(screen("vanthu.vp"))
    clerk = screen("vanthu.vp")
    page = clerk.page
    clerk.go("van-ban", ".o_searchview_input")
    page.fill(".o_searchview_input", "tang cuong chi dao")
    page.press(".o_searchview_input", "Enter")
    page.wait_for_selector(".o_data_row, .o_kanban_record")
    clerk.shot("21-clerk-search")
