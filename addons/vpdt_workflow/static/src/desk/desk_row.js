import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";

import { purposeLabel, stateLabel, urgencyLabel } from "../common/labels";
import { remaining, shortTime } from "../common/times";
import { moveLabel } from "../turn/moves";
import { isPickable } from "./desk_lines";

/**
 * Buttons that other parts of the office put on a line of what was sent: components with
 * the prop `line`.
 */
const sentButtons = registry.category("vpdt_desk_sent_buttons");

/**
 * One paper in the list. A component of its own: when the next paper is read, two rows are
 * drawn anew and not five hundred.
 */
export class DeskRow extends Component {
    static template = "vpdt_workflow.DeskRow";
    static props = {
        /** As `desk_read` returns it; a change makes another object of it. */
        line: Object,
        isCurrent: Boolean,
        isPicked: Boolean,
        isSent: Boolean,
        onShow: Function,
        onOpen: Function,
        onPick: Function,
        onMove: Function,
    };

    setup() {
        this.isPickable = isPickable;
        this.labels = { moveLabel, purposeLabel, remaining, shortTime, stateLabel, urgencyLabel };
        this.sentButtons = sentButtons.getAll();
    }

    onPick(ev) {
        ev.stopPropagation();
        this.props.onPick(this.props.line.id);
    }

    /** What is done about a line without reading it. */
    onMove(ev, move) {
        ev.preventDefault();
        ev.stopPropagation();
        this.props.onMove(move, this.props.line);
    }
}
