import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

import { BUCKETS } from "./buckets";
import { KEYS } from "./desk_keys";

/** All keys of the desk on one sheet. */
export class HelpSheet extends Component {
    static template = "vpdt_workflow.HelpSheet";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.keys = KEYS;
        this.buckets = BUCKETS;
    }
}
