import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

import { TransferForm } from "./transfer_form";

/** The directive in a dialog over the paper. */
export class TransferDialog extends Component {
    static template = "vpdt_workflow.TransferDialog";
    static components = { Dialog, TransferForm };
    static props = {
        handlingId: Number,
        title: String,
        onSent: Function,
        close: Function,
    };

    async onSent(answer) {
        this.props.close();
        await this.props.onSent(answer);
    }
}
