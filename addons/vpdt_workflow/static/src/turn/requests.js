import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { callConfirmed } from "../clock/confirmed";
import { shortTime } from "../common/times";
import { WordsDialog } from "./words_dialog";

/** What others ask about a paper and wait for an answer to. */
export class Requests extends Component {
    static template = "vpdt_workflow.Requests";
    static props = {
        /** As `get_requests` returns them. */
        requests: Array,
        /** Called with a message after one was answered. */
        onAnswered: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.shortTime = shortTime;
    }

    titleOf({ kind, asker, holder }) {
        return kind === "extend"
            ? _t("%s asks for a longer deadline", asker)
            : _t("%(asker)s asks %(holder)s to give it back", { asker, holder });
    }

    answer(request, isGranted) {
        const { id, kind, wanted_deadline } = request;
        const withDay = isGranted && kind === "extend";
        this.dialog.add(WordsDialog, {
            title: isGranted ? _t("Agree") : _t("Refuse"),
            body: String(this.titleOf(request)),
            label: isGranted ? _t("Note") : _t("Why do you refuse?"),
            confirmLabel: isGranted ? _t("Agree") : _t("Refuse"),
            isRequired: !isGranted,
            dayLabel: withDay ? _t("New deadline") : "",
            deadline: withDay ? wanted_deadline : false,
            onConfirm: async (text, deadline) => {
                const values = withDay ? { text, deadline } : { text };
                const { isSent } = await callConfirmed(
                    (more) =>
                        this.orm.call(
                            "vpdt.request",
                            isGranted ? "action_grant" : "action_refuse",
                            [[id]],
                            { ...values, ...more }
                        ),
                    this.dialog
                );
                if (!isSent) {
                    return false;
                }
                await this.props.onAnswered(isGranted ? _t("Agreed.") : _t("Refused."));
            },
        });
    }
}
