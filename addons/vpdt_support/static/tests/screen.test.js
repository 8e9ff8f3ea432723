import { expect, test } from "@odoo/hoot";

import { browserOf, screenOf } from "@vpdt_support/help/screen";

test("a screen is named by its action, model and view, never by the record on it", () => {
    const controller = {
        action: { id: 7, name: "Văn bản 12/UBND", res_model: "vpdt.document", res_id: 9 },
        props: { resModel: "vpdt.document", resId: 9 },
        view: { type: "form" },
        displayName: "Về việc kỷ luật",
    };
    expect(screenOf(controller)).toEqual({
        action: 7,
        tag: false,
        model: "vpdt.document",
        view: "form",
    });
    expect(screenOf(undefined)).toEqual({
        action: false,
        tag: false,
        model: false,
        view: false,
    });
    expect(screenOf({ action: { id: 8, tag: "vpdt_desk" } }).tag).toBe("vpdt_desk");
});

test("the browser is told as somebody who helps has to know it", () => {
    const chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
    expect(browserOf(chrome, 1366, 768)).toBe("Chrome 120, Windows 10.0, 1366×768");
    const phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1";
    expect(browserOf(phone, 390, 844)).toBe("Safari 17, iOS 17.1, 390×844");
});
