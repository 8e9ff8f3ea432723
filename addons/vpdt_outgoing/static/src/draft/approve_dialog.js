import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";

const KINDS = {
    content: _t("Review of the content"),
    layout: _t("Review of the layout"),
    sign: _t("Signature"),
};

/** @param {string} kind of a step @returns {string} its name */
export function kindLabel(kind) {
    return String(KINDS[kind] ?? kind);
}

/** Sends a draft on: to whom it goes now, and a word for him. */
export class ApproveDialog extends Component {
    static template = "vpdt_outgoing.ApproveDialog";
    static components = { Dialog };
    static props = {
        title: String,
        confirmLabel: String,
        /** As `get_next_step` returns it; none where the draft goes nowhere by itself. */
        next: { type: Object, optional: true },
        /** What is said where there is no next step. */
        body: { type: String, optional: true },
        /** Called with the remark and the reviewer chosen; false keeps the dialog open. */
        onConfirm: Function,
        close: Function,
    };

    setup() {
        this.kindLabel = kindLabel;
        const { candidates = [], usual } = this.props.next || {};
        this.state = useState({
            text: "",
            reviewerId: usual || (candidates.length === 1 ? candidates[0].id : false),
            isSending: false,
        });
        this.textRef = useRef("text");
        useEffect(
            () => this.textRef.el.focus(),
            () => []
        );
        useHotkey("control+enter", () => this.confirm(), { bypassEditableProtection: true });
    }

    get candidates() {
        return this.props.next?.candidates || [];
    }

    /** Who signs is a field of the draft: it is not chosen here. */
    get isChosen() {
        return this.props.next?.kind === "sign" || this.candidates.length < 2;
    }

    get isMissing() {
        return Boolean(this.props.next && !this.isChosen && !this.state.reviewerId);
    }

    async confirm() {
        if (this.isMissing || this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        let isMade;
        try {
            const { text, reviewerId } = this.state;
            isMade = await this.props.onConfirm(text, this.isChosen ? null : reviewerId);
        } finally {
            this.state.isSending = false;
        }
        if (isMade !== false) {
            this.props.close();
        }
    }
}
