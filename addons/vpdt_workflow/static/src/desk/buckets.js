import { _t } from "@web/core/l10n/translation";

/**
 * Buckets of the desk, in the order of a working day; `always` even when empty; `key` is
 * the letter after "g".
 */
export const BUCKETS = [
    { name: "all", key: "t", always: true, label: _t("With me") },
    { name: "overdue", key: "q", always: true, label: _t("Overdue") },
    { name: "due_soon", key: "h", always: true, label: _t("Due soon") },
    { name: "register", key: "v", label: _t("To register") },
    { name: "lead", key: "c", always: true, label: _t("Lead") },
    { name: "support", key: "p", always: true, label: _t("Support") },
    { name: "carry_out", key: "w", label: _t("Carry out") },
    { name: "direct", key: "d", label: _t("Direct") },
    { name: "monitor", key: "m", label: _t("Monitor") },
    { name: "opinion", key: "y", label: _t("Opinion") },
    { name: "draft", key: "s", label: _t("Draft") },
    { name: "review", key: "r", label: _t("Review") },
    { name: "sign", key: "k", label: _t("Sign") },
    { name: "inform", key: "b", always: true, label: _t("Inform") },
    { name: "sent", key: "g", always: true, label: _t("Sent") },
];

/** More than this is not counted until it is looked at (vpdt_handling_desk.py). */
const MOST_SENT = 300;

/**
 * @param {string} name of a bucket
 * @param {Object} counters
 * @param {string} current the bucket one looks at
 * @returns {string} how much is in it
 */
export function countText(name, counters, current) {
    const count = counters[name] || 0;
    return count > MOST_SENT && name === "sent" && !isSent(current)
        ? `${MOST_SENT}+`
        : `${count}`;
}

/** What became of what I sent. */
export const SENT = [
    { name: "sent", label: _t("All") },
    { name: "sent_unopened", label: _t("Not opened") },
    { name: "sent_opened", label: _t("Opened, not finished") },
    { name: "sent_overdue", label: _t("Overdue") },
];

const EMPTY = {
    all: _t("Nothing waits for you."),
    overdue: _t("Nothing is overdue."),
    due_soon: _t("Nothing is due in the next days."),
    register: _t("Nothing was sent to your agency that is not registered yet."),
    sent: _t("All you sent has been dealt with."),
    sent_unopened: _t("All you sent has been opened."),
};

/** @param {string} bucket @returns {boolean} whether its lines lie with others */
export function isSent(bucket) {
    return bucket.startsWith("sent");
}

/** @returns {string} what an empty bucket says */
export function emptyText(bucket, isFiltered) {
    return String(isFiltered ? _t("Nothing here fits the filter.") : EMPTY[bucket] || _t("Nothing here."));
}
