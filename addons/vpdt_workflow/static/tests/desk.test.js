import { describe, expect, test } from "@odoo/hoot";
import { countText } from "@vpdt_workflow/desk/buckets";
import { KEYS, actionOf, keyOf } from "@vpdt_workflow/desk/desk_keys";
import {
    leftPicked,
    mergeLines,
    neighbour,
    nextAfter,
    swipeOf,
    toggleAllPicks,
    togglePick,
} from "@vpdt_workflow/desk/desk_lines";
import { isEnding, sortMoves } from "@vpdt_workflow/turn/moves";

describe.current.tags("headless");

const lines = (...ids) => ids.map((id) => ({ id }));
const ids = (all) => all.map(({ id }) => id);

test("thousands that were sent are counted when they are looked at", () => {
    const counters = { all: 1809, sent: 301 };
    expect(countText("sent", counters, "all")).toBe("300+");
    expect(countText("sent", { sent: 300 }, "all")).toBe("300");
    expect(countText("sent", { sent: 13012 }, "sent_opened")).toBe("13012");
    expect(countText("all", counters, "all")).toBe("1809");
    expect(countText("lead", counters, "all")).toBe("0");
});

test("new lines slide in, gone ones leave, the first reading slides nothing", () => {
    expect(mergeLines([], lines(1, 2), [])).toEqual(lines(1, 2));
    const merged = mergeLines(lines(1, 2, 3), lines(9, 1, 3), []);
    expect(ids(merged)).toEqual([9, 1, 3]);
    expect(merged[0].slid).toBe(true);
    expect(merged[1].slid).toBe(undefined);
});

test("what is read stays in its place, marked, when others dealt with it", () => {
    const merged = mergeLines(lines(1, 2, 3), lines(9, 1, 3), [2]);
    expect(ids(merged)).toEqual([9, 1, 2, 3]);
    expect(merged[2].gone).toBe(true);
    // the first one has no neighbour above
    expect(ids(mergeLines(lines(1, 2), lines(2), [1]))).toEqual([1, 2]);
    // still there for the server: not gone
    expect(mergeLines(lines(1, 2), lines(1, 2), [2])[1].gone).toBe(undefined);
    // it stays through further readings
    const again = mergeLines(merged, lines(9, 1, 3), [2]);
    expect(ids(again)).toEqual([9, 1, 2, 3]);
});

test("next and previous stop at the ends", () => {
    expect(neighbour(lines(1, 2, 3), 2, 1)).toBe(3);
    expect(neighbour(lines(1, 2, 3), 3, 1)).toBe(3);
    expect(neighbour(lines(1, 2, 3), 1, -1)).toBe(1);
    expect(neighbour(lines(1, 2, 3), 7, 1)).toBe(1);
    expect(neighbour([], 1, 1)).toBe(null);
});

test("after a decision the paper below comes, at the end the one above", () => {
    expect(nextAfter(lines(1, 2, 3), 2, [2])).toBe(3);
    expect(nextAfter(lines(1, 2, 3), 3, [3])).toBe(2);
    expect(nextAfter(lines(1, 2, 3), 2, [2, 3])).toBe(1);
    expect(nextAfter(lines(1), 1, [1])).toBe(null);
    expect(nextAfter([{ id: 1 }, { id: 2, gone: true }, { id: 3 }], 1, [1])).toBe(3);
});

test("choosing several", () => {
    expect(togglePick([1], 2)).toEqual([1, 2]);
    expect(togglePick([1, 2], 1)).toEqual([2]);
    const all = [{ id: 1 }, { id: 2, gone: true }, { id: 3 }];
    expect(toggleAllPicks([1], all, 100)).toEqual([1, 3]);
    expect(toggleAllPicks([1, 3], all, 100)).toEqual([]);
    expect(toggleAllPicks([], all, 1)).toEqual([1]);
});

test("what failed in a batch stays chosen", () => {
    const results = [
        { id: 1, done: true },
        { id: 2, done: false },
    ];
    expect(leftPicked(results, [1, 2])).toEqual([2]);
});

test("a swipe is long and level", () => {
    const from = { x: 300, y: 400 };
    expect(swipeOf(from, { x: 180, y: 410 })).toBe(1);
    expect(swipeOf({ x: 100, y: 400 }, { x: 220, y: 390 })).toBe(-1);
    expect(swipeOf(from, { x: 260, y: 400 })).toBe(0);
    expect(swipeOf(from, { x: 200, y: 200 })).toBe(0);
});

const press = (key, more = {}) =>
    actionOf({ key, target: document.createElement("div"), ...more }, more.isGoing);

test("every key of the help sheet does what it says", () => {
    for (const { keys, action } of KEYS.filter(({ action }) => action)) {
        const [key] = keys;
        expect(press(key === "Esc" ? "Escape" : key)).toBe(action);
    }
    expect(press("ArrowDown")).toBe("next");
    expect(press("J")).toBe("next");
    expect(press("q")).toBe("");
    expect(press("q", { isGoing: true })).toBe("go:q");
});

test("keys do nothing while typing, nor with Odoo's modifiers", () => {
    for (const tag of ["input", "textarea", "select"]) {
        expect(press("j", { target: document.createElement(tag) })).toBe("");
    }
    for (const modifier of ["ctrlKey", "altKey", "metaKey"]) {
        expect(press("k", { [modifier]: true })).toBe("");
    }
    expect(press("Enter", { target: document.createElement("button") })).toBe("");
    expect(press("j", { target: document.createElement("button") })).toBe("next");
});

test("a Vietnamese input method does not swallow keys", () => {
    expect(keyOf({ key: "Process", code: "KeyJ" })).toBe("j");
    expect(keyOf({ key: "Process", code: "Slash", shiftKey: true })).toBe("?");
    expect(keyOf({ key: "D", code: "KeyD" })).toBe("d");
});

test("main moves have buttons, the others a menu, unknown ones nothing", () => {
    const { main, others } = sortMoves(["open", "finish", "suspend", "transfer", "add"]);
    expect(main).toEqual(["transfer", "finish"]);
    expect(others).toEqual(["add", "suspend"]);
    expect(isEnding("finish")).toBe(true);
    expect(isEnding("suspend")).toBe(false);
});
