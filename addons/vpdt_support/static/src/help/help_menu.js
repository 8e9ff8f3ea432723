import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { HelpDialog } from "./help_dialog";
import { screenOf } from "./screen";

/** The question mark at the top right of every screen. */
export class HelpMenu extends Component {
    static template = "vpdt_support.HelpMenu";
    static props = {};

    setup() {
        this.dialog = useService("dialog");
        this.action = useService("action");
    }

    open() {
        this.dialog.add(HelpDialog, {
            screen: screenOf(this.action.currentController),
        });
    }
}

registry.category("systray").add("vpdt_help", { Component: HelpMenu }, { sequence: 5 });
