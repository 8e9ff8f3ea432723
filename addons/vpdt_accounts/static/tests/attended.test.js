import { expect, test } from "@odoo/hoot";

import { isAttended, UNATTENDED, unattended } from "@vpdt_accounts/presence/attended";

test("a call soon after a gesture is a person's doing, later it is the client's", () => {
    expect(isAttended(1000, 1000 + 59_000)).toBe(true);
    expect(isAttended(1000, 1000 + 60_000)).toBe(false);
});

test("what the client asks for by itself is named so, and asked for all the same", () => {
    const settings = unattended({ silent: true, headers: { Own: "1" } });
    expect(settings).toEqual({ silent: true, headers: { Own: "1", [UNATTENDED]: "1" } });
});
