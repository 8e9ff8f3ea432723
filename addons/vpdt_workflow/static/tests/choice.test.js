import { describe, expect, test } from "@odoo/hoot";
import {
    commonPurposes,
    inOrder,
    linesOf,
    problemOf,
    toggle,
    toggleAll,
    usualChoice,
} from "@vpdt_workflow/turn/choice";
import { withWords } from "@vpdt_workflow/tree/transfer_tree";

describe.current.tags("headless");

const agency = (id, usual = false) => ({
    key: `agency:${id}`,
    kind: "agency",
    id,
    purposes: ["inform", "lead", "support"],
    usual,
});
const AGENCIES = [agency(1, "support"), agency(2, "lead"), agency(3), agency(4, "lead")];
const HEAD = { key: "user:9", kind: "user", id: 9, purposes: ["lead", "direct"], usual: "direct" };

test("the usual people are chosen, with one lead among them", () => {
    expect(usualChoice([...AGENCIES, HEAD])).toEqual({
        "agency:1": "support",
        "agency:2": "lead",
        "user:9": "direct",
    });
});

test("a new lead makes the former one support", () => {
    const next = toggle({ "agency:2": "lead" }, AGENCIES, "agency:3", "lead");
    expect(next).toEqual({ "agency:2": "support", "agency:3": "lead" });
});

test("a former lead who may not support is left out", () => {
    const next = toggle({ "user:9": "lead" }, [HEAD, ...AGENCIES], "agency:1", "lead");
    expect(next).toEqual({ "agency:1": "lead" });
});

test("a second touch takes the choice back", () => {
    expect(toggle({ "agency:1": "inform" }, AGENCIES, "agency:1", "inform")).toEqual({});
});

test("all others get a purpose; a second touch takes it back from them", () => {
    const all = toggleAll({ "agency:2": "lead" }, AGENCIES, "inform");
    expect(all).toEqual({
        "agency:1": "inform",
        "agency:2": "lead",
        "agency:3": "inform",
        "agency:4": "inform",
    });
    expect(toggleAll(all, AGENCIES, "inform")).toEqual({ "agency:2": "lead" });
});

test("what can be given to all leaves the lead out, in the usual order", () => {
    expect(commonPurposes(AGENCIES)).toEqual(["support", "inform"]);
    expect(commonPurposes(AGENCIES.slice(0, 2))).toEqual([]);
    expect(inOrder(["inform", "direct", "lead"])).toEqual(["lead", "direct", "inform"]);
});

test("the lead passes on with exactly one lead", () => {
    expect(problemOf({}, "lead")).toBe("empty");
    expect(problemOf({ "agency:1": "inform" }, "lead")).toBe("no_lead");
    expect(problemOf({ "agency:1": "inform" }, "support")).toBe(null);
    expect(problemOf({ "agency:1": "lead" }, "lead")).toBe(null);
});

test("lines for the server name receiver and purpose", () => {
    expect(linesOf({ "user:9": "direct", "agency:2": "lead" }, [...AGENCIES, HEAD])).toEqual([
        { kind: "agency", id: 2, purpose: "lead" },
        { kind: "user", id: 9, purpose: "direct" },
    ]);
});

test("a directive to several is quoted once", () => {
    const node = (id) => ({ id, parent_id: 1, sender: "A", sent_at: "t", text: "Words" });
    expect(withWords([node(1), node(2)]).map(({ words }) => words)).toEqual(["Words", ""]);
});
