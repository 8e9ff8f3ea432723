import { describe, expect, test } from "@odoo/hoot";

import { clockOf, hoursOf, waysFor } from "@vpdt_workflow/notices/choices";

describe.current.tags("headless");

test("hours of the clock go to the server and back", () => {
    for (const [hours, clock] of [
        [6.5, "06:30"],
        [19, "19:00"],
        [0, "00:00"],
        [24, "23:59"],
    ]) {
        expect(clockOf(hours)).toBe(clock);
    }
    expect(hoursOf("06:30")).toBe(6.5);
    expect(hoursOf("00:00")).toBe(0);
});

test("what is always told cannot be switched off", () => {
    const values = (row) => waysFor(row).map(({ value }) => value);
    expect(values({ fixed: "at_once" })).toEqual(["now"]);
    expect(values({ fixed: "always" })).toEqual(["now", "digest"]);
    expect(values({ fixed: "" })).toEqual(["now", "digest", "no"]);
});
