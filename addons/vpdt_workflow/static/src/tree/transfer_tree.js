import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { purposeLabel, roleLabel, stateLabel } from "../common/labels";
import { remaining, shortTime } from "../common/times";
import { moveLabel, useMoves } from "../turn/moves";
import { HANDLED, documentOf, ofDocument } from "../turn/my_turn";

/** Deeper levels are not pushed further right: a phone is narrow. */
const DEEPEST = 6;

/**
 * Words said once to several are shown with the first of them only.
 *
 * @param {Object[]} nodes of the server, in the order of the tree
 * @returns {Object[]} the nodes with `words`, "" where they were just said
 */
export function withWords(nodes) {
    const said = new Set();
    return nodes.map((node) => {
        const once = [node.parent_id, node.sender, node.sent_at, node.text].join("|");
        const words = said.has(once) ? "" : node.text;
        said.add(once);
        return { ...node, words };
    });
}

/** Who has the document, from whom, since when, what for, until when, and what came of it. */
export class TransferTree extends Component {
    static template = "vpdt_workflow.TransferTree";
    static props = { ...standardWidgetProps, ...ofDocument.props };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.moveLabel = moveLabel;
        this.move = useMoves((done) => this.afterMove(done));
        this.purposeLabel = purposeLabel;
        this.stateLabel = stateLabel;
        this.roleLabel = roleLabel;
        this.shortTime = shortTime;
        this.remaining = remaining;
        this.state = useState({ nodes: [] });
        onWillStart(() => this.load(this.documentId));
        onWillUpdateProps((next) => {
            const documentId = documentOf(next);
            if (documentId !== this.documentId) {
                return this.load(documentId);
            }
        });
        useBus(this.env.bus, HANDLED, ({ detail }) => {
            if (detail.by !== this && detail.documentId === this.documentId) {
                this.load(detail.documentId);
            }
        });
    }

    async load(documentId) {
        const nodes = documentId
            ? await this.orm.silent.call("vpdt.document", "get_transfer_tree", [[documentId]])
            : [];
        this.state.nodes = withWords(nodes);
    }

    get documentId() {
        return documentOf(this.props);
    }

    depthOf(node) {
        return Math.min(node.depth, DEEPEST);
    }

    isOpen({ state }) {
        return state === "waiting" || state === "opened";
    }

    /** What became of it, in one line. */
    storyOf(node) {
        const parts = [stateLabel(node.state)];
        if (node.state === "opened") {
            parts.push(shortTime(node.opened_at));
        } else if (node.closed_at) {
            parts.push(shortTime(node.closed_at));
        }
        if (node.to_agency && node.opened_by) {
            parts.push(node.opened_by);
        }
        return parts.join(", ");
    }

    /** After a move made here: everything on the form follows. */
    async afterMove({ message }) {
        this.notification.add(message, { type: "success" });
        const { documentId } = this;
        await this.props.record.model.load();
        this.env.bus.trigger(HANDLED, { documentId, by: this });
        await this.load(documentId);
    }
}

registry.category("view_widgets").add("vpdt_transfer_tree", {
    component: TransferTree,
    extractProps: ofDocument.extractProps,
});
