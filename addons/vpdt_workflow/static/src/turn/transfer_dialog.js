import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

import { TransferForm } from "./transfer_form";

/** The directive in a dialog over the paper. */
export class TransferDialog extends Component {
    static template = "vpdt_workflow.TransferDialog";
    static components = { Dialog, TransferForm };
    static props = {
        handlingId: { type: Number, optional: true },
        /** Several that get the same directive, instead of one. */
        handlingIds: { type: Array, element: Number, optional: true },
        move: { type: String, optional: true },
        nameOf: { type: Function, optional: true },
        title: String,
        onSent: Function,
        close: Function,
    };

    static defaultProps = { move: "transfer" };

    get isBatch() {
        return Boolean(this.props.handlingIds);
    }

    async onSent(answer) {
        this.props.close();
        await this.props.onSent(answer);
    }
}
