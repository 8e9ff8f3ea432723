import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/** What somebody did: the words between his name and whom it concerned, and a sign. */
const STORY = {
    registered: [_t("entered it in the register of %(agency)s as No. %(number)s"), "fa-book"],
    sent: [_t("passed it on to"), "fa-arrow-right"],
    add: [_t("also sent it to"), "fa-plus"],
    ask_opinion: [_t("asked for the opinion of"), "fa-comment-o"],
    change_lead: [_t("took the lead from %(person)s and gave it to"), "fa-exchange"],
    opened: [_t("opened it"), "fa-envelope-open-o"],
    finished: [_t("finished the task"), "fa-check"],
    ends: [_t("finished the document"), "fa-flag-checkered"],
    returned: [_t("returned it to %(sender)s"), "fa-reply"],
    recalled: [_t("recalled what was sent to"), "fa-undo"],
    ask_extend: [_t("asked for a longer deadline"), "fa-clock-o"],
    extend: [_t("changed the deadline of"), "fa-calendar"],
    refuse_extend: [_t("refused the longer deadline"), "fa-ban"],
    ask_take_back: [_t("asked to be given it back by"), "fa-undo"],
    take_back: [_t("gave it back"), "fa-undo"],
    refuse_take_back: [_t("did not give it back"), "fa-ban"],
    suspend: [_t("stopped the clock"), "fa-pause"],
    resume: [_t("let the clock run again"), "fa-play"],
    reopen: [_t("took it up again"), "fa-folder-open-o"],
    cancel: [_t("cancelled the registration"), "fa-times"],
    remind: [_t("reminded"), "fa-bell-o"],
    acknowledge: [_t("confirmed the receipt"), "fa-thumb-tack"],
};

/** Events that name whom they concern; the others are about what was said before. */
const WITH_PEOPLE = new Set([
    "sent",
    "add",
    "ask_opinion",
    "change_lead",
    "recalled",
    "extend",
    "ask_take_back",
    "remind",
    "escalate",
    "act",
    "hand_over",
    "hand_back",
]);

/**
 * @param {Object} event of `get_timeline`
 * @returns {{verb: string, icon: string}} what was done, in words; a step unknown here
 *   keeps the server's word
 */
export function storyOf(event) {
    const { kind, label, ends, agency, number, sender } = event;
    if (kind === "change_lead" && !event.person) {
        return { verb: String(_t("gave the lead to")), icon: STORY[kind][1] };
    }
    const [verb, icon] = STORY[ends ? "ends" : kind] || [label || kind, "fa-circle-o"];
    const values = { agency, number, sender, person: event.person };
    return { verb: String(verb).replace(/%\((\w+)\)s/g, (_all, key) => values[key]), icon };
}

/** @returns {string} for whom somebody acted: "(in the place of …)", or "" */
export function insteadOf({ instead_of: holder }) {
    return holder ? String(_t("(in the place of %s)", holder)) : "";
}

/** @returns {string} until when a receiver has time, or "" */
export function untilWhen({ deadline }) {
    return deadline ? String(_t("deadline %s", dateOf(deadline))) : "";
}

/** @returns {boolean} whether the receivers of the event are shown */
export function showsPeople({ kind, whom }) {
    return WITH_PEOPLE.has(kind) && whom.length > 0;
}

/** @param {string} stamp UTC @returns {string} local hour: "08:10" */
export function hourOf(stamp) {
    return deserializeDateTime(stamp).toFormat("HH:mm");
}

/** @param {string|false} stamp UTC @returns {string} local day: "23/11/2026", or "" */
export function dateOf(stamp) {
    return stamp ? deserializeDateTime(stamp).toFormat("dd/MM/yyyy") : "";
}

/**
 * @param {string} day "2026-11-23"
 * @param {luxon.DateTime} [now]
 * @returns {string} "Today, 23/11/2026", or with the day of the week
 */
export function dayTitle(day, now = DateTime.local()) {
    const date = DateTime.fromISO(day);
    const days = now.startOf("day").diff(date, "days").days;
    let name = date.toFormat("cccc");
    if (days === 0) {
        name = String(_t("Today"));
    } else if (days === 1) {
        name = String(_t("Yesterday"));
    }
    name = name.charAt(0).toUpperCase() + name.slice(1);
    return `${name}, ${date.toFormat("dd/MM/yyyy")}`;
}
