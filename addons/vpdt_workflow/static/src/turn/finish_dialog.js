import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";

/** With what result a task is finished: words, the document that answers, or filed. */
export class FinishDialog extends Component {
    static template = "vpdt_workflow.FinishDialog";
    static components = { Dialog, RecordSelector };
    static props = {
        /** Whether words are needed where no document answers. */
        isRequired: { type: Boolean, optional: true },
        /** The document finished: it cannot answer itself. */
        documentId: { type: Number, optional: true },
        /** Called with what the server's `action_finish` takes. */
        onConfirm: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ kind: "note", text: "", answerId: false, isSending: false });
        this.textRef = useRef("text");
        useEffect(
            () => this.textRef.el?.focus(),
            () => []
        );
        useHotkey("control+enter", () => this.confirm(), { bypassEditableProtection: true });
    }

    get kinds() {
        return [
            { kind: "note", label: _t("Dealt with") },
            { kind: "answer", label: _t("Answered with a document") },
            { kind: "filed", label: _t("Filed only") },
        ];
    }

    get answerProps() {
        return {
            resModel: "vpdt.document",
            resId: this.state.answerId,
            domain: this.props.documentId ? [["id", "!=", this.props.documentId]] : [],
            placeholder: _t("Number or subject"),
            update: (id) => (this.state.answerId = id),
        };
    }

    get isMissing() {
        const { kind, text, answerId } = this.state;
        return (
            (kind === "answer" && !answerId) ||
            (kind === "note" && Boolean(this.props.isRequired) && !text.trim())
        );
    }

    async confirm() {
        if (this.isMissing || this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        const { kind, text, answerId } = this.state;
        try {
            await this.props.onConfirm({
                result: text,
                kind,
                answer_id: kind === "answer" ? answerId : null,
            });
        } finally {
            this.state.isSending = false;
        }
        this.props.close();
    }
}
