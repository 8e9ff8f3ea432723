"""From an incoming paper to both registers: drafted, reviewed, returned with a comment
on its place, mended, approved, signed on paper, numbered, issued, received (R5, R6;
NĐ 30/2020 Điều 9-18)."""

import io
import sys

import pytest
from browser import page_shown
from office import PAPERS, ROOT, Office, need_template
from playwright.sync_api import expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from specimen import registered_specimen

SUBJECT = (
    "V/v trả lời kiến nghị về việc tổ chức lễ hội truyền thống năm 2026 và rà soát, bổ "
    "sung danh mục di sản văn hóa phi vật thể trên địa bàn huyện Tuy Phước"
)
ASKED = "V/v đề nghị báo cáo công tác tổ chức lễ hội"
FONT = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"


def letter(words, pages=2):
    """Return the PDF of a letter: what a word processor would have made."""
    pdfmetrics.registerFont(TTFont("Tinos", FONT))
    out = io.BytesIO()
    sheet = Canvas(out, pagesize=A4)
    for page in range(1, pages + 1):
        sheet.setFont("Tinos", 14)
        for line, text in enumerate(
            (
                "ỦY BAN NHÂN DÂN HUYỆN TUY PHƯỚC",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Kính gửi: Sở Văn hóa và Thể thao",
                words,
                f"Trang {page}",
            )
        ):
            sheet.drawString(85, 760 - 40 * line, text)
        sheet.showPage()
    sheet.save()
    return {
        "name": "trả lời.pdf",
        "mimeType": "application/pdf",
        "buffer": out.getvalue(),
    }


@pytest.fixture(scope="module")
def office():
    need_template()
    with Office("drafts") as place:
        place.paper = place.inside(
            "answered_paper.py",
            subject=ASKED,
            pdf=str(sorted(PAPERS.glob("08-*.pdf"))[0]),
        )
        place.start()
        yield place


def choose(page, field, text):
    """Choose a record by its name in a many2one of the form."""
    box = page.locator(f".o_field_widget[name={field}] input")
    box.click()
    box.fill(text)
    page.locator(".o-autocomplete--dropdown-item", has_text=text).first.click()


def upload(page, file, note):
    """Add a version of the draft from a file."""
    page.set_input_files(".vpdt_draft_tools input[type=file]", file)
    page.fill("#vpdt_version_note", note)
    page.locator(".vpdt_version_dialog .btn-primary").click()


def state(office):
    """Return the state of the one draft of the office."""
    [[found]] = office.sql("SELECT state FROM vpdt_draft")
    return found


def tab(page, name):
    page.locator(f".o_notebook_headers .nav-link[name={name}]").click()


def test_specialist_answers_an_incoming_paper(screen, office):
    """R5: the draft begins with everything filled in that the incoming paper tells."""
    maker = screen("chuyenvien.vhtt")
    page = maker.page
    maker.go("du-thao", ".o_nocontent_help")
    maker.shot("drafts-empty")
    maker.open_from_desk(office.paper["code"])
    page.locator("button[name=action_draft_answer]").click()
    page.wait_for_selector(".vpdt_draft_form .vpdt_pages_none")
    maker.shot("drafts-new")
    answered = page.locator(".o_field_widget[name=answers_id] input")
    assert office.paper["code"] in answered.input_value()
    choose(page, "type_id", "Công văn")
    page.fill(".o_field_widget[name=subject] textarea", SUBJECT)
    choose(page, "issuer_id", "Ủy ban nhân dân huyện")
    choose(page, "signer_id", "Trần Hữu Lâm")
    expect(page.locator(".vpdt_dispatch_list .o_data_row")).to_have_count(1)
    expect(page.locator(".vpdt_dispatch_list .o_data_row")).to_contain_text(
        "Sở Văn hóa và Thể thao"
    )
    # all departments at once, to know
    page.locator("[data-receivers=many]").click()
    page.locator("[data-group=departments] .vpdt_receivers_all input").check()
    page.locator(".vpdt_receivers_how .vpdt_chip").nth(1).click()
    maker.shot("drafts-receivers")
    page.locator(".vpdt_receivers_dialog .btn-primary").click()
    page.wait_for_selector(".vpdt_receivers_dialog", state="detached")
    assert page.locator(".vpdt_dispatch_list .o_data_row").count() > 5
    maker.shot("drafts-receivers-added")
    # nothing is submitted that is not there
    page.locator("button[name=action_submit]").click()
    page.locator(".o_error_dialog, .modal-body", has_text="phiên bản").first.wait_for()
    maker.shot("drafts-incomplete")
    expect(page.locator(".vpdt_approve_dialog")).to_have_count(0)
    page.locator(".modal-footer .btn-primary").last.click()
    # what is no document is refused in words
    upload(page, {"name": "x.docx", "mimeType": "x/y", "buffer": b"MZ no document"}, "")
    page.wait_for_selector(".vpdt_version_dialog .alert-danger")
    maker.shot("drafts-refused")
    page.locator(".vpdt_version_dialog .btn-secondary").click()
    upload(
        page,
        letter("Ủy ban nhân dân huyện trả lời như sau: <img src=x onerror=alert(1)>"),
        "Bản đầu",
    )
    page_shown(maker)
    tab(page, "versions")
    expect(page.locator(".vpdt_version")).to_have_count(1)
    maker.shot("drafts-version")
    assert maker.fits()
    page.locator("button[name=action_submit]").click()
    expect(page.locator(".vpdt_next_step")).to_contain_text("Nguyễn Thị Hoài Thu")
    page.fill("#vpdt_words", "Kính trình Trưởng phòng xem xét")
    maker.shot("drafts-submit")
    page.locator(".vpdt_approve_dialog .btn-primary").click()
    page.wait_for_selector(".vpdt_approve_dialog", state="detached")
    page.wait_for_selector("button[name=action_withdraw]")
    maker.shot("drafts-submitted")
    assert state(office) == "review"
    assert office.errors() == []


def test_head_comments_on_the_page_and_returns(screen, office):
    """R5: a comment is tied to page and place; the draft goes back with it."""
    head = screen("truongphong.vhtt")
    page = head.page
    head.go("ban-lam-viec", ".vpdt_desk_line")
    line = page.locator(".vpdt_desk_line", has_text="trả lời kiến nghị").first
    line.click()
    page_shown(head)
    expect(page.locator("[data-move=approve]").first).to_be_visible()
    head.shot("drafts-desk-review")
    page.locator(".vpdt_paper_open").first.click()
    page.wait_for_selector(".vpdt_draft_form .vpdt_turn")
    page_shown(head)
    page.locator(".vpdt_pages_next").click()
    page_shown(head)
    page.wait_for_selector(".vpdt_pins", state="attached")
    picture = page.locator(".vpdt_pages_sheet img")
    picture.click(position={"x": 200, "y": 120})
    page.fill(
        ".vpdt_pin_form textarea", "Sai căn cứ: <b>Nghị định 110</b> đã được thay"
    )
    head.shot("drafts-commenting")
    page.locator(".vpdt_pin_form .btn-primary").click()
    page.wait_for_selector(".vpdt_pin_form", state="detached")
    expect(page.locator(".vpdt_pins .vpdt_pin")).to_have_count(1)
    expect(page.locator(".nav-link[name=comments]")).to_have_attribute(
        "data-count", "1"
    )
    tab(page, "comments")
    expect(page.locator(".vpdt_comment_text")).to_contain_text("<b>Nghị định 110</b>")
    head.shot("drafts-comment")
    # an open comment keeps it from being approved
    page.locator(".vpdt_turn_buttons [data-move=approve]").click()
    page.locator(".vpdt_approve_dialog .btn-primary").click()
    page.locator(".o_error_dialog").wait_for()
    page.locator(".o_error_dialog .modal-footer .btn-primary").click()
    page.locator(".vpdt_approve_dialog .btn-secondary").click()
    page.locator(".vpdt_turn_buttons [data-move=return]").click()
    page.fill("#vpdt_words", "Sửa căn cứ rồi trình lại")
    page.locator(".modal-footer .btn-primary").click()
    page.wait_for_selector(".vpdt_desk")
    assert state(office) == "making"
    assert office.errors() == []


def test_maker_settles_and_sends_again(screen, office):
    """R5: comments are settled one by one; the older version can still be looked at."""
    maker = screen("chuyenvien.vhtt")
    page = maker.page
    maker.go("du-thao", ".o_data_row")
    maker.shot("drafts-list")
    page.locator(".o_data_row .o_data_cell").nth(2).click()
    page_shown(maker)
    tab(page, "comments")
    page.locator(".vpdt_comment .vpdt_pin_listed").click()
    page_shown(maker)
    page.wait_for_selector(".vpdt_pin_bubble")
    maker.shot("drafts-settling")
    page.locator("[data-settle=accept]").click()
    expect(page.locator(".vpdt_comment_settled")).to_have_count(1)
    expect(page.locator(".nav-link[name=comments]")).not_to_have_attribute(
        "data-count", "1"
    )
    tab(page, "versions")
    with page.expect_download() as download:
        page.locator("[data-version=check_out]").click()
    assert download.value.suggested_filename.endswith(".pdf")
    page.wait_for_selector(".vpdt_draft_lock")
    maker.shot("drafts-locked")
    upload(
        page,
        letter("Ủy ban nhân dân huyện trả lời theo Nghị định mới.", 3),
        "Sửa căn cứ",
    )
    expect(page.locator(".vpdt_version")).to_have_count(2)
    page.locator(".vpdt_version[data-version='1'] [data-version=show]").click()
    page.wait_for_selector(".vpdt_draft_old")
    page_shown(maker)
    maker.shot("drafts-old-version")
    page.locator(".vpdt_draft_old .btn-link").click()
    page.locator("[data-version=changes]").first.click()
    page.wait_for_selector(".vpdt_changes_dialog .alert-warning")
    maker.shot("drafts-changes-pdf")
    page.locator(".vpdt_changes_dialog .modal-footer .btn-secondary").click()
    page.locator("button[name=action_submit]").click()
    page.locator(".vpdt_approve_dialog .btn-primary").click()
    page.wait_for_selector("button[name=action_withdraw]")
    tab(page, "transfers")
    page.wait_for_selector(".vpdt_event")
    maker.shot("drafts-transfers")
    assert state(office) == "review"
    assert office.errors() == []


def test_head_and_deputy_chief_approve(screen, office):
    """NĐ 30/2020 Điều 11: the content, then the layout, each on the version shown."""
    for login, where in (("truongphong.vhtt", "form"), ("pcvp", "desk")):
        one = screen(login)
        page = one.page
        one.go("ban-lam-viec", ".vpdt_desk_line")
        page.locator(".vpdt_desk_line", has_text="trả lời kiến nghị").first.click()
        page_shown(one)
        if where == "form":
            page.locator(".vpdt_paper_open").first.click()
            page.wait_for_selector(".vpdt_draft_form .vpdt_turn")
        page.locator("[data-move=approve]").first.click()
        page.fill("#vpdt_words", "Đồng ý")
        one.shot(f"drafts-approve-{where}")
        page.locator(".vpdt_approve_dialog .btn-primary").click()
        page.wait_for_selector(".vpdt_approve_dialog", state="detached")
        page.wait_for_selector(".vpdt_desk")
    assert state(office) == "signing"
    assert office.errors() == []


def test_chairman_signs_on_the_phone(screen, office):
    """R2, R5: what waits for a signature is read and approved with the thumb."""
    chairman = screen("chutich", phone=True)
    page = chairman.page
    chairman.go("ban-lam-viec", ".vpdt_desk_line")
    page.locator("[data-bucket=sign]").tap()
    page.wait_for_selector(".vpdt_desk_line")
    chairman.shot("drafts-phone-list")
    assert chairman.fits()
    page.locator(".vpdt_desk_line").first.tap()
    page_shown(chairman)
    chairman.shot("drafts-phone-paper")
    assert chairman.fits()
    page.locator(".vpdt_desk_back .vpdt_paper_open").tap()
    page.wait_for_selector(".vpdt_draft_form .vpdt_turn")
    page_shown(chairman)
    chairman.shot("drafts-phone-form")
    assert chairman.fits()
    page.locator(".vpdt_pages_sheet img").tap(position={"x": 120, "y": 160})
    page.wait_for_selector(".vpdt_pin_form")
    chairman.shot("drafts-phone-comment")
    assert chairman.fits()
    page.locator(".vpdt_pin_form .btn-secondary").tap()
    for name in ("versions", "comments", "approvals", "receivers", "transfers"):
        tab(page, name)
        page.wait_for_timeout(300)
        page.locator(".o_notebook").scroll_into_view_if_needed()
        chairman.shot(f"drafts-phone-{name}")
        assert chairman.fits(), name
    page.go_back()
    page.wait_for_selector(".vpdt_desk")
    page.locator(".vpdt_desk_line").first.tap()
    page.locator(".vpdt_thumb_bar [data-move=approve]").tap()
    page.wait_for_selector(".vpdt_approve_dialog")
    chairman.shot("drafts-phone-approve")
    page.locator(".vpdt_approve_dialog .btn-primary").tap()
    page.wait_for_selector(".vpdt_approve_dialog", state="detached")
    chairman.go("du-thao", ".o_kanban_record")
    chairman.shot("drafts-phone-drafts")
    assert chairman.fits()
    assert office.errors() == []


def test_clerk_prints_the_signing_copy(screen, office):
    """R5: the clerk of the issuing agency prints the copy that is signed."""
    clerk = screen("vanthu.vp")
    page = clerk.page
    clerk.go("du-thao", ".o_data_row")
    page.locator(".o_data_row .o_data_cell").nth(2).click()
    page_shown(clerk)
    expect(page.locator("button[name=action_submit]")).to_have_count(0)
    tab(page, "approvals")
    expect(page.locator("[name=approval_ids] .o_data_row")).to_have_count(3)
    clerk.shot("drafts-clerk")
    with page.context.expect_page() as opened:
        page.locator("button[name=action_print_signing_copy]").click()
    answer = page.request.get(opened.value.url)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    office.signing_copy = answer.body()
    assert office.errors() == []


def drop(page, name, data):
    """Drop a file into intake and open what was read of it."""
    page.wait_for_selector("#vpdt_not_secret")
    page.check("#vpdt_not_secret")
    file = {"name": name, "mimeType": "application/pdf", "buffer": data}
    page.locator(".vpdt_drop input[type=file]").set_input_files(file)
    page.wait_for_selector(".vpdt_drop_ready, .vpdt_drop_refused, .vpdt_drop_failed")
    page.locator(".vpdt_drop_ready button").first.click()
    page.wait_for_selector(".vpdt_paper_page img")


def scanned(pdf, pages=None):
    """Return a scan of a print as the office's scanner sends it."""
    sys.path.insert(0, str(ROOT / "addons" / "vpdt_documents"))
    try:
        from layout.scan import make_scan
    finally:
        sys.path.pop(0)
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as whole:
        if pages:
            del whole.pages[pages:]
        out = io.BytesIO()
        whole.save(out)
    return make_scan(out.getvalue(), 7)


def test_clerk_ties_numbers_and_issues(screen, office):
    """R6: the rescan finds its draft; a missing page is named; the number comes after
    the signature, and the receivers inside have the paper the same second."""
    clerk = screen("vanthu.vp")
    page = clerk.page
    clerk.go("tiep-nhan", "#vpdt_not_secret")
    drop(page, "scan-thieu-trang.pdf", scanned(office.signing_copy, 2))
    expect(page.locator(".alert-danger", has_text="trang: 3").first).to_be_visible()
    expect(page.locator("button[name=action_tie]")).to_have_count(0)
    clerk.shot("drafts-rescan-incomplete")
    # what is not complete may be thrown away; only the register wants it complete
    page.locator("button[name=action_discard]").click()
    page.locator(".modal-footer .btn-primary").click()
    page.wait_for_selector(".modal", state="detached")
    clerk.go("tiep-nhan", "#vpdt_not_secret")
    assert office.sql("SELECT count(*) FROM vpdt_intake") == [["0"]]
    drop(page, "scan.pdf", scanned(office.signing_copy))
    page.wait_for_selector(".alert-success")
    clerk.shot("drafts-rescan")
    page.locator("button[name=action_tie]").click()
    page.wait_for_selector(".vpdt_draft_form")
    page_shown(clerk)
    expect(page.locator(".o_statusbar_status .o_arrow_button_current")).to_have_text(
        "Đã ký"
    )
    clerk.shot("drafts-signed")
    registered_specimen(office, "Trần Hữu Lâm", "Chủ tịch UBND huyện")
    page.get_by_role("button", name="Cấp số và phát hành").click()
    page.wait_for_selector(".modal button[name=action_number_and_issue]")
    # R17: the signature is compared before the number is given
    specimen = page.locator(".modal .o_field_widget[name=specimen] img")
    expect(specimen).to_be_visible()
    page.wait_for_function(
        "picture => picture.complete && picture.naturalWidth > 100",
        arg=specimen.element_handle(),
    )
    # who gets it is read before it is numbered: no calendar lies over it unasked
    expect(page.locator(".modal .o_field_widget[name=receivers]")).to_be_visible()
    expect(page.locator(".o_datetime_picker")).to_have_count(0)
    clerk.shot("drafts-number")
    page.locator("button[name=action_number_and_issue]").click()
    page.wait_for_selector(".modal", state="detached")
    [[code]] = office.sql("SELECT code FROM vpdt_document WHERE state = 'issued'")
    assert state(office) == "issued"
    clerk.go("so-van-ban-di", ".o_data_row")
    expect(page.locator(".o_data_row", has_text=code)).to_have_count(1)
    clerk.shot("drafts-register-out")
    clerk.go("giao-nhan", ".o_data_row, .o_nocontent_help")
    clerk.shot("drafts-dispatch")
    assert office.errors() == []


def test_receiver_enters_it(screen, office):
    """R6: nobody types it again: the receiver's clerk enters what the issuer issued,
    and its number stands in both registers."""
    [[code]] = office.sql("SELECT code FROM vpdt_document WHERE state = 'issued'")
    receiver = screen("vanthu.tckh")
    page = receiver.page
    receiver.open_from_desk(code)
    page_shown(receiver)
    receiver.shot("drafts-received")
    receiver.move("accept")
    page.wait_for_selector("button[data-move=accept]", state="detached")
    receiver.go("so-van-ban-den", ".o_data_row")
    expect(page.locator(".o_data_row", has_text=code)).to_have_count(1)
    receiver.shot("drafts-register-in")
    kinds = office.sql(
        "SELECT r.kind, d.symbol FROM vpdt_entry e"
        " JOIN vpdt_register r ON r.id = e.register_id"
        " JOIN hr_department d ON d.id = e.agency_id"
        " JOIN vpdt_document v ON v.id = e.document_id"
        f" WHERE v.code = '{code}' AND e.state NOT IN ('waiting', 'void')"
        " ORDER BY 1, 2"
    )
    assert ["outgoing", "UBND"] in kinds and ["incoming", "TCKH"] in kinds
    assert office.errors() == []
