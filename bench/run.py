"""The benchmark table: bench/run.py N

Measures at 10,000 and at N papers, over HTTP with two workers, as ordinary people,
each call beside an empty RPC; then the reminder run over 20,000 handlings with people
at work. Beside it stand the figures of the peer (OCA dms) as kept in bench/peer.json;
with --peer they are measured anew. Writes build/bench.json and docs/benchmarks.md.
"""

import argparse
import importlib
import json
import os
import random
import sys
from pathlib import Path

import generate
import office
import peer
import reminders
import report
from client import Session, measure, throughput

HERE = Path(__file__).absolute().parent
PORT = int(os.environ.get("VPDT_BENCH_PORT", 8140))
PASSWORD = "benchmark"  # of the made-up people; see district.py
CALLS = 60
WARM = 5
SMALL = 10_000
SIGNED = 25
#: What the list of documents asks for, whatever is typed (vpdt_document_action).
IN_FORCE = [["state", "!=", "draft"]]

# The plain package of the addon, as its own tests know it
sys.path.insert(0, str(HERE.parent / "addons" / "vpdt_outgoing"))
drafting = importlib.import_module("drafting")


class Run:
    """All figures at one size."""

    def __init__(self, url, database, prepared):
        self.url, self.database, self.prepared = url, database, prepared
        self.rows = []

    def session(self, login):
        return Session(self.url, self.database, login, PASSWORD)

    def add(self, name, figures):
        row = {"name": name, "rows": self.prepared["documents"], **figures}
        self.rows.append(row)
        print(json.dumps(row, ensure_ascii=False), flush=True)

    def desk(self):
        for who, login in (
            ("clerk", "a0.clerk.0"),
            ("head", "a1.head.0"),
            ("chairman", "a0.chairman.0"),
        ):
            person = self.session(login)
            self.add(
                f"desk, {who}",
                measure(
                    person,
                    lambda _n, person=person: person.call("vpdt.handling", "desk_read"),
                    range(CALLS + WARM),
                    WARM,
                ),
            )

    def lists(self):
        for who, login in (
            ("few readable (specialist)", "a24.specialist.0"),
            ("many readable (chairman)", "a0.chairman.0"),
        ):
            person = self.session(login)
            spec = person.list_spec("vpdt.document")
            self.add(
                f"list of 80 documents, {who}",
                measure(
                    person,
                    lambda _n, person=person, spec=spec: person.list_read(
                        "vpdt.document", spec, IN_FORCE
                    ),
                    range(CALLS + WARM),
                    WARM,
                ),
            )
        clerk = self.session("a0.clerk.0")
        spec = clerk.list_spec("vpdt.entry")
        for name, domain in (
            ("one book of a year", [["register_id", "=", self.prepared["book"]]]),
            (
                "as the menu opens it",
                [["kind", "=", "incoming"], ["is_mine", "=", True]],
            ),
        ):
            self.add(
                f"list of 80 register lines, {name}",
                measure(
                    clerk,
                    lambda _n, domain=domain: clerk.list_read(
                        "vpdt.entry", spec, domain
                    ),
                    range(CALLS + WARM),
                    WARM,
                ),
            )

    def questions(self):
        """Return what people type: numbers, codes, words, with and without marks."""
        codes = self.prepared["codes"]
        return [
            *codes[:6],
            *(code.split("/")[0] for code in codes[6:10]),
            "gabion",
            "quạnh",
            "thửa đất số 4821",
            "thua dat so 517",
            "giải phóng mặt bằng",
            "giai phong mat bang",
            "Chuyển đổi số năm 2025",
            "phòng chống thiên tai",
            "đôn đốc thực hiện chuyển đổi số",
            "xử lý đơn thư liên quan đến tiếp công dân",
            "Nguyễn Văn An",
            "vo ngoc mai",
            "Sở Tài chính quyết toán",
            "huyện",
        ]

    def search(self):
        for who, login in (
            ("few readable (specialist)", "a24.specialist.0"),
            ("many readable (chairman)", "a0.chairman.0"),
        ):
            person = self.session(login)
            spec = person.list_spec("vpdt.document")

            def ask(text, person=person, spec=spec):
                return person.list_read(
                    "vpdt.document",
                    spec,
                    ["&", *IN_FORCE, ["search_text", "ilike", text]],
                )

            questions = self.questions()
            mix = questions * (1 + CALLS // len(questions))
            random.Random(1).shuffle(mix)
            figures = measure(person, ask, [*questions, *mix], len(questions))
            self.add(f"search, {who}", figures)
            single = {}
            for text in questions:
                one = measure(person, ask, [text] * 6, 1)
                single[text] = one["median_ms"]
            self.rows[-1]["by_question"] = single
            print(json.dumps(single, ensure_ascii=False), flush=True)

    def register(self):
        intakes = list(self.prepared["intakes"])
        clerks = [self.session(f"a0.clerk.{number % 4}") for number in range(8)]

        def click(clerk, intake):
            return clerk.call("vpdt.intake", "action_register", [intake])

        single, rest = intakes[: CALLS + WARM], intakes[CALLS + WARM :]
        figures = measure(
            clerks[0], lambda intake: click(clerks[0], intake), single, WARM
        )
        figures["take_in_ms"] = self.prepared["take_in_ms"]
        self.add("register a paper and send it on", figures)
        for clerk in clerks:
            clerk.empty()
        office.until_told(self.database)
        figures = throughput(clerks, click, rest)
        figures["told_s"] = office.until_told(self.database)
        self.add("register, 8 clerks of one book at once", figures)

    def directive(self):
        chairman = self.session("a0.chairman.0")
        first, *others = self.prepared["agencies"]
        lines = [{"kind": "agency", "id": first, "purpose": "lead"}] + [
            {"kind": "agency", "id": agency, "purpose": purpose}
            for agency, purpose in zip(
                others, ["support"] * 5 + ["inform"] * 6, strict=True
            )
        ]
        handlings = self.prepared["handlings"][: 40 + WARM]
        if len(handlings) < 20 + WARM:
            raise SystemExit(
                "the chairman's desk is used up: make the database anew with "
                "bench/generate.py N --fresh"
            )
        self.add(
            "directive to 12 agencies",
            measure(
                chairman,
                lambda handling: chairman.call(
                    "vpdt.handling",
                    "action_transfer",
                    [handling],
                    lines,
                    text="Giao chủ trì, phối hợp thực hiện.",
                ),
                handlings,
                WARM,
            ),
        )

    def outgoing(self):
        """Number and issue signed drafts to 36 receivers; make one into a PDF."""
        clerk = self.session("a0.clerk.0")

        def issue(draft):
            clerk.call("vpdt.draft", "action_number", [draft])
            clerk.call("vpdt.draft", "action_issue", [draft])

        self.add(
            "number a signed draft and issue it to 30 agencies inside and 6 outside",
            measure(clerk, issue, self.prepared["signed"], WARM),
        )
        word = drafting.fill(
            drafting.template_bytes("quyet_dinh"), {"trich_yeu": "Phép đo"}
        )
        self.add(
            "draft of one page to PDF (LibreOffice)",
            measure(clerk, lambda _n: drafting.to_pdf(word), range(10 + 2), 2),
        )

    def everything(self, only=None):
        for part in ("desk", "lists", "search", "register", "directive", "outgoing"):
            if not only or part in only:
                getattr(self, part)()
        return self.rows


def prepare(database, wanted):
    """Have papers wait for the clerks; return what prepare.py found."""
    out = office.DATA / "bench" / "prepared.json"
    environment = {
        **os.environ,
        "VPDT_BENCH_WANTED": str(wanted),
        "VPDT_BENCH_OUT": str(out),
    }
    office.shell(database, HERE / "prepare.py", environment)
    found = json.loads(out.read_text(encoding="utf-8"))
    environment["VPDT_BENCH_WANTED"] = str(SIGNED + WARM)
    office.shell(database, HERE / "signed.py", environment)
    found["signed"] = json.loads(out.read_text(encoding="utf-8"))
    return found


def at(total, only=None, update=True):
    """Return the figures at `total` papers."""
    database = generate.main(total)
    if update:
        office.update(database)
    wanted = CALLS + WARM + 160 if not only or "register" in only else 8
    prepared = prepare(database, wanted)
    with office.server(database, PORT) as url:
        return Run(url, database, prepared).everything(only)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("total", type=int)
    parser.add_argument("--only", nargs="*", help="desk lists search register …")
    parser.add_argument("--peer", action="store_true", help="measure OCA dms anew")
    parser.add_argument("--no-reminders", action="store_true")
    parser.add_argument("--no-update", action="store_true")
    arguments = parser.parse_args()
    sizes = sorted({SMALL, arguments.total})
    figures = {
        total: at(total, arguments.only, not arguments.no_update) for total in sizes
    }
    if arguments.only:
        return
    chased = []
    if not arguments.no_reminders:
        chased = reminders.rows(reminders.run(arguments.total))
        for row in chased:
            print(json.dumps(row, ensure_ascii=False), flush=True)
    others = peer.kept(arguments.total)
    if arguments.peer:
        others = peer.figures(arguments.total, PORT)
    report.write(figures, others, arguments.total, chased)


if __name__ == "__main__":
    main()
