import { Component, onMounted, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { purposeLabel } from "../common/labels";
import { remaining, shortTime } from "../common/times";
import { MoveButtons } from "./move_buttons";
import { useMoves } from "./moves";
import { Requests } from "./requests";

/**
 * Event of `env.bus`: the handlings of a document changed, on this screen. Its detail:
 * `{documentId, by}`, `by` the component that shows the new state already.
 */
export const HANDLED = "VPDT:HANDLED";

/**
 * The document a widget of a form is about: the record itself, or the one that the field
 * named in `document` points at (as a draft's).
 *
 * @param {{record: Object, document?: string}} props
 * @returns {number|false} its id
 */
export function documentOf({ record, document: field }) {
    return field ? record.data[field]?.id || false : record.resId;
}

/** For the registry: `<widget name="…" document="document_id"/>`. */
export const ofDocument = {
    props: { document: { type: String, optional: true } },
    extractProps: ({ attrs }) => ({ document: attrs.document }),
};

/** What is asked of the user on this document, and the buttons to do it. */
export class MyTurn extends Component {
    static template = "vpdt_workflow.MyTurn";
    static components = { MoveButtons, Requests };
    static props = { ...standardWidgetProps, ...ofDocument.props };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.purposeLabel = purposeLabel;
        this.remaining = remaining;
        this.shortTime = shortTime;
        this.move = useMoves(({ message }) => this.afterMove(message));
        this.state = useState({ turns: [], requests: [], isBusy: false });
        useBus(this.env.bus, HANDLED, ({ detail }) => {
            if (detail.by !== this && detail.documentId === this.documentId) {
                this.load(detail.documentId);
            }
        });
        onMounted(() => this.open(this.documentId));
        onWillUpdateProps((next) => {
            const documentId = documentOf(next);
            if (documentId !== this.documentId) {
                Object.assign(this.state, { turns: [], requests: [] });
                this.open(documentId);
            }
        });
    }

    get documentId() {
        return documentOf(this.props);
    }

    /** Note that the user has opened what lies with him, then show it. */
    async open(documentId) {
        if (!documentId) {
            return;
        }
        await this.orm.silent.call("vpdt.document", "action_open", [[documentId]]);
        await this.load(documentId);
        this.env.bus.trigger(HANDLED, { documentId, by: this });
    }

    async load(documentId) {
        const [turns, requests] = await Promise.all([
            this.orm.call("vpdt.document", "get_my_turn", [[documentId]]),
            this.orm.call("vpdt.document", "get_requests", [[documentId]]),
        ]);
        if (documentId === this.documentId) {
            Object.assign(this.state, { turns, requests });
        }
    }

    /** Make a move, with the dialog it needs. */
    async make(move, turn) {
        this.state.isBusy = true;
        try {
            await this.move(move, { ...turn, document_id: this.documentId });
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Say it is done; back to the desk for who came from there, else show it here. */
    async afterMove(message) {
        this.notification.add(message, { type: "success" });
        const { record } = this.props;
        const { documentId } = this;
        await this.load(documentId);
        if (record.context.vpdt_from_desk && !this.state.turns.length) {
            this.env.config.historyBack();
            return;
        }
        await record.model.load();
        this.env.bus.trigger(HANDLED, { documentId, by: this });
    }
}

registry.category("view_widgets").add("vpdt_my_turn", {
    component: MyTurn,
    extractProps: ofDocument.extractProps,
});
