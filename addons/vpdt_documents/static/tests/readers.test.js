import { describe, expect, mockTimeZone, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { openedText, timeOf, whereText } from "@vpdt_documents/seeing/readers";

describe.current.tags("headless");

test("when somebody opened it, in one line", () => {
    allowTranslations();
    mockTimeZone("Asia/Ho_Chi_Minh");
    const first = "2026-11-23 01:10:00";
    expect(timeOf(first)).toBe("08:10 23/11/2026");
    expect(openedText(false)).toBe("Not opened yet");
    expect(openedText({ count: 1, first, last: first })).toBe("Opened 08:10 23/11/2026");
    expect(openedText({ count: 3, first, last: "2026-11-23 18:00:00" })).toBe(
        "Opened 3 times: first 08:10 23/11/2026, last 01:00 24/11/2026"
    );
});

test("from where is told only when the server told it", () => {
    allowTranslations();
    expect(whereText({ address: "10.1.2.3", device: "Firefox Linux" })).toBe(
        "from 10.1.2.3, Firefox Linux"
    );
    expect(whereText({ address: false, device: false })).toBe("");
});
