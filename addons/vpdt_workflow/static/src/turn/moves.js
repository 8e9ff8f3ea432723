import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { callConfirmed } from "../clock/confirmed";
import { FinishDialog } from "./finish_dialog";
import { LeadDialog } from "./lead_dialog";
import { TransferDialog } from "./transfer_dialog";
import { WordsDialog } from "./words_dialog";

/**
 * Moves that other addons bring: `{label, isMain, isEnding, make}`, `make` a function of
 * `{call, ask, done, dialog, orm}` (see `useMoves`) that returns what is done for a turn.
 */
export const furtherMoves = registry.category("vpdt_moves");

/** The moves of every day have a button each; the others stand behind "More". */
const MAIN = ["acknowledge", "accept", "transfer", "finish", "return", "resume"];

const LABELS = {
    acknowledge: _t("Confirm receipt"),
    accept: _t("Enter in our register"),
    transfer: _t("Pass on with a directive"),
    finish: _t("Finish"),
    return: _t("Return"),
    resume: _t("Let the clock run again"),
    add: _t("Add receivers"),
    ask_opinion: _t("Ask for an opinion"),
    change_lead: _t("Change the lead"),
    suspend: _t("Suspend"),
    ask_extend: _t("Ask for a longer deadline"),
    extend: _t("Change the deadline"),
    recall: _t("Recall"),
    ask_take_back: _t("Ask to give it back"),
    remind: _t("Remind"),
    reopen: _t("Reopen"),
};

/** What is done with a draft first of all is to approve or return it. */
const MINOR = { draft: ["transfer"], review: ["transfer"] };

/** After these the paper is off the desk it was done from. */
const ENDING = ["accept", "transfer", "finish", "return", "recall"];

/** Purposes that end with words (NĐ 30/2020 Điều 24): as the server asks for. */
const WITH_RESULT = ["lead", "support", "opinion"];

/** @param {string} move @returns {string} what its button says */
export function moveLabel(move) {
    return String(LABELS[move] ?? furtherMoves.get(move, {}).label ?? move);
}

/** @param {string} move @returns {boolean} whether the paper leaves the desk with it */
export function isEnding(move) {
    return ENDING.includes(move) || Boolean(furtherMoves.get(move, {}).isEnding);
}

/**
 * @param {string[]} moves offered by the server
 * @param {string} [purpose] of the handling
 * @returns {{main: string[], others: string[]}} in the order of their buttons
 */
export function sortMoves(moves, purpose) {
    const further = furtherMoves.getEntries().map(([name]) => name);
    const minor = MINOR[purpose] || [];
    const isMain = (move) =>
        !minor.includes(move) && (MAIN.includes(move) || furtherMoves.get(move, {}).isMain);
    const known = [...further, ...Object.keys(LABELS)].filter((move) => moves.includes(move));
    return {
        main: known.filter(isMain),
        others: known.filter((move) => !isMain(move)),
    };
}

/**
 * Make the moves of a handling, each with the dialog it needs.
 *
 * @param {(done: {move: string, message: string, turn: Object}) => any} onDone called
 *   after a move was made
 * @returns {(move: string, turn: Object) => any} `turn` has id, purpose, sender, holder,
 *   deadline and document_id
 */
export function useMoves(onDone) {
    const orm = useService("orm");
    const dialog = useService("dialog");

    /** @returns {Promise<boolean>} whether it was made: a late deadline is asked about */
    const call = async (move, { id }, values = {}) => {
        const { isSent } = await callConfirmed(
            (more) => orm.call("vpdt.handling", `action_${move}`, [[id]], { ...values, ...more }),
            dialog
        );
        return isSent;
    };
    const done = (move, turn, message) =>
        onDone({ move, turn, message: message && String(message) });

    /** Ask for words, and a day, then make the move with them. */
    const ask = (move, turn, { valuesOf, message, ...props }) =>
        dialog.add(WordsDialog, {
            title: moveLabel(move),
            confirmLabel: moveLabel(move),
            isRequired: true,
            ...props,
            onConfirm: async (text, deadline) => {
                if (!(await call(move, turn, valuesOf(text, deadline)))) {
                    return false;
                }
                await done(move, turn, message);
            },
        });

    const direct = (move, turn, message) =>
        dialog.add(TransferDialog, {
            handlingId: turn.id,
            move,
            title: moveLabel(move),
            onSent: () => done(move, turn, message),
        });

    const make = {
        acknowledge: async (turn) => {
            await call("acknowledge", turn);
            await done("acknowledge", turn, _t("Receipt confirmed."));
        },
        accept: async (turn) => {
            const entryId = await orm.call("vpdt.handling", "action_accept", [[turn.id]]);
            // A draft that came for an opinion is entered in no register
            const [entry] = entryId
                ? await orm.read("vpdt.entry", [entryId], ["number"])
                : [];
            await done(
                "accept",
                turn,
                // The clerk writes the number on the paper
                entry
                    ? _t(
                          "Entered in your register under No. %s and passed to the head.",
                          entry.number
                      )
                    : _t("Passed on.")
            );
        },
        transfer: (turn) => direct("transfer", turn, _t("Passed on.")),
        add: (turn) => direct("add", turn, _t("Receivers added.")),
        ask_opinion: (turn) => direct("ask_opinion", turn, _t("Asked for an opinion.")),
        finish: (turn) =>
            dialog.add(FinishDialog, {
                isRequired: WITH_RESULT.includes(turn.purpose),
                documentId: turn.document_id,
                onConfirm: async (values) => {
                    await call("finish", turn, values);
                    await done("finish", turn, _t("Finished."));
                },
            }),
        return: (turn) =>
            ask("return", turn, {
                label: _t("Why do you return it?"),
                valuesOf: (reason) => ({ reason }),
                message: _t("Returned to %s.", turn.sender),
            }),
        change_lead: (turn) =>
            dialog.add(LeadDialog, {
                handlingId: turn.id,
                onConfirm: async (values) => {
                    await call("change_lead", turn, values);
                    await done("change_lead", turn, _t("The lead was changed."));
                },
            }),
        suspend: (turn) =>
            ask("suspend", turn, {
                label: _t("What does it wait for?"),
                valuesOf: (reason) => ({ reason }),
                message: _t("Suspended: its clock stands still."),
            }),
        resume: async (turn) => {
            await call("resume", turn);
            await done("resume", turn, _t("The clock runs again."));
        },
        ask_extend: (turn) =>
            ask("ask_extend", turn, {
                label: _t("Why is more time needed?"),
                dayLabel: _t("Until when?"),
                valuesOf: (reason, deadline) => ({ deadline, reason }),
                message: _t("Asked for a longer deadline."),
            }),
        extend: (turn) =>
            ask("extend", turn, {
                label: _t("Note"),
                isRequired: false,
                dayLabel: _t("New deadline"),
                deadline: turn.deadline,
                valuesOf: (text, deadline) => ({ deadline, text }),
                message: _t("The deadline was changed."),
            }),
        recall: (turn) =>
            dialog.add(ConfirmationDialog, {
                title: moveLabel("recall"),
                body: _t(
                    "Take back what was sent to %s? It has not been opened yet.",
                    turn.holder
                ),
                confirmLabel: moveLabel("recall"),
                confirm: async () => {
                    await call("recall", turn);
                    await done("recall", turn, _t("Recalled."));
                },
                cancel: () => {},
            }),
        ask_take_back: (turn) =>
            ask("ask_take_back", turn, {
                label: _t("Why do you need it back?"),
                valuesOf: (reason) => ({ reason }),
                message: _t("%s was asked to give it back.", turn.holder),
            }),
        remind: (turn) =>
            ask("remind", turn, {
                label: _t("Words of your own"),
                isRequired: false,
                valuesOf: (text) => ({ text }),
                message: _t("%s was reminded.", turn.holder),
            }),
        reopen: (turn) =>
            ask("reopen", turn, {
                label: _t("Why is it reopened?"),
                valuesOf: (reason) => ({ reason }),
                message: _t("Reopened."),
            }),
    };
    for (const [name, further] of furtherMoves.getEntries()) {
        make[name] = further.make({ call, ask, done, dialog, orm });
    }
    return (move, turn) => make[move](turn);
}
