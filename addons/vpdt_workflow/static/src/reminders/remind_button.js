import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { moveLabel, useMoves } from "../turn/moves";

/** Reminds whoever has what one sent; stands on the lines of "Sent" on the desk. */
export class RemindButton extends Component {
    static template = "vpdt_workflow.RemindButton";
    static props = { line: Object };

    setup() {
        const notification = useService("notification");
        this.moveLabel = moveLabel;
        this.move = useMoves(({ message }) => notification.add(message, { type: "success" }));
    }

    remind(ev) {
        ev.preventDefault();
        ev.stopPropagation();
        return this.move("remind", this.props.line);
    }
}

registry.category("vpdt_desk_sent_buttons").add("remind", RemindButton);
