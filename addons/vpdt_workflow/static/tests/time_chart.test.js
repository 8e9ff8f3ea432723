import { describe, expect, test } from "@odoo/hoot";
import { barsOf, marksOf, partsOf } from "@vpdt_workflow/time_chart/layout";

describe.current.tags("headless");

const piece = (from, to) => ({ from, to, is_opened: true, is_late: false });

test("bars lie on the axis by their working hours", () => {
    const [one, other] = barsOf([piece(0, 10), piece(10, 40)], 40);
    expect([one.left, one.width]).toEqual([0, 25]);
    expect([other.left, other.width]).toEqual([25, 75]);
});

test("what took no working time is still seen, inside the axis", () => {
    const [bar] = barsOf([piece(40, 40)], 40);
    expect(bar.width).toBeGreaterThan(0);
    expect(bar.left + bar.width).not.toBeGreaterThan(100);
    const [alone] = barsOf([piece(0, 0)], 0);
    expect(alone.left).toBe(0);
});

test("as many labels of days as there is room for", () => {
    const days = Array.from({ length: 30 }, (_, at) => ({ at: at * 8, day: `d${at}` }));
    const marks = marksOf(days, 240, 10);
    expect(marks.length).toBe(10);
    expect(marksOf([{ at: 95, day: "last" }], 100, 10)).toEqual([]);
    expect(marks[1]).toEqual({ left: 10, day: "d3" });
    expect(marksOf([], 0, 10)).toEqual([]);
});

test("working time in days, hours and minutes", () => {
    expect(partsOf(0, 8)).toEqual({ days: 0, hours: 0, minutes: 0 });
    expect(partsOf(7.999, 8)).toEqual({ days: 1, hours: 0, minutes: 0 });
    expect(partsOf(3.5, 8)).toEqual({ days: 0, hours: 3, minutes: 30 });
    expect(partsOf(19.2, 8)).toEqual({ days: 2, hours: 3, minutes: 0 });
    expect(partsOf(15.9, 8)).toEqual({ days: 2, hours: 0, minutes: 0 });
});
