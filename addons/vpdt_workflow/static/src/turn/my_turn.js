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

/** What is asked of the user on this document, and the buttons to do it. */
export class MyTurn extends Component {
    static template = "vpdt_workflow.MyTurn";
    static components = { MoveButtons, Requests };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.purposeLabel = purposeLabel;
        this.remaining = remaining;
        this.shortTime = shortTime;
        this.move = useMoves(({ message }) => this.afterMove(message));
        this.state = useState({ turns: [], requests: [], isBusy: false });
        useBus(this.env.bus, HANDLED, ({ detail }) => {
            if (detail.by !== this && detail.documentId === this.props.record.resId) {
                this.load(detail.documentId);
            }
        });
        onMounted(() => this.open(this.props.record.resId));
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.props.record.resId) {
                Object.assign(this.state, { turns: [], requests: [] });
                this.open(record.resId);
            }
        });
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
        if (documentId === this.props.record.resId) {
            Object.assign(this.state, { turns, requests });
        }
    }

    /** Make a move, with the dialog it needs. */
    async make(move, turn) {
        this.state.isBusy = true;
        try {
            await this.move(move, { ...turn, document_id: this.props.record.resId });
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Say it is done; back to the desk for who came from there, else show it here. */
    async afterMove(message) {
        this.notification.add(message, { type: "success" });
        const { record } = this.props;
        const documentId = record.resId;
        await this.load(documentId);
        if (record.context.vpdt_from_desk && !this.state.turns.length) {
            this.env.config.historyBack();
            return;
        }
        await record.model.load();
        this.env.bus.trigger(HANDLED, { documentId, by: this });
    }
}

registry.category("view_widgets").add("vpdt_my_turn", { component: MyTurn });
