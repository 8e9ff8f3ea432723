import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";

/** Asks for the words that go with a move: why it is returned, with what result done. */
export class WordsDialog extends Component {
    static template = "vpdt_workflow.WordsDialog";
    static components = { Dialog };
    static props = {
        title: String,
        label: String,
        confirmLabel: String,
        isRequired: { type: Boolean, optional: true },
        onConfirm: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ text: "", isSending: false });
        this.textRef = useRef("text");
        useEffect(
            () => this.textRef.el.focus(),
            () => []
        );
        useHotkey("control+enter", () => this.confirm(), { bypassEditableProtection: true });
    }

    get isMissing() {
        return Boolean(this.props.isRequired && !this.state.text.trim());
    }

    async confirm() {
        if (this.isMissing || this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        try {
            await this.props.onConfirm(this.state.text);
        } finally {
            this.state.isSending = false;
        }
        this.props.close();
    }
}
