import { expect, test } from "@odoo/hoot";
import { mockDate } from "@odoo/hoot-mock";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { makeMockEnv, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";

const { DateTime, Settings } = luxon;

defineMailModels();

test("a computer set to another zone shows the hours of Vietnam", async () => {
    mockDate("2026-11-27 09:00:00", -8);
    patchWithCleanup(Settings, { defaultZone: Settings.defaultZone });
    await makeMockEnv();
    expect(deserializeDateTime("2026-11-30 09:00:00").toFormat("HH:mm dd/MM/yyyy")).toBe(
        "16:00 30/11/2026"
    );
    // what is typed is meant so, too
    const typed = DateTime.fromFormat("07:30 01/12/2026", "HH:mm dd/MM/yyyy");
    expect(serializeDateTime(typed)).toBe("2026-12-01 00:30:00");
});
