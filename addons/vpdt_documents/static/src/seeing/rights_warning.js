import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { session } from "@web/session";

/** Stays in the bar at the top while changes of rights wait for the user to confirm. */
export class RightsWarning extends Component {
    static template = "vpdt_documents.RightsWarning";
    static props = {};

    setup() {
        this.action = useService("action");
        this.count = session.vpdt_rights_waiting || 0;
    }

    open() {
        return this.action.doAction("vpdt_documents.vpdt_rights_change_action");
    }
}

registry
    .category("systray")
    .add("vpdt_documents.rights_warning", { Component: RightsWarning }, { sequence: 30 });
