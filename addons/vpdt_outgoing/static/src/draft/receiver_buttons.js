import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { ReceiversDialog } from "./receivers_dialog";

/** Adds several receivers at once: all departments, all communes, who sent the paper. */
export class ReceiverButtons extends Component {
    static template = "vpdt_outgoing.ReceiverButtons";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
        this.screen = useState(this.env.vpdtDraft);
    }

    get isShown() {
        const { i_make, i_issue, state } = this.props.record.data;
        return (i_make && state === "making") || (i_issue && !["issued", "abandoned"].includes(state));
    }

    get hasAnswered() {
        return Boolean(this.props.record.data.answers_id);
    }

    async addMany() {
        const groups = await this.screen.call("get_receiver_choices");
        if (groups) {
            this.dialog.add(ReceiversDialog, {
                groups,
                onConfirm: (ids, purpose, isAddressee) =>
                    this.screen.call("action_add_receivers", ids, purpose, isAddressee),
            });
        }
    }

    addSender() {
        return this.screen.call("action_add_sender");
    }
}

registry.category("view_widgets").add("vpdt_receiver_buttons", { component: ReceiverButtons });
