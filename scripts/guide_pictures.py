"""Pictures of the user guide, from a demonstration office made for them.

    make pictures

A copy of the tests' template database gets the demonstration papers; made-up people
then take every step of docs/huong-dan in a browser, and each step is photographed. The
office is thrown away at the end, so that it can be repeated. Fails when a picture could
not be taken or a browser's console complained; build/guide shows the screens then.

    PICTURES=de-xuat,thu-hoi   only keep these (everything is done all the same)
    STORIES=support,accounts   only these parts are told
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

import browser  # noqa: E402
import playwright.sync_api  # noqa: E402
from guide import (  # noqa: E402
    accounts,
    around,
    camera,
    decisions,
    outgoing,
    side,
    straight,
    support,
)
from office import BUILD, Office  # noqa: E402

TO = ROOT / "docs" / "huong-dan" / "anh"
# Milliseconds: pictures are taken beside other work
browser.PATIENCE = 240_000


def bring_in(database, name):
    """Run one of the scripts that bring in the demonstration, as demo_papers.py.

    What is there is left alone, so that it is tried again where a busy machine read a
    paper too slowly. Raises RuntimeError with what was said.
    """
    for _try in range(3):
        with (ROOT / "scripts" / name).open(encoding="utf-8") as script:
            done = subprocess.run(
                [ROOT / "bin/odoo", "shell", "-d", database, "--no-http"],
                stdin=script,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
        if not done.returncode:
            return
    raise RuntimeError(done.stdout[-3000:])


def tell(cam, story):
    """Let the people do one story; return its name if a step of it did not come."""
    try:
        story(cam)
    except (LookupError, playwright.sync_api.Error) as trouble:
        name = f"{story.__module__}.{story.__name__}"
        print(f"    {name} was broken off: {str(trouble)[:400]}", flush=True)
        cam.leave_all(BUILD / "guide")
        return name
    return None


def main():
    """Make the office, photograph it, say which pictures are large or missing."""
    only = [name for name in os.environ.get("PICTURES", "").split(",") if name]
    parts = (
        os.environ.get("STORIES") or "straight,side,around,accounts,support,outgoing"
    )
    told = parts.split(",")
    with Office("guide") as office:
        bring_in(office.database, "demo_papers.py")
        bring_in(office.database, "demo_support.py")
        office.start()
        with browser.chromium() as running:
            cam = camera.Camera(running, office, TO, only)
            broken = [
                tell(cam, story)
                for part in (straight, side, around, accounts, decisions, support)
                if part.__name__.rpartition(".")[2] in told
                for story in part.STORIES
            ]
            problems = cam.close()
        if "outgoing" in told and (not only or {*only} & {*outgoing.PICTURES}):
            outgoing.walk(ROOT)
            outgoing.keep(cam)
    large = [name for name, size in cam.taken.items() if size > camera.SMALL]
    total = sum(cam.taken.values()) // 1000
    print(f"{len(cam.taken)} pictures, {total} kB; large: {', '.join(large) or 'none'}")
    faults = [*filter(None, broken), *problems]
    if faults:
        sys.exit("\n".join(map(str, faults)))


if __name__ == "__main__":
    main()
