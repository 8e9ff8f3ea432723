import { _t } from "@web/core/l10n/translation";
import { furtherMoves } from "@vpdt_workflow/turn/moves";

import { ApproveDialog } from "./approve_dialog";

/** Approve the version that is on the screen: on the desk and on the draft's form. */
furtherMoves.add("approve", {
    label: _t("Approve"),
    isMain: true,
    isEnding: true,
    make:
        ({ call, dialog, done, orm }) =>
        async (turn) => {
            const isSigning = turn.purpose === "sign";
            const next = isSigning
                ? undefined
                : await orm.call("vpdt.draft", "get_next_step", [[turn.draft_id]]);
            dialog.add(ApproveDialog, {
                title: isSigning ? _t("Approve for signature") : _t("Approve"),
                confirmLabel: isSigning ? _t("Agree to sign") : _t("Approve"),
                body: isSigning
                    ? _t(
                          "You agree to sign, on paper: the clerk prints the signing copy and " +
                              "brings it to you; the scan of it is numbered and issued."
                      )
                    : undefined,
                next,
                onConfirm: async (text, reviewerId) => {
                    const isMade = await call("approve", turn, {
                        text,
                        version_id: turn.version_id,
                        reviewer_id: reviewerId,
                    });
                    if (!isMade) {
                        return false;
                    }
                    await done("approve", turn, _t("Approved."));
                },
            });
        },
});
