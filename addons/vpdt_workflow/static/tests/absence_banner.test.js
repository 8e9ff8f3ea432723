import { Deferred, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, useState, xml } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    models,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { AbsenceBanner } from "@vpdt_workflow/absence/absence_banner";

class Absence extends models.Model {
    _name = "vpdt.absence";
}

class Handling extends models.Model {
    _name = "vpdt.handling";

    get_urgent_calls() {
        return [];
    }
}

defineMailModels();
defineModels([Absence, Handling]);

test("a banner that goes before it is shown is told nothing more", async () => {
    const answer = new Deferred();
    onRpc("vpdt.absence", "get_banner", async () => {
        expect.step("asked");
        await answer;
        return { acting: [], away: false };
    });
    class Parent extends Component {
        static template = xml`<AbsenceBanner t-if="state.isShown" />`;
        static components = { AbsenceBanner };
        static props = {};
        setup() {
            this.state = useState({ isShown: false });
        }
    }
    const parent = await mountWithCleanup(Parent);
    const listening = new Set();
    patchWithCleanup(parent.env.services.bus_service, {
        subscribe(type, callback) {
            listening.add(callback);
        },
        unsubscribe(type, callback) {
            listening.delete(callback);
        },
    });
    parent.state.isShown = true;
    await animationFrame();
    expect.verifySteps(["asked"]);
    expect(listening.size).toBe(1);
    // gone while it loads: it is never mounted
    parent.state.isShown = false;
    await animationFrame();
    expect(listening.size).toBe(0);
    answer.resolve();
    await animationFrame();
});
