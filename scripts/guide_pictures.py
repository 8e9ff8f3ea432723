"""Pictures of the user guide, taken from a running demonstration office.

    .vpdt/venv/bin/python scripts/guide_pictures.py [http://127.0.0.1:8069]

The papers shown are the demonstration papers, the people are made up.
"""

import sys
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402

TO = ROOT / "docs" / "huong-dan" / "anh"


SHOWN = "[...document.images].some(one => one.naturalWidth > 700)"


def page_shown(screen):
    """Wait until the picture of a page is there."""
    screen.page.wait_for_function(SHOWN)


def main(url):
    browser.SCREENS = TO
    office = SimpleNamespace(url=url)
    with browser.chromium() as running:
        clerk = browser.Screen(running, office, "vanthu.vp")
        clerk.go("tiep-nhan", ".o_data_row")
        clerk.shot("tiep-nhan")
        clerk.page.locator(".o_data_row").first.locator("td").nth(3).click()
        clerk.page.wait_for_selector(".vpdt_paper")
        page_shown(clerk)
        clerk.page.locator(".o_field_widget[name=subject] textarea").click()
        clerk.shot("vao-so")
        clerk.close()
        for login, phone, picture in (
            ("chanhvp", False, "ban-lam-viec"),
            ("chutich", True, "but-phe-dien-thoai"),
            ("chutich", False, "luong-chuyen"),
        ):
            person = browser.Screen(running, office, login, phone)
            person.go("ban-lam-viec", ".vpdt_desk_line")
            if picture != "ban-lam-viec":
                bucket = "sent" if picture == "luong-chuyen" else "all"
                person.page.locator(f"[data-bucket={bucket}]").first.click()
                person.page.wait_for_timeout(800)
                person.page.locator(".vpdt_desk_line").first.click()
                person.page.wait_for_selector(".vpdt_paper")
                page_shown(person)
            if picture == "but-phe-dien-thoai":
                person.page.get_by_role("button", name="Bút phê, chuyển").first.click()
                person.page.wait_for_selector(".vpdt_receiver")
                person.page.locator(".modal textarea").first.fill(
                    "Giao phòng chủ trì tham mưu, báo cáo UBND huyện."
                )
            person.shot(picture)
            person.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8069")
