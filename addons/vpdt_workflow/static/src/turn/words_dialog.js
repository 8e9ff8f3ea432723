import { _t } from "@web/core/l10n/translation";
import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";

import { dayOf, deadlineFor } from "../common/times";

const { DateTime } = luxon;

/** Asks for the words that go with a move, and for a day where it needs one. */
export class WordsDialog extends Component {
    static template = "vpdt_workflow.WordsDialog";
    static components = { DateTimeInput, Dialog };
    static props = {
        title: String,
        /** A sentence above the box: what will happen. */
        body: { type: String, optional: true },
        label: String,
        confirmLabel: String,
        isRequired: { type: Boolean, optional: true },
        /** Asks for a day as well; it is required then. */
        dayLabel: { type: String, optional: true },
        /** The day proposed: UTC, as the server writes it. */
        deadline: { optional: true },
        /** Called with the words and the deadline; false keeps the dialog open. */
        onConfirm: Function,
        close: Function,
    };

    setup() {
        const proposed = dayOf(this.props.deadline);
        this.state = useState({
            text: "",
            day: proposed >= DateTime.local().toISODate() ? proposed : "",
            isSending: false,
        });
        this.textRef = useRef("text");
        useEffect(
            () => this.textRef.el.focus(),
            () => []
        );
        useHotkey("control+enter", () => this.confirm(), { bypassEditableProtection: true });
    }

    get dayProps() {
        return {
            id: "vpdt_words_day",
            type: "date",
            value: this.state.day ? DateTime.fromISO(this.state.day) : false,
            placeholder: _t("Choose a day"),
            minDate: DateTime.local().startOf("day"),
            onChange: (day) => (this.state.day = day ? day.toISODate() : ""),
        };
    }

    get isMissing() {
        const { isRequired, dayLabel } = this.props;
        return Boolean(
            (isRequired && !this.state.text.trim()) || (dayLabel && !this.state.day)
        );
    }

    async confirm() {
        if (this.isMissing || this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        let isMade;
        try {
            isMade = await this.props.onConfirm(
                this.state.text,
                deadlineFor(this.state.day, this.props.deadline)
            );
        } finally {
            this.state.isSending = false;
        }
        if (isMade !== false) {
            this.props.close();
        }
    }
}
