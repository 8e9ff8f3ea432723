import { describe, expect, mockTimeZone, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { dayOf, deadlineFor, remaining } from "@vpdt_workflow/common/times";

describe.current.tags("headless");

const { DateTime } = luxon;
const NOON = () => DateTime.fromISO("2026-03-10T12:00:00");

test("a deadline is late, soon or later by the calendar", () => {
    allowTranslations();
    mockTimeZone("Asia/Ho_Chi_Minh");
    expect(remaining(false, NOON()).level).toBe("none");
    expect(remaining("2026-03-10 10:00:00", NOON()).level).toBe("soon");
    expect(remaining("2026-03-10 10:00:00", NOON()).text).toBe("today 17:00");
    expect(remaining("2026-03-10 04:00:00", NOON()).text).toBe("late since 11:00");
    expect(remaining("2026-03-08 10:00:00", NOON()).text).toBe("2 days late");
    // 22:00 UTC of the 10th is the 11th in Vietnam.
    expect(remaining("2026-03-10 22:00:00", NOON()).text).toBe("tomorrow");
    expect(remaining("2026-03-13 10:00:00", NOON())).toEqual({
        level: "later",
        day: "13/03/2026",
        text: "3 days left",
    });
});

test("a day chosen ends with the working day, one left alone stays as proposed", () => {
    mockTimeZone("Asia/Ho_Chi_Minh");
    const proposed = "2026-03-13 09:30:00";
    expect(dayOf(proposed)).toBe("2026-03-13");
    expect(deadlineFor("2026-03-13", proposed)).toBe(proposed);
    expect(deadlineFor("2026-03-16", proposed)).toBe("2026-03-16");
    expect(deadlineFor("", proposed)).toBe(false);
    expect(deadlineFor("2026-03-16", false)).toBe("2026-03-16");
    expect(deadlineFor("2026-03-13", proposed, "morning")).toBe("2026-03-13 morning");
});
