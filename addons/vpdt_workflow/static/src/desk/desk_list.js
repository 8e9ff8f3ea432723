import { Component } from "@odoo/owl";

import { DeskRow } from "./desk_row";

/**
 * The papers of a bucket. A component of its own: what comes and goes beside it (the paper,
 * the directive, what is told) does not go through five hundred rows.
 */
export class DeskList extends Component {
    static template = "vpdt_workflow.DeskList";
    static components = { DeskRow };
    static props = {
        /** As `desk_read` returns them; a change makes another array of them. */
        lines: Array,
        /** Id of the one that is read. */
        current: { type: [Number, { value: null }], optional: true },
        /** Ids of those that are chosen. */
        picked: Array,
        isSent: Boolean,
        onShow: Function,
        onOpen: Function,
        onPick: Function,
        onMove: Function,
    };
}
