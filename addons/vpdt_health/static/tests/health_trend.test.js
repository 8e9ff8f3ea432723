import { lineOf } from "@vpdt_health/trend/health_trend";
import { describe, expect, test } from "@odoo/hoot";

describe.current.tags("headless");

test("a line of what is known, high figures on top", () => {
    expect(lineOf([0, null, 10])).toBe("0.0,22.0 112.0,2.0");
    expect(lineOf([5, 5])).toBe("0.0,12.0 112.0,12.0");
});

test("one figure is no line", () => {
    expect(lineOf([null, 3, null])).toBe("");
});
