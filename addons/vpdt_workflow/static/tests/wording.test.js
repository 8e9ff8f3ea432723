import { describe, expect, test } from "@odoo/hoot";
import {
    clicked,
    expanded,
    inserted,
    isProposal,
    linesRead,
    proposedChoice,
    withWhy,
    withoutProposal,
} from "@vpdt_workflow/turn/wording";

describe.current.tags("headless");

const agency = (id, usual = false) => ({
    key: `agency:${id}`,
    kind: "agency",
    id,
    purposes: ["inform", "lead", "support"],
    usual,
    why: usual ? "rule" : false,
});
const VICE = { key: "user:9", kind: "user", id: 9, purposes: ["direct"], usual: "direct" };
const CANDIDATES = [agency(1, "lead"), agency(2, "support"), agency(3), agency(4), VICE];
const reading = (...lines) => ({
    lines: lines.map(([key, purpose]) => ({ key, purpose })),
    deadline: false,
    past: false,
    unknown: [],
    unclear: [],
    unfit: [],
    spans: lines.map(([key]) => ({ what: "receiver", key, words: `Giao ${key}` })),
});
const USUAL = { "agency:1": "lead", "agency:2": "support", "user:9": "direct" };

test("without words the rules propose", () => {
    expect(proposedChoice(CANDIDATES, null, {})).toEqual(USUAL);
    expect(proposedChoice(CANDIDATES, reading(), {})).toEqual(USUAL);
});

test("words that name who does the task replace those of the rules", () => {
    const said = reading(["agency:3", "lead"], ["agency:4", "support"]);
    expect(proposedChoice(CANDIDATES, said, {})).toEqual({
        "agency:3": "lead",
        "agency:4": "support",
        "user:9": "direct",
    });
});

test("words that only inform leave the task to the rules", () => {
    const said = reading(["agency:4", "inform"]);
    expect(proposedChoice(CANDIDATES, said, {})).toEqual({ ...USUAL, "agency:4": "inform" });
});

test("what was clicked is never changed by words", () => {
    const said = reading(["agency:3", "lead"], ["agency:4", "support"]);
    expect(proposedChoice(CANDIDATES, said, { "agency:1": "lead", "agency:4": false })).toEqual({
        "agency:1": "lead",
        "user:9": "direct",
    });
    expect(proposedChoice(CANDIDATES, said, { "agency:3": "inform" })).toEqual({
        "agency:3": "inform",
        "agency:4": "support",
        "user:9": "direct",
    });
});

test("a click is remembered with what it changed beside", () => {
    const before = { "agency:1": "lead", "agency:2": "support" };
    const after = { "agency:1": "support", "agency:3": "lead" };
    expect(clicked(before, after, { "agency:4": "inform" })).toEqual({
        "agency:1": "support",
        "agency:2": false,
        "agency:3": "lead",
        "agency:4": "inform",
    });
});

test("what the candidates do not allow is not proposed", () => {
    const said = reading(["user:9", "lead"], ["agency:77", "lead"], ["agency:3", "sign"]);
    expect(linesRead(CANDIDATES, said)).toEqual([]);
    expect(proposedChoice(CANDIDATES, said, {})).toEqual(USUAL);
});

test("the words that named somebody are shown with him", () => {
    const said = reading(["agency:3", "lead"]);
    const [first, , third] = withWhy(CANDIDATES, said, { "agency:3": "lead" });
    expect(first.why).toBe("rule");
    expect(third.why).toBe("“Giao agency:3”");
    expect(third.usual).toBe("lead");
    const [, , clickedElse] = withWhy(CANDIDATES, said, { "agency:3": "support" });
    expect(clickedElse.why).toBe(false);
});

const PHRASES = [
    { id: 1, text: "trong 05 ngày làm việc", shortcut: "5n" },
    { id: 2, text: "VP theo dõi", shortcut: "đd" },
];

test("a stroke, a shortcut and a space become the phrase", () => {
    expect(expanded("Giao /5n ", 9, PHRASES).text).toBe("Giao trong 05 ngày làm việc ");
    expect(expanded("Giao /5N .", 9, PHRASES).text).toBe("Giao trong 05 ngày làm việc .");
    expect(expanded("/5n ", 4, PHRASES).cursor).toBe("trong 05 ngày làm việc ".length);
    const decomposed = "/\u0111d ".normalize("NFD");
    expect(expanded(decomposed, decomposed.length, PHRASES).phrase.id).toBe(2);
});

test("a stroke in a symbol or a date is left alone", () => {
    expect(expanded("số 12/5n ", 9, PHRASES)).toBe(null);
    expect(expanded("Giao /xx ", 9, PHRASES)).toBe(null);
    expect(expanded("Giao /5n", 8, PHRASES)).toBe(null);
    expect(expanded("20/02 ", 6, PHRASES)).toBe(null);
});

test("a phrase is put where the cursor stands", () => {
    expect(inserted("", 0, 0, "Xem")).toEqual({ text: "Xem", cursor: 3 });
    expect(inserted("Giao", 4, 4, "Xem").text).toBe("Giao Xem");
    expect(inserted("Giao X, Y", 4, 4, "ngay").text).toBe("Giao ngay X, Y");
    expect(inserted("Giao X, Y", 5, 6, "Z").text).toBe("Giao Z, Y");
});

test("words propose where they charge whom only the receiver can", () => {
    const own = [VICE];
    expect(isProposal(reading(["agency:3", "lead"]), own)).toBe(true);
    expect(isProposal(reading(["agency:3", "inform"]), own)).toBe(false);
    expect(isProposal(reading(["user:9", "lead"]), own)).toBe(false);
    expect(isProposal(null, own)).toBe(false);
});

test("what is proposed to somebody is not read for oneself", () => {
    const said = { ...reading(["agency:3", "lead"]), unknown: ["Công an"], unclear: ["b"] };
    const mine = {
        ...reading(["agency:3", "inform"], ["user:9", "direct"]),
        deadline: "2026-12-02 10:00:00",
        unknown: ["Phòng VHTT", "Công an"],
        unclear: ["a"],
    };
    const left = withoutProposal(mine, said);
    expect(left.lines).toEqual([{ key: "user:9", purpose: "direct" }]);
    expect(left.deadline).toBe(false);
    expect(left.unknown).toEqual(["Công an"]);
    expect(left.unclear).toEqual(["b"]);
});
