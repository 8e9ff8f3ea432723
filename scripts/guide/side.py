"""The side roads: whatever may become of a paper before it is finished."""

from .straight import SCIENCE

SCHOOL, HEALTH, DIGITAL = "150/SXD-TTr", "233/SYT-NVY", "15/KH-UBND"
HEAD, SPECIALIST = "truongphong.vhtt", "chuyenvien.vhtt"


def science(cam):
    """Return the id of the paper that is followed through a department."""
    return cam.line(SPECIALIST, SCIENCE)["document_id"]


def filled(cam, screen, name, words, day=None):
    """Fill in the dialog of a move and photograph it."""
    page = screen.page
    page.wait_for_selector(".modal-content")
    if day:
        box = page.locator(".modal-content .vpdt_transfer_when input").first
        box.fill(day)
        box.press("Tab")
    page.fill("#vpdt_words", words)
    cam.shoot(screen, name, ".modal-content")


def opinion(cam):
    """The specialist asks a colleague, beside the main line."""
    specialist = cam.show(SPECIALIST, SCIENCE)
    page = specialist.page
    cam.move(specialist, "ask_opinion")
    page.wait_for_selector(".modal .vpdt_receiver")
    page.fill(
        ".modal #vpdt_transfer_text", "Đề nghị cho ý kiến về số liệu ở mục 2 báo cáo."
    )
    page.locator(".modal .vpdt_receiver [data-purpose=opinion]").first.click()
    cam.shoot(specialist, "xin-y-kien", ".modal-content")
    cam.leave(specialist)


def longer(cam):
    """More time is asked for, granted; the deadline is changed by who set it."""
    specialist = cam.show(SPECIALIST, SCIENCE)
    cam.move(specialist, "ask_extend")
    day = specialist.page.evaluate(
        "new Date(Date.now() + 21 * 864e5).toLocaleDateString('vi-VN',"
        " {day: '2-digit', month: '2-digit', year: 'numeric'})"
    )
    filled(cam, specialist, "xin-gia-han", "Chờ số liệu của các xã, thị trấn.", day)
    cam.confirm(specialist)
    head = cam.whole(HEAD, science(cam), "transfers")
    head.page.wait_for_selector(".vpdt_request")
    cam.shoot(head, "tra-loi-de-nghi", ".vpdt_request", 12)
    node = head.page.locator(".vpdt_node", has_text="Võ Hoàng Phương").first
    node.locator("[data-move=extend]").click()
    filled(cam, head, "doi-han", "Theo yêu cầu của Sở.", day)
    cam.leave(head)


def clock(cam):
    """What waits for others stands still, and runs again."""
    specialist = cam.show(SPECIALIST, SCIENCE)
    cam.move(specialist, "suspend")
    filled(cam, specialist, "tam-dung", "Chờ công văn hướng dẫn của Sở.")
    cam.confirm(specialist)
    specialist = cam.show(SPECIALIST, SCIENCE)
    specialist.page.wait_for_selector("[data-move=resume]")
    cam.shoot(specialist, "tiep-tuc", ".vpdt_desk_act")
    cam.move(specialist, "resume")
    specialist.page.wait_for_timeout(1000)


def sender(cam):
    """What the one who passed it on can still do."""
    head = cam.whole(HEAD, science(cam), "transfers")
    page = head.page
    cam.shoot(head, "luong-chuyen")
    own = page.locator(".vpdt_node", has=page.locator("[data-move=change_lead]")).first
    own.locator("[data-move=add]").click()
    page.wait_for_selector(".modal .vpdt_receiver")
    page.fill(".modal #vpdt_transfer_text", "Đ/c Dung cùng rà soát số liệu.")
    page.wait_for_timeout(1500)
    row = page.locator(".modal .vpdt_receiver", has_text="Phạm Thị Thùy Dung")
    cam.choose(row.locator("[data-purpose=support]"))
    cam.shoot(head, "them-noi-nhan", ".modal-content")
    cam.leave(head)
    own.locator("[data-move=change_lead]").click()
    page.wait_for_selector(".vpdt_lead_one")
    page.locator(".vpdt_lead_one").first.click()
    filled(cam, head, "doi-chu-tri", "Đ/c Phương đi tập huấn đến hết tháng.")
    cam.leave(head)
    node = page.locator(".vpdt_node", has_text="Võ Hoàng Phương").first
    node.locator("[data-move=ask_take_back]").click()
    filled(cam, head, "xin-lay-lai", "Giao nhầm người, đề nghị trả lại để giao lại.")
    cam.leave(head)


def again(cam):
    """What was finished is taken up again."""
    document = cam.call(
        HEAD, "vpdt.document", "search_read", [["code", "=", DIGITAL]], ["id"]
    )[0]["id"]
    head = cam.whole(HEAD, document, "transfers")
    head.page.locator(".vpdt_node [data-move=reopen]").first.click()
    filled(cam, head, "mo-lai", "Sở đề nghị bổ sung kinh phí vào Kế hoạch.")
    cam.leave(head)


def mistake(cam):
    """A registration made by mistake is cancelled; its number stays."""
    document = cam.call(
        "vanthu.vp",
        "vpdt.document",
        "search_read",
        [["code", "=", "21/GM-SGDĐT"]],
        ["id"],
    )[0]["id"]
    clerk = cam.whole("vanthu.vp", document)
    clerk.page.get_by_role("button", name="Hủy đăng ký").click()
    clerk.page.wait_for_selector(".modal .o_field_widget[name=reason]")
    clerk.page.fill(
        ".modal .o_field_widget[name=reason] :is(input, textarea)",
        "Vào sổ trùng với số 8.",
    )
    cam.shoot(clerk, "huy-dang-ky", ".modal-content")
    cam.leave(clerk)


STORIES = (opinion, longer, clock, sender, again, mistake)
