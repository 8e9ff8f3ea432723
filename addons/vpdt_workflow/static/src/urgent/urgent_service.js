import { Component, reactive, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";

import { urgencyLabel } from "../common/labels";
import { shortTime } from "../common/times";

/** A directive for twenty papers makes forty notices: one reading is enough. */
const TOGETHER = 300;

/** Three short tones; silent where the browser wants a click first. */
export function ring(AudioContext = window.AudioContext) {
    if (!AudioContext) {
        return;
    }
    try {
        const context = new AudioContext();
        [0, 0.25, 0.5].forEach((start) => {
            const tone = context.createOscillator();
            const volume = context.createGain();
            tone.frequency.value = 880;
            volume.gain.value = 0.2;
            tone.connect(volume).connect(context.destination);
            tone.start(context.currentTime + start);
            tone.stop(context.currentTime + start + 0.15);
        });
        setTimeout(() => context.close(), 1500);
    } catch {
        // No sound device: the red bar is there all the same.
    }
}

/** The red bar with express papers that wait to be confirmed, on every page. */
export class UrgentCalls extends Component {
    static props = {};
    static template = "vpdt_workflow.UrgentCalls";

    setup() {
        this.service = useService("vpdt_urgent");
        this.orm = useService("orm");
        this.action = useService("action");
        this.calls = useState(this.service.calls);
        this.urgencyLabel = urgencyLabel;
        this.shortTime = shortTime;
    }

    open(ev, call) {
        if (ev.ctrlKey || ev.metaKey || ev.shiftKey) {
            return;
        }
        ev.preventDefault();
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "vpdt.document",
            res_id: call.document_id,
            views: [[false, "form"]],
            name: call.code,
        });
    }

    async confirm(call) {
        await this.orm.call("vpdt.handling", "action_acknowledge", [[call.id]]);
        await this.service.look();
    }
}

/** Keeps the list of papers to confirm: looked up under the user's own rights. */
export const urgentService = {
    dependencies: ["orm", "bus_service"],
    start(env, { orm, bus_service: bus }) {
        const calls = reactive({ list: [] });

        async function look() {
            calls.list = await orm.silent.call("vpdt.handling", "get_urgent_calls", []);
        }

        async function begin() {
            if (!(await user.hasGroup("vpdt_documents.group_vpdt_documents_user"))) {
                return;
            }
            let isCalled = false;
            const follow = debounce(async () => {
                const rings = isCalled;
                isCalled = false;
                await look();
                rings && ring();
            }, TOGETHER);
            bus.subscribe("vpdt.urgent", () => {
                isCalled = true;
                follow();
            });
            bus.subscribe("vpdt.desk", () => calls.list.length && follow());
            await look();
        }

        begin();
        return { calls, look };
    },
};

registry.category("services").add("vpdt_urgent", urgentService);
registry.category("main_components").add("vpdt_urgent_calls", { Component: UrgentCalls });
