import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import { urgentService } from "@vpdt_workflow/urgent/urgent_service";

describe.current.tags("headless");

/** @returns {Promise<Object>} the service, what it asked for, and a way to notify it */
async function started(list) {
    patchWithCleanup(user, { hasGroup: async () => true });
    patchWithCleanup(window, { AudioContext: undefined });
    const asked = [];
    const heard = {};
    const orm = { silent: { call: async (model, method) => (asked.push(method), list) } };
    const bus = { subscribe: (type, callback) => (heard[type] = callback) };
    const service = urgentService.start({}, { orm, bus_service: bus });
    await animationFrame();
    return { service, asked, heard };
}

test("forty notices of one directive are one reading", async () => {
    const { asked, heard } = await started([{ id: 1 }]);
    expect(asked).toHaveLength(1);
    for (let notice = 0; notice < 40; notice++) {
        heard["vpdt.desk"]();
    }
    await advanceTime(1000);
    expect(asked).toHaveLength(2);
});

test("where nothing express waits, the desk's notices ask for nothing", async () => {
    const { asked, heard } = await started([]);
    heard["vpdt.desk"]();
    await advanceTime(1000);
    expect(asked).toHaveLength(1);
});

test("an express paper is looked up though nothing waited", async () => {
    const { service, asked, heard } = await started([]);
    heard["vpdt.urgent"]();
    await advanceTime(1000);
    expect(asked).toHaveLength(2);
    expect(service.calls.list).toEqual([]);
});
