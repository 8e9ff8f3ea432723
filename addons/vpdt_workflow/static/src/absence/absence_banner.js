import { Component, onWillDestroy, onWillStart, status, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { Desk } from "../desk/desk";

/** Above the desk: for whom one acts, and who acts for oneself. */
export class AbsenceBanner extends Component {
    static template = "vpdt_workflow.AbsenceBanner";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.state = useState({ acting: [], away: false });
        const load = async () => {
            // what the bus told while the banner was going
            if (status(this) !== "destroyed") {
                const banner = await this.orm.silent.call("vpdt.absence", "get_banner", []);
                Object.assign(this.state, banner);
            }
        };
        onWillStart(load);
        const refresh = useDebounced(load, 300);
        this.bus.subscribe("vpdt.desk", refresh);
        // a banner that a new one replaces while it loads is never mounted, nor unmounted
        onWillDestroy(() => this.bus.unsubscribe("vpdt.desk", refresh));
    }

    actingText({ name, until }) {
        return _t("You act for %(name)s until %(until)s.", { name, until });
    }

    get awayText() {
        const { until, substitutes } = this.state.away;
        return substitutes
            ? _t("You are away until %(until)s. Acting for you: %(substitutes)s.", {
                  until,
                  substitutes,
              })
            : _t("You are away until %(until)s and nobody acts for you.", { until });
    }

    open(resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "vpdt.absence",
            res_id: resId,
            views: [[false, "form"]],
        });
    }
}

Object.assign(Desk.components, { AbsenceBanner });
