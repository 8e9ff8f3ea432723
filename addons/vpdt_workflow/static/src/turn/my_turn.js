import { Component, onMounted, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { purposeLabel } from "../common/labels";
import { remaining } from "../common/times";
import { TransferDialog } from "./transfer_dialog";
import { WordsDialog } from "./words_dialog";

/**
 * Event of `env.bus`: the handlings of a document changed, on this screen. Its detail:
 * `{documentId, by}`, `by` the component that shows the new state already.
 */
export const HANDLED = "VPDT:HANDLED";

/** What is asked of the user on this document, and the buttons to do it. */
export class MyTurn extends Component {
    static template = "vpdt_workflow.MyTurn";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.action = useService("action");
        this.notification = useService("notification");
        this.purposeLabel = purposeLabel;
        this.remaining = remaining;
        this.state = useState({ turns: [], isBusy: false });
        useBus(this.env.bus, HANDLED, ({ detail }) => {
            if (detail.by !== this && detail.documentId === this.props.record.resId) {
                this.load(detail.documentId);
            }
        });
        onMounted(() => this.open(this.props.record.resId));
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.props.record.resId) {
                this.state.turns = [];
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
        const turns = await this.orm.call("vpdt.document", "get_my_turn", [[documentId]]);
        if (documentId === this.props.record.resId) {
            this.state.turns = turns;
        }
    }

    buttonsOf({ moves }) {
        const labels = {
            accept: _t("Enter in our register"),
            transfer: _t("Pass on with a directive"),
            finish: _t("Finish"),
            return: _t("Return"),
        };
        return Object.keys(labels)
            .filter((move) => moves.includes(move))
            .map((move, index) => ({ move, label: labels[move], isMain: index === 0 }));
    }

    make(move, turn) {
        return {
            accept: () => this.accept(turn),
            transfer: () => this.transfer(turn),
            finish: () => this.finish(turn),
            return: () => this.giveBack(turn),
        }[move]();
    }

    transfer(turn) {
        this.dialog.add(TransferDialog, {
            handlingId: turn.id,
            title: _t("Pass on with a directive"),
            onSent: () => this.afterMove(_t("Passed on.")),
        });
    }

    async accept(turn) {
        this.state.isBusy = true;
        try {
            await this.orm.call("vpdt.handling", "action_accept", [[turn.id]]);
        } finally {
            this.state.isBusy = false;
        }
        await this.afterMove(_t("Entered in your register and passed to the head."));
    }

    giveBack(turn) {
        this.dialog.add(WordsDialog, {
            title: _t("Return"),
            label: _t("Why do you return it?"),
            confirmLabel: _t("Return"),
            isRequired: true,
            onConfirm: async (reason) => {
                await this.orm.call("vpdt.handling", "action_return", [[turn.id]], { reason });
                await this.afterMove(_t("Returned to %s.", turn.sender));
            },
        });
    }

    finish(turn) {
        this.dialog.add(WordsDialog, {
            title: _t("Finish"),
            label: _t("With what result?"),
            confirmLabel: _t("Finish"),
            isRequired: ["lead", "support"].includes(turn.purpose),
            onConfirm: async (result) => {
                await this.orm.call("vpdt.handling", "action_finish", [[turn.id]], { result });
                await this.afterMove(_t("Finished."));
            },
        });
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
