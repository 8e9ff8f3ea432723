"""Somebody at a screen: Chromium driven for the tests of the whole product."""

from contextlib import contextmanager

from office import BUILD
from playwright.sync_api import expect, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# Owl tells an error without what caused it
CAUSES = """
const tell = console.error.bind(console);
console.error = (...words) =>
    tell(...words.map((one) => one?.cause?.stack ? `${one}: ${one.cause.stack}` : one));
"""
SCREENS = BUILD / "screens"
# Milliseconds; generous, for machines that do other things as well.
PATIENCE = 60_000


PAGE_SHOWN = (
    "[...document.querySelectorAll('.vpdt_pages_sheet img')]"
    ".some(image => image.complete && image.naturalWidth > 300)"
)


def page_shown(screen):
    """Wait until the picture of a page of paper is on the screen."""
    screen.page.wait_for_function(PAGE_SHOWN)


@contextmanager
def chromium():
    """Give a browser; every screen of it is a context of its own."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS
        )
        try:
            yield browser
        finally:
            browser.close()


class Screen:
    """One person signed in on one device. `problems` collects what the browser's
    console says in anger: errors, warnings of ours, failed requests."""

    def __init__(self, browser, office, login, phone=False):
        self.login = login
        self.context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            is_mobile=phone,
            has_touch=phone,
            device_scale_factor=2 if phone else 1,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(CAUSES)
        self.page = self.context.new_page()
        self.problems = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"error {error}"))
        self.page.on("response", self._on_response)
        self.url = office.url
        self.page.goto(f"{office.url}/web/login")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", login.replace(".", "-") + "-553")
        self.page.click("form.oe_login_form button[type=submit]")
        self.page.wait_for_selector(".o_main_navbar")

    def _on_console(self, message):
        if message.type == "error":
            self.problems.append(f"console {message.text} {message.location}")

    def _on_response(self, response):
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.url}")

    def go(self, path, wait):
        """Open a page of the office and wait for something on it."""
        self.page.goto(f"{self.url}/odoo/{path}")
        self.page.wait_for_selector(wait)

    def shot(self, name):
        """Keep a picture of the screen in build/screens."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=SCREENS / f"{name}.png")

    def open_from_desk(self, text):
        """Open the whole document whose line on the desk holds `text`."""
        self.go("ban-lam-viec", ".vpdt_desk_line")
        line = self.page.locator(".vpdt_desk_line", has_text=text).first
        line.click()
        self.page.locator(".vpdt_paper_open").first.click()
        self.page.wait_for_selector(".vpdt_turn")

    def move(self, name):
        """Press the button of a move on the paper's form."""
        self.page.locator(f".vpdt_turn_buttons button[data-move={name}]").first.click()

    def send(self):
        """Send the directive and wait until its dialog has closed."""
        self.page.locator(".vpdt_transfer_send").click()
        self.page.wait_for_selector(".vpdt_transfer", state="detached")

    def chosen(self):
        """Return what the directive's dialog has chosen: receiver → purpose."""
        found = {}
        for row in self.page.locator(".vpdt_receiver_chosen").all():
            name = row.locator("strong").first.inner_text()
            on = row.locator(".vpdt_chip_on").get_attribute("data-purpose")
            found[name] = on
        return found

    def fits(self):
        """Tell whether nothing on the page reaches beyond its right edge."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth <= window.innerWidth + 1"
        )

    def close(self):
        """End the session; fail with what the console said."""
        problems, self.problems = self.problems, []
        self.context.close()
        assert not problems, f"{self.login}: {problems}"
