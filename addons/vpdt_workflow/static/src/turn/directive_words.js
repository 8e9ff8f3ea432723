import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { useDebounced } from "@web/core/utils/timing";

import { expanded, inserted } from "./wording";
import { WordsDialog } from "./words_dialog";

/** Milliseconds of rest after which what is written is read. */
const REST = 450;
/** So many phrases are shown; the others come by their shortcuts. */
const SHOWN = 6;

/** Where a directive is written: with phrases, and read while it is written. */
export class DirectiveWords extends Component {
    static template = "vpdt_workflow.DirectiveWords";
    static props = {
        handlingId: Number,
        move: String,
        /** Key of the person in the lead, to whom the words may propose. */
        receiver: { type: String, optional: true },
        text: String,
        /** What the reading leaves open, in words. */
        notes: Array,
        isFocused: { type: Boolean, optional: true },
        /** Called with the text. */
        onText: Function,
        /** Called with what the words say, null for no words. */
        onReading: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.phraseService = useService("vpdt_phrases");
        this.textRef = useRef("text");
        this.state = useState({ phrases: [] });
        this.keepLast = new KeepLast();
        this.readLater = useDebounced(() => this.read(), REST);
        onWillStart(async () => {
            this.state.phrases = await this.phraseService.read();
        });
        useEffect(
            () => {
                // To somebody else the same words propose something else
                if (this.props.text.trim()) {
                    this.readLater();
                }
            },
            () => [this.props.receiver]
        );
        useEffect(
            () => {
                if (this.props.isFocused) {
                    this.textRef.el.focus();
                }
            },
            () => []
        );
    }

    get shownPhrases() {
        return this.state.phrases.slice(0, SHOWN);
    }

    onInput() {
        const field = this.textRef.el;
        const next = expanded(field.value, field.selectionStart, this.state.phrases);
        if (next) {
            this.put(next);
            this.phraseService.use(next.phrase);
            return;
        }
        this.write(field.value);
    }

    write(text) {
        this.props.onText(text);
        this.readLater();
    }

    /** Write a text and leave the cursor where it belongs. */
    put({ text, cursor }) {
        const field = this.textRef.el;
        field.value = text;
        field.setSelectionRange(cursor, cursor);
        this.write(text);
    }

    choosePhrase(phrase) {
        const field = this.textRef.el;
        this.put(inserted(field.value, field.selectionStart, field.selectionEnd, phrase.text));
        field.focus();
        this.phraseService.use(phrase);
    }

    /** What would be kept as a phrase: what is marked, else all that is written. */
    get phraseText() {
        const field = this.textRef.el;
        const marked = field.value.slice(field.selectionStart, field.selectionEnd).trim();
        return marked || field.value.trim();
    }

    savePhrase() {
        const text = this.phraseText;
        this.dialog.add(WordsDialog, {
            title: _t("Save as phrase"),
            label: _t("A shortcut, if you like: gq, and then /gq and a space write it."),
            confirmLabel: _t("Save"),
            onConfirm: async (shortcut) => {
                await this.phraseService.save(text, shortcut);
                this.state.phrases = await this.phraseService.read();
                this.notification.add(_t("Kept among your phrases."), { type: "success" });
            },
        });
    }

    async read() {
        const text = this.textRef.el?.value;
        if (text === undefined) {
            return;
        }
        if (!text.trim()) {
            this.props.onReading(null);
            return;
        }
        let reading = null;
        try {
            reading = await this.keepLast.add(
                this.orm.silent.call(
                    "vpdt.handling",
                    "get_directive_reading",
                    [[this.props.handlingId], text, this.props.move],
                    { receiver: this.props.receiver || false }
                )
            );
        } catch {
            // A help that fails helps not; what is wrong is told when it is sent.
        }
        this.props.onReading(reading);
    }
}
