import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { sortMoves } from "@vpdt_workflow/turn/moves";
import { isPickable, toggleAllPicks } from "@vpdt_workflow/desk/desk_lines";
import { boxStyle, listed, markStyle, marksOn } from "@vpdt_outgoing/comments/places";
import { isWhole, toggled, toggledGroup } from "@vpdt_outgoing/draft/receiver_choice";
import { DraftScreen } from "@vpdt_outgoing/draft/draft_screen";
import { inTime, placeText, readable } from "@vpdt_outgoing/versions/changes";
import "@vpdt_outgoing/draft/approve_move";

describe.current.tags("headless");

const said = (id, more = {}) => ({
    id,
    number: id,
    version_id: 1,
    page: 1,
    x: 0.5,
    y: 0.5,
    state: "open",
    ...more,
});
const ids = (all) => all.map(({ id }) => id);

test("a page bears the marks of its own comments, not of those taken back", () => {
    const comments = [
        said(1),
        said(2, { page: 2 }),
        said(3, { version_id: 2 }),
        said(4, { state: "withdrawn" }),
        said(5, { state: "accepted" }),
    ];
    expect(ids(marksOn(comments, 1, 1))).toEqual([1, 5]);
    expect(ids(marksOn(comments, 2, 1))).toEqual([3]);
    expect(marksOn(comments, 9, 1)).toEqual([]);
});

test("a mark stands where it was put; its box stays on the sheet", () => {
    expect(markStyle({ x: 0.25, y: 1 })).toBe("left: 25.00%; top: 100.00%;");
    expect(boxStyle({ x: 0.9, y: 0.1 })).toMatch(/min\(90.00%, 100% - 300px\).* top: calc\(10.00%/);
    expect(boxStyle({ x: 0.9, y: 0.9 })).toMatch(/bottom: calc\(10.00%/);
});

test("open comments come first, the settled ones on request", () => {
    const comments = [said(1, { state: "answered" }), said(2), said(3)];
    expect(ids(listed(comments, false))).toEqual([2, 3]);
    expect(ids(listed(comments, true))).toEqual([2, 3, 1]);
});

const group = {
    key: "departments",
    agencies: [
        { id: 1, chosen: true },
        { id: 2, chosen: false },
        { id: 3, chosen: false },
    ],
};

test("a whole group of receivers with one touch, what is there left alone", () => {
    expect(toggledGroup([9], group)).toEqual([9, 2, 3]);
    expect(toggledGroup([9, 2], group)).toEqual([9, 2, 3]);
    expect(toggledGroup([9, 2, 3], group)).toEqual([9]);
    expect(isWhole([2], group)).toBe(false);
    expect(isWhole([2, 3], group)).toBe(true);
    expect(isWhole([], { agencies: [{ id: 1, chosen: true }] })).toBe(false);
    expect(toggled([2], 2)).toEqual([]);
});

test("changes are shown as text, whatever stands in them", () => {
    allowTranslations();
    const [change] = readable([
        {
            kind: "changed",
            old: null,
            new: ["p3", "clause", "x", [["chapter", "II"], ["article", "3"]], ""],
            segments: [
                ["=", "Kept "],
                ["-", "<script>alert(1)</script>"],
                ["+", "<img src=x onerror=alert(1)>"],
                ["<b>", "an unknown mark"],
            ],
        },
    ]);
    expect(change.segments.map(({ tag }) => tag)).toEqual(["span", "del", "ins", "span"]);
    expect(change.segments[2].text).toBe("<img src=x onerror=alert(1)>");
    expect(placeText([["unknown", "1"]])).toBe("");
    expect(placeText(undefined)).toBe("");
    expect(change.place.split(", ").length).toBe(2);
});

test("two versions are compared in the order of time", () => {
    const versions = [
        { id: 7, number: 2 },
        { id: 8, number: 1 },
    ];
    expect(inTime(versions, 7, 8)).toEqual({ fromId: 8, toId: 7 });
    expect(inTime(versions, 8, 7)).toEqual({ fromId: 8, toId: 7 });
});

test("a draft is approved or returned first; passing it on is for rare days", () => {
    const moves = ["transfer", "ask_opinion", "return", "approve"];
    expect(sortMoves(moves, "review").main).toEqual(["approve", "return"]);
    expect(sortMoves(moves, "review").others).toEqual(["transfer", "ask_opinion"]);
    expect(sortMoves(["transfer", "return"], "lead").main).toEqual(["transfer", "return"]);
});

test("several papers at once are never drafts", () => {
    expect(isPickable({ purpose: "lead" })).toBe(true);
    expect(isPickable({ purpose: "sign" })).toBe(false);
    const lines = [
        { id: 1, purpose: "lead" },
        { id: 2, purpose: "review" },
        { id: 3, purpose: "inform", gone: true },
    ];
    expect(toggleAllPicks([], lines, 100)).toEqual([1]);
});

const screenOf = (answers, form = {}) =>
    new DraftScreen({ silent: { call: () => Promise.resolve(answers.shift()) } }, form);

test("a new version is followed, unless an older one is being looked at", async () => {
    const versions = [{ id: 2 }, { id: 1 }];
    const read = (current) => ({ current, versions, comments: [], lock: false, may: {} });
    const screen = screenOf([read(1), read(2), read(3)]);
    await screen.load(5);
    expect(screen.shownId).toBe(1);
    await screen.load(5);
    expect(screen.shownId).toBe(2);
    screen.show(1);
    expect(screen.isOld).toBe(true);
    await screen.load(5);
    expect(screen.shownId).toBe(1);
    await screen.load(false);
    expect(screen.shownId).toBe(false);
    expect(screen.versions).toEqual([]);
});

test("a version that was just sent is no old one, though it was not read yet", async () => {
    const read = { current: 1, versions: [{ id: 1 }], comments: [], lock: false, may: {} };
    const screen = screenOf([read]);
    await screen.load(5);
    screen.show(2);
    expect(screen.shown).toBe(undefined);
    expect(screen.isOld).toBe(false);
});

test("nothing is done on a draft that could not be saved", async () => {
    const screen = screenOf([], { save: () => Promise.resolve(false) });
    const made = [];
    expect(await screen.act(() => made.push(1))).toBe(false);
    expect(made).toEqual([]);
});
