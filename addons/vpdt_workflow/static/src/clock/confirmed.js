import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";

const AFTER = "odoo.addons.vpdt_workflow.exceptions.DeadlineAfterParent";

/**
 * Call the server; where it says that somebody below would have more time than whoever
 * answers above, ask, and call again when it is meant.
 *
 * @param {Function} call takes what to add to the arguments by name: {confirmed}
 * @param {Object} dialog service
 * @returns {Promise<{isSent: boolean, answer?: any}>} not sent where it was not meant
 */
export async function callConfirmed(call, dialog) {
    try {
        return { isSent: true, answer: await call({}) };
    } catch (error) {
        if (!(error instanceof RPCError) || error.exceptionName !== AFTER) {
            throw error;
        }
        const isMeant = await new Promise((resolve) =>
            dialog.add(
                ConfirmationDialog,
                {
                    title: _t("A deadline after your own"),
                    body: error.data.message,
                    confirmLabel: _t("It is meant: send"),
                    confirm: () => resolve(true),
                    cancel: () => resolve(false),
                },
                { onClose: () => resolve(false) }
            )
        );
        return isMeant
            ? { isSent: true, answer: await call({ confirmed: true }) }
            : { isSent: false };
    }
}
