import { describe, expect, mockTimeZone, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import {
    dayTitle,
    hourOf,
    insteadOf,
    showsPeople,
    storyOf,
    untilWhen,
} from "@vpdt_workflow/timeline/story";

describe.current.tags("headless");

test("what happened is a sentence with its names in it", () => {
    allowTranslations();
    expect(storyOf({ kind: "registered", agency: "VHTT", number: 7 }).verb).toBe(
        "entered it in the register of VHTT as No. 7"
    );
    expect(storyOf({ kind: "returned", sender: "An" }).verb).toBe("returned it to An");
    expect(storyOf({ kind: "change_lead", person: "An" }).verb).toBe(
        "took the lead from An and gave it to"
    );
    expect(storyOf({ kind: "change_lead", person: false }).verb).toBe("gave the lead to");
});

test("the end of the document is told as such", () => {
    allowTranslations();
    expect(storyOf({ kind: "finished", ends: false }).verb).toBe("finished the task");
    expect(storyOf({ kind: "finished", ends: true }).verb).toBe("finished the document");
});

test("a step nobody here knows keeps the server's word", () => {
    allowTranslations();
    expect(storyOf({ kind: "new_step", label: "Weighed" }).verb).toBe("Weighed");
});

test("receivers are shown where something was sent", () => {
    allowTranslations();
    const whom = [{ name: "An" }];
    expect(showsPeople({ kind: "sent", whom })).toBe(true);
    expect(showsPeople({ kind: "sent", whom: [] })).toBe(false);
    expect(showsPeople({ kind: "opened", whom })).toBe(false);
});

test("hours and days are those of the office", () => {
    allowTranslations();
    mockTimeZone("Asia/Ho_Chi_Minh");
    expect(hourOf("2026-11-23 17:30:00")).toBe("00:30");
    expect(untilWhen({ deadline: "2026-11-23 17:30:00" })).toBe("deadline 24/11/2026");
    expect(untilWhen({ deadline: false })).toBe("");
    const now = luxon.DateTime.fromISO("2026-11-24T08:00");
    expect(dayTitle("2026-11-24", now)).toBe("Today, 24/11/2026");
    expect(dayTitle("2026-11-23", now)).toBe("Yesterday, 23/11/2026");
    expect(dayTitle("2026-11-20", now)).toBe("Friday, 20/11/2026");
});

test("who acted for somebody else says so", () => {
    allowTranslations();
    expect(insteadOf({ instead_of: "An" })).toBe("(in the place of An)");
    expect(insteadOf({ instead_of: false })).toBe("");
});
