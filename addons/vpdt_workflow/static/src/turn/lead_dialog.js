import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { fold } from "@vpdt_documents/reading/fold";

/** Who is in the lead from now on, why, and what becomes of the former lead. */
export class LeadDialog extends Component {
    static template = "vpdt_workflow.LeadDialog";
    static components = { Dialog };
    static props = {
        handlingId: Number,
        /** Called with what the server's `action_change_lead` takes. */
        onConfirm: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ key: "", keep: "", reason: "", wanted: "", isSending: false });
        onWillStart(async () => {
            const { candidates } = await this.orm.call(
                "vpdt.handling",
                "get_transfer_options",
                [[this.props.handlingId]],
                { move: "change_lead" }
            );
            this.candidates = candidates.filter(({ purposes }) => purposes.includes("lead"));
        });
        useHotkey("control+enter", () => this.confirm(), { bypassEditableProtection: true });
    }

    get shown() {
        const wanted = fold(this.state.wanted);
        return this.candidates.filter(
            ({ key, name, detail }) =>
                !wanted || key === this.state.key || fold(`${name} ${detail}`).includes(wanted)
        );
    }

    get keeps() {
        return [
            { keep: "", label: _t("Leaves it") },
            { keep: "support", label: _t("Supports") },
            { keep: "inform", label: _t("Is informed") },
        ];
    }

    get isMissing() {
        return !this.state.key || !this.state.reason.trim();
    }

    async confirm() {
        if (this.isMissing || this.state.isSending) {
            return;
        }
        const { kind, id } = this.candidates.find(({ key }) => key === this.state.key);
        this.state.isSending = true;
        try {
            await this.props.onConfirm({
                receiver: { kind, id },
                reason: this.state.reason,
                keep: this.state.keep,
            });
        } finally {
            this.state.isSending = false;
        }
        this.props.close();
    }
}
