import { expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { makeMockEnv, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { utcOf } from "@vpdt_accounts/incident/report";

const { Settings } = luxon;

defineMailModels();

test("since when is meant in the time of Vietnam, whatever zone a computer is set to", async () => {
    mockDate("2026-11-27 09:00:00", -8);
    patchWithCleanup(Settings, { defaultZone: Settings.defaultZone });
    await makeMockEnv();
    expect(utcOf("2026-11-27T16:30")).toBe("2026-11-27 09:30:00");
    expect(utcOf("")).toBe("");
    expect(utcOf("yesterday")).toBe("");
});
