import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";

import { boxStyle, markStyle, marksOn } from "./places";

/** What was said of the page that is shown, at its place; and the box to say more. */
export class CommentPins extends Component {
    static template = "vpdt_outgoing.CommentPins";
    static props = { page: Number, isShown: Boolean };

    setup() {
        Object.assign(this, { boxStyle, markStyle });
        this.screen = useState(this.env.vpdtDraft);
        this.state = useState({ text: "", isSending: false });
        this.root = useRef("root");
        this.text = useRef("text");
        useEffect(
            (isThere) => {
                if (isThere) {
                    this.text.el?.focus({ preventScroll: true });
                }
            },
            () => [Boolean(this.placing)]
        );
        // A comment that was pointed at in the list comes before the eyes.
        useEffect(
            (focusedId, isShown) => {
                if (focusedId && isShown) {
                    this.root.el
                        ?.querySelector(`[data-comment="${focusedId}"]`)
                        ?.scrollIntoView({ block: "center" });
                }
            },
            () => [this.screen.focusedId, this.props.isShown, this.props.page]
        );
        useHotkey("control+enter", () => this.send(), {
            bypassEditableProtection: true,
            isAvailable: () => Boolean(this.placing),
        });
    }

    get marks() {
        return marksOn(this.screen.comments, this.screen.shownId, this.props.page);
    }

    get focused() {
        return this.marks.find(({ id }) => id === this.screen.focusedId);
    }

    /** The place where a comment is being written, if it is on this page. */
    get placing() {
        const { placing } = this.screen;
        return placing && placing.page === this.props.page ? placing : null;
    }

    focus(comment) {
        this.screen.focusedId = this.screen.focusedId === comment.id ? null : comment.id;
    }

    cancel() {
        this.screen.placing = null;
        this.state.text = "";
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.cancel();
        }
    }

    async send() {
        const { placing } = this;
        if (!placing || !this.state.text.trim() || this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        try {
            const { page, x, y } = placing;
            const id = await this.screen.call(
                "action_comment",
                this.state.text,
                this.screen.shownId,
                page,
                x,
                y
            );
            if (id) {
                this.cancel();
                this.screen.focusedId = id;
            }
        } finally {
            this.state.isSending = false;
        }
    }
}
