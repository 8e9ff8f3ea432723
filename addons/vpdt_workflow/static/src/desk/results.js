import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** What a batch did, paper by paper. */
export class Results extends Component {
    static template = "vpdt_workflow.Results";
    static props = {
        /** `{id, name, done, message}` */
        results: Array,
    };
}

/** The same over the paper, where there is no room beside it. */
export class ResultsDialog extends Component {
    static template = "vpdt_workflow.ResultsDialog";
    static components = { Dialog, Results };
    static props = { results: Array, close: Function };
}
