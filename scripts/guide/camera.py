"""The photographer of the guide: people at their screens, pictures made small."""

import io

import browser
from PIL import Image

#: Bytes a picture of the guide should not exceed.
SMALL = 60_000
#: Width of the widest picture, of a screen, and of one of a phone, in pixels.
WIDE, SCREEN, PHONE = 1024, 1366, 390
#: What a browser keeps for the person who used it.
FORGET = """async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) {
        indexedDB.deleteDatabase(name);
    }
}"""


def smaller(data, width=WIDE):
    """Return a PNG with a palette, in as many colours as keep it small.

    :param data: bytes of a PNG
    :param width: pixels it is at most wide
    :return: bytes of a PNG; of 32 colours when nothing makes it `SMALL`
    """
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    if picture.width > width:
        height = round(picture.height * width / picture.width)
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    for colours in (256, 128, 64, 32):
        file = io.BytesIO()
        few = picture.quantize(colours, Image.Quantize.FASTOCTREE, dither=0)
        few.save(file, "PNG", optimize=True)
        if file.tell() <= SMALL:
            break
    return file.getvalue()


class Camera:
    """People of one office at a computer and a phone, and what is photographed.

    `taken`: name → size in bytes.
    """

    def __init__(self, chromium, office, folder, only=()):
        """`only`: names of the pictures to keep; all of them if empty."""
        self.chromium = chromium
        self.office = office
        self.folder = folder
        self.only = only
        self.taken = {}
        self._screens = {}

    def person(self, login, phone=False):
        """Return the screen of a computer, or a phone, with this person signed in.

        One browser for all: what it has loaded once need not be loaded again. Whoever
        used it before is signed out.
        """
        if phone not in self._screens:
            self._screens[phone] = browser.Screen(
                self.chromium, self.office, login, phone
            )
        screen = self._screens[phone]
        if screen.login != login:
            if screen.page.url.startswith(self.office.url):
                screen.page.evaluate(FORGET)
                screen.page.goto("about:blank")
            screen.context.clear_cookies()
            session = self.office.person(login).cookies["session_id"]
            screen.context.add_cookies(
                [{"name": "session_id", "value": session, "url": self.office.url}]
            )
            screen.login = login
        return screen

    def shoot(self, screen, name, part=None, room=0):
        """Keep a picture of a screen, or of a part of it.

        :param part: selector of what is shown; the whole screen if None
        :param room: pixels around the part that are shown too
        """
        screen.page.mouse.move(2, 2)
        screen.page.wait_for_timeout(500)
        clip = part and self._clip(screen, part, room)
        data = screen.page.screenshot(clip=clip) if clip else screen.page.screenshot()
        is_phone = screen.page.viewport_size["width"] < SCREEN
        self._keep(name, data, PHONE if is_phone else WIDE)

    @staticmethod
    def calm(screen):
        """Close the notices at the edge; some go by themselves at any moment."""
        screen.page.evaluate(
            "document.querySelectorAll('.o_notification_close').forEach(x => x.click())"
        )

    def keep_page(self, name, picture, width):
        """Keep a page of print, given as a picture of Pillow, `width` pixels wide."""
        file = io.BytesIO()
        picture.save(file, "PNG")
        self._keep(name, file.getvalue(), width)

    def keep_picture(self, name, data, is_phone=False):
        """Keep a picture of a screen that somebody else took (bytes of a PNG)."""
        self._keep(name, data, PHONE if is_phone else WIDE)

    def _keep(self, name, data, width):
        data = smaller(data, width)
        if not self.only or name in self.only:
            (self.folder / f"{name}.png").write_bytes(data)
        self.taken[name] = len(data)
        print(f"    {name}.png {len(data) // 1000} kB", flush=True)

    @staticmethod
    def _clip(screen, part, room):
        found = screen.page.locator(part).first
        found.scroll_into_view_if_needed()
        box = found.bounding_box()
        size = screen.page.viewport_size
        left, top = max(box["x"] - room, 0), max(box["y"] - room, 0)
        right = min(box["x"] + box["width"] + room, size["width"])
        bottom = min(box["y"] + box["height"] + room, size["height"])
        return {"x": left, "y": top, "width": right - left, "height": bottom - top}

    def call(self, login, *args, **kwargs):
        """Call a method of a model as a person does whose screen is not shown."""
        return self.office.person(login).call(*args, **kwargs)

    def line(self, login, code, bucket="all"):
        """Return the line of a paper on somebody's desk (see `desk_read`)."""
        lines = self.call(login, "vpdt.handling", "desk_read", bucket)["lines"]
        found = [line for line in lines if line["code"] == code]
        if not found:
            raise LookupError(f"{code} is not on the desk of {login} ({bucket})")
        return found[0]

    def act(self, login, code, move, *args, **kwargs):
        """Make a move on a paper without showing it."""
        handling = self.line(login, code)["id"]
        return self.call(
            login, "vpdt.handling", f"action_{move}", [handling], *args, **kwargs
        )

    def usual(self, login, code):
        """Return the usual lines of a directive on a paper."""
        handling = self.line(login, code)["id"]
        options = self.call(login, "vpdt.handling", "get_transfer_options", [handling])
        return [
            {"kind": one["kind"], "id": one["id"], "purpose": one["usual"]}
            for one in options["candidates"]
            if one["usual"]
        ]

    def show(self, login, code, bucket="all", phone=False):
        """Return a person's screen with his desk and a paper on it."""
        screen = self.person(login, phone)
        screen.go("ban-lam-viec", "[data-bucket=all]")
        if bucket != "all":
            screen.page.locator(f"[data-bucket={bucket}]").first.click()
        line = screen.page.locator(".vpdt_desk_line", has_text=code).first
        line.click()
        self.page_shown(screen)
        return screen

    @staticmethod
    def gone(screen, code):
        """Wait until a paper has left the desk shown: what was done with it is done."""
        line = screen.page.locator(".vpdt_desk_line", has_text=code)
        line.wait_for(state="detached")

    def whole(self, login, document, page=None, phone=False):
        """Return somebody's screen with the whole document, on one of its pages."""
        screen = self.person(login, phone)
        screen.go(f"van-ban/{document}", ".vpdt_paper")
        self.page_shown(screen)
        if page:
            screen.page.locator(f".o_notebook .nav-link[name={page}]").click()
            screen.page.wait_for_selector(".o_notebook .tab-pane.active")
        return screen

    @staticmethod
    def page_shown(screen):
        """Wait until the picture of a page is there."""
        browser.page_shown(screen)

    @staticmethod
    def move(screen, name, scope=".vpdt_desk_act"):
        """Press the button of a move, behind “More” where it stands there."""
        page = screen.page
        button = page.locator(f"{scope} [data-move={name}]").first
        more = page.locator(f"{scope} .vpdt_more").first
        page.locator(f"{scope} [data-move]").first.wait_for()
        if not button.count():
            more.click()
            button = page.locator(f".o-dropdown--menu [data-move={name}]")
        button.click()

    @staticmethod
    def choose(chip):
        """Touch a purpose of a receiver, unless it is chosen: that would undo it."""
        if "vpdt_chip_on" not in (chip.get_attribute("class") or ""):
            chip.click()

    @staticmethod
    def confirm(screen):
        """Press the first button of a dialog and wait until it has closed."""
        screen.page.locator(".modal-footer .btn-primary").first.click()
        screen.page.wait_for_selector(".modal", state="detached")

    @staticmethod
    def leave(screen):
        """Close a dialog without doing anything."""
        screen.page.locator(".modal .btn-close").first.click()
        screen.page.wait_for_selector(".modal", state="detached")

    def leave_all(self, folder):
        """Keep a picture of each screen as it is in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for screen in self._screens.values():
            screen.page.screenshot(path=folder / f"{screen.login}.png")

    def close(self):
        """End all sessions; return what the consoles said."""
        found = []
        for screen in self._screens.values():
            found += screen.problems
            screen.problems = []
            screen.close()
        return found
