import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { shortTime } from "@vpdt_workflow/common/times";
import { WordsDialog } from "@vpdt_workflow/turn/words_dialog";

import { listed } from "./places";

const STATES = {
    open: _t("Open"),
    accepted: _t("Accepted"),
    answered: _t("Answered"),
    withdrawn: _t("Taken back"),
};

/** The comments of a draft beside its pages; its maker accepts or answers each. */
export class DraftComments extends Component {
    static template = "vpdt_outgoing.DraftComments";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
        this.screen = useState(this.env.vpdtDraft);
        this.state = useState({ isAll: false, isBusy: false });
        this.shortTime = shortTime;
    }

    get comments() {
        return listed(this.screen.comments, this.state.isAll || !this.screen.openComments.length);
    }

    get settled() {
        return this.screen.comments.length - this.screen.openComments.length;
    }

    stateLabel(state) {
        return String(STATES[state] ?? state);
    }

    placeText(comment) {
        const place = comment.page ? _t("Page %s", comment.page) : _t("The whole draft");
        return comment.version_id === this.screen.current
            ? String(place)
            : _t("%(place)s, version %(number)s", { place, number: comment.version });
    }

    async busy(make) {
        this.state.isBusy = true;
        try {
            await make();
        } finally {
            this.state.isBusy = false;
        }
    }

    accept(comment) {
        return this.busy(() => this.screen.callComment(comment, "action_settle", "accepted"));
    }

    answer(comment) {
        this.dialog.add(WordsDialog, {
            title: _t("Answer"),
            body: comment.text,
            label: _t("Why does it stay as it is?"),
            confirmLabel: _t("Answer"),
            isRequired: true,
            onConfirm: (text) =>
                this.screen.callComment(comment, "action_settle", "answered", text),
        });
    }

    takeBack(comment) {
        return this.busy(() => this.screen.callComment(comment, "action_take_back"));
    }

    /** A comment on the whole draft: it has no place. */
    commentOnAll() {
        this.dialog.add(WordsDialog, {
            title: _t("Comment on the whole draft"),
            label: _t("Comment"),
            confirmLabel: _t("Comment"),
            isRequired: true,
            onConfirm: (text) => this.screen.call("action_comment", text, this.screen.shownId),
        });
    }
}

registry.category("view_widgets").add("vpdt_draft_comments", { component: DraftComments });
