"""How long the desk's keys take: the chairman, 45 papers, a real browser.

    python bench/desk_keys.py [PAPERS]      as bench/notes.md says

Prints for `j` and `k`, with a glance at each paper and as fast as they are drawn:
milliseconds from the key to the summary and to the picture of the page on the screen,
what the browser computed for it, what it asked the server for, and an empty RPC; then
how long twenty papers take, with one directive for all and one by one. The office is
thrown away at the end.
"""

import os
import statistics
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

import browser  # noqa: E402
from office import PAPERS, Office  # noqa: E402

WATCH = """
window.bench = { press: 0, summary: 0, drawn: 0 };
addEventListener("keydown", () => {
    const code = () => document.querySelector(".vpdt_desk_summary h2")?.textContent;
    const before = code();
    const from = performance.now();
    Object.assign(bench, { press: from, summary: 0, drawn: 0 });
    const look = () => {
        const now = code();
        if (!bench.summary && now && now !== before) {
            bench.summary = performance.now() - from;
        }
        const page = document.querySelector(".vpdt_pages_sheet img");
        if (bench.summary && page?.complete && page.naturalWidth > 300) {
            bench.drawn = performance.now() - from;
        } else if (performance.now() - from < 20000) {
            requestAnimationFrame(look);
        }
    };
    requestAnimationFrame(look);
}, true);
"""
EMPTY = """async (user) => {
    const begin = performance.now();
    await fetch("/web/dataset/call_kw/res.users/has_group", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, params: {
            model: "res.users", method: "has_group",
            args: [[user], "base.group_user"], kwargs: {} } }),
    }).then((answer) => answer.json());
    return performance.now() - begin;
}"""


class Desk:
    """The chairman's desk, and what goes over the wire."""

    def __init__(self, chromium, office):
        self.screen = browser.Screen(chromium, office, "chutich")
        self.page = self.screen.page
        self.user = office.person("chutich").uid
        self.asked = []
        self.browser = self.screen.context.new_cdp_session(self.page)
        self.browser.send("Performance.enable")
        self.page.on("request", lambda request: self._note(request.url))
        self.page.add_init_script(WATCH)
        self.screen.go("ban-lam-viec", ".vpdt_desk_line")
        browser.page_shown(self.screen)
        self.page.wait_for_timeout(1500)

    def _note(self, url):
        if "/web/dataset/call" in url or "/vpdt/page/" in url:
            self.asked.append("/".join(url.split("?")[0].split("/")[-2:]))

    def empty(self, times=20):
        """Return the median milliseconds of an RPC that does nothing."""
        return statistics.median(
            self.page.evaluate(EMPTY, self.user) for _each in range(times)
        )

    def computed(self):
        """Return the milliseconds the page has computed since it was opened."""
        metrics = self.browser.send("Performance.getMetrics")["metrics"]
        return 1000 * next(
            one["value"] for one in metrics if one["name"] == "TaskDuration"
        )

    def press(self, key, pause):
        """Press a key, wait `pause` ms; return (summary, drawn, requests before it was
        drawn, requests afterwards)."""
        self.asked.clear()
        self.page.keyboard.press(key)
        self.page.wait_for_function("bench.drawn > 0", polling=10)
        before = list(self.asked)
        self.page.wait_for_timeout(pause)
        found = self.page.evaluate("[bench.summary, bench.drawn]")
        return *found, before, self.asked[len(before) :]


def share(values):
    """Return "median (worst)" of milliseconds."""
    return f"{statistics.median(values):.0f} (worst {max(values):.0f})"


def kinds(presses):
    """Return what was asked for, a press, by its kind."""
    count = Counter(
        "page" if one[0].isdigit() else one for each in presses for one in each
    )
    return ", ".join(
        f"{what} {n / len(presses):.2f}" for what, n in sorted(count.items())
    )


def keys(desk, papers):
    """Print what j and k take, read at leisure and in haste."""
    for key, pause, name in (
        ("j", 800, "j, a glance each"),
        ("k", 800, "k, a glance each"),
        ("j", 0, "j, as soon as it is drawn"),
        ("k", 0, "k, as soon as it is drawn"),
    ):
        empty = desk.empty()
        begin = desk.computed()
        found = [desk.press(key, pause) for _each in range(papers - 3)]
        computed = (desk.computed() - begin) / len(found)
        summary, drawn, before, after = zip(*found, strict=True)
        print(
            f"{name}: summary {share(summary)} ms, page {share(drawn)} ms; computed "
            f"{computed:.0f} ms; empty RPC {empty:.1f} ms\n"
            f"    asked for, a press, until drawn: {kinds(before)}"
            f"\n    afterwards: {kinds(after)}",
            flush=True,
        )
        desk.page.wait_for_timeout(2500)


def twenty(desk, office):
    """Print how long twenty papers take: one directive for all, then one by one."""
    page = desk.page
    line = ".vpdt_desk_line"
    for _each in range(20):
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.wait_for_selector(".vpdt_desk_act .vpdt_receiver")
    page.fill("#vpdt_transfer_text", "Giao Phòng VHTT chủ trì tham mưu.")
    page.wait_for_timeout(1500)
    receiver = page.locator(".vpdt_receiver_chosen").count()
    left = page.locator(line).count() - page.locator(".vpdt_desk_picked").count()
    desk.asked.clear()
    begin = page.evaluate("performance.now()")
    page.locator(".vpdt_transfer_send").click()
    page.wait_for_function(
        f"document.querySelectorAll('{line}').length <= {left}", polling=20
    )
    spent = page.evaluate("performance.now()") - begin
    page.wait_for_timeout(3000)
    print(
        f"20 at once ({receiver} receivers each): {spent:.0f} ms, with what followed: "
        f"{dict(Counter(desk.asked))}"
    )
    times = []
    for _each in range(20):
        code = page.locator(".vpdt_desk_summary h2").inner_text()
        page.wait_for_selector(".vpdt_desk_act .vpdt_receiver_chosen")
        begin = page.evaluate("performance.now()")
        page.keyboard.press("d")
        page.wait_for_selector("#vpdt_transfer_text:focus")
        page.keyboard.press("Control+Enter")
        page.wait_for_function(
            "code => { const now = document.querySelector('.vpdt_desk_summary h2');"
            " return now && now.textContent !== code"
            " && document.querySelector('.vpdt_desk_act .vpdt_receiver_chosen'); }",
            arg=code,
            polling=20,
        )
        times.append(page.evaluate("performance.now()") - begin)
    print(f"empty RPC {desk.empty():.1f} ms; load {os.getloadavg()[0]:.1f}")
    print(f"one by one: {share(times)} ms each, 20 in {sum(times) / 1000:.1f} s")
    print("errors:", office.errors(), desk.screen.problems)


def main():
    """Make an office with papers, measure, throw it away."""
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 45
    with Office("desk_keys") as office:
        office.inside(
            "desk_papers.py",
            chairman=papers,
            agency=0,
            to="agency_vhtt",
            pdf=str(sorted(PAPERS.glob("08-*.pdf"))[0]),
        )
        office.start()
        with browser.chromium() as chromium:
            desk = Desk(chromium, office)
            keys(desk, papers)
            twenty(desk, office)


if __name__ == "__main__":
    main()
