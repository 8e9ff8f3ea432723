import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/**
 * @param {string|false} stamp UTC, as the server writes it
 * @returns {string} short local time: "08:10 23/11", with the year when it is another
 */
export function shortTime(stamp) {
    if (!stamp) {
        return "";
    }
    const time = deserializeDateTime(stamp);
    const sameYear = time.year === DateTime.local().year;
    return time.toFormat(sameYear ? "HH:mm dd/MM" : "HH:mm dd/MM/yyyy");
}

/** @param {string|false} stamp UTC @returns {string} "17:00 23/11/2026", or "" */
export function longTime(stamp) {
    return stamp ? deserializeDateTime(stamp).toFormat("HH:mm dd/MM/yyyy") : "";
}

/**
 * Say how long there is until a deadline, in the words of a calendar.
 *
 * @param {string|false} deadline UTC, as the server writes it
 * @param {luxon.DateTime} [now]
 * @returns {{level: "none"|"late"|"soon"|"later", day: string, text: string}} `soon` is
 *   today and tomorrow
 */
export function remaining(deadline, now = DateTime.local()) {
    if (!deadline) {
        return { level: "none", day: "", text: "" };
    }
    const time = deserializeDateTime(deadline);
    const day = time.toFormat("dd/MM/yyyy");
    const days = Math.round(time.startOf("day").diff(now.startOf("day"), "days").days);
    if (time < now) {
        const text = days < 0 ? _t("%s days late", -days) : _t("late since %s", hour(time));
        return { level: "late", day, text: String(text) };
    }
    if (days === 0) {
        return { level: "soon", day, text: String(_t("today %s", hour(time))) };
    }
    if (days === 1) {
        return { level: "soon", day, text: String(_t("tomorrow")) };
    }
    return { level: "later", day, text: String(_t("%s days left", days)) };
}

function hour(time) {
    return time.toFormat("HH:mm");
}

/** @param {string|false} stamp UTC @returns {string} local "16:00", or "" */
export function hourOf(stamp) {
    return stamp ? hour(deserializeDateTime(stamp)) : "";
}

/** @param {string|false} stamp UTC @returns {string} local day for a date input, or "" */
export function dayOf(stamp) {
    return stamp ? deserializeDateTime(stamp).toISODate() : "";
}

/**
 * @param {string} day local day of a date input, or ""
 * @param {string|false} proposed UTC: kept as it is when its day was left alone
 * @param {"day"|"morning"} [part] which half of the day it ends with
 * @returns {string|false} for the server, which knows when people stop working: the
 *   proposed moment, "2026-02-12" or "2026-02-12 morning"
 */
export function deadlineFor(day, proposed, part = "day") {
    if (!day) {
        return false;
    }
    if (part === "morning") {
        return `${day} morning`;
    }
    return day === dayOf(proposed) ? proposed : day;
}
