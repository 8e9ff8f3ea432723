import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";
import { failureText, sendFile } from "@vpdt_documents/intake/upload_service";

import { versionUrl } from "./addresses";

/** Sends a file as the next version of a draft, with a word on what is new in it. */
export class VersionDialog extends Component {
    static template = "vpdt_outgoing.VersionDialog";
    static components = { Dialog };
    static props = {
        file: { type: Object },
        /** The draft's `DraftScreen`. */
        screen: Object,
        /** The number the version will most likely have. */
        number: Number,
        close: Function,
    };

    setup() {
        this.notification = useService("notification");
        this.state = useState({ note: "", state: "waiting", percent: 0, message: "" });
        this.noteRef = useRef("note");
        useEffect(
            () => this.noteRef.el?.focus(),
            () => []
        );
        useHotkey("control+enter", () => this.send(), { bypassEditableProtection: true });
    }

    get title() {
        return _t("Version %s", this.props.number);
    }

    get name() {
        return this.props.file.name.normalize("NFC");
    }

    get isSending() {
        return ["sending", "reading"].includes(this.state.state);
    }

    get stateText() {
        return this.state.state === "sending"
            ? _t("Sending: %s%%", this.state.percent)
            : _t("Reading the file and making its print…");
    }

    /** A file that was refused is refused again: only the way there can be tried anew. */
    get mayRetry() {
        return this.state.state !== "refused" && !this.isSending;
    }

    fail(state, message) {
        Object.assign(this.state, { state, message });
    }

    async send() {
        if (!this.mayRetry) {
            return;
        }
        Object.assign(this.state, { state: "sending", percent: 0, message: "" });
        const { file, screen, close } = this.props;
        try {
            const draftId = await screen.form.save();
            if (!draftId) {
                close(); // The form says what is missing.
                return;
            }
            const { status, answer } = await sendFile(versionUrl(draftId), file, this.state, {
                "X-Note": encodeURIComponent(this.state.note),
            });
            if (answer?.version_id) {
                await screen.form.refresh();
                screen.show(answer.version_id);
                this.notification.add(_t("Version %s is there.", answer.number), {
                    type: "success",
                });
                if (answer.same_as) {
                    // taken all the same: who sent it may have meant another file
                    this.notification.add(
                        _t("It is the same file as version %s: was another meant?", answer.same_as),
                        { type: "warning" }
                    );
                }
                close();
            } else if (answer?.refused) {
                this.fail("refused", answer.message);
            } else {
                this.fail("failed", failureText(status));
            }
        } catch {
            this.fail("failed", failureText(0));
        }
    }
}
