import { Component, onWillStart, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const EVENTS = {
    urgent: _t("Express and very urgent papers"),
    turn: _t("A paper is with you"),
    returned: _t("A paper came back"),
    asked: _t("You are asked for something"),
    answered: _t("What you asked was answered"),
    recalled: _t("A paper was taken back"),
    finished: _t("What you passed on is finished"),
    reminder: _t("Reminders of deadlines"),
};

const INSIDE = [
    { value: "now", label: _t("At once") },
    { value: "digest", label: _t("In the digest") },
    { value: "no", label: _t("Not") },
];

/** @param {number} hours as decimals @returns {string} for a time input */
export function clockOf(hours) {
    const minutes = Math.min(Math.max(Math.round(hours * 60), 0), 24 * 60 - 1);
    const two = (number) => String(number).padStart(2, "0");
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** @param {string} clock of a time input @returns {number} hours as decimals */
export function hoursOf(clock) {
    const [hours, minutes] = (clock || "0:0").split(":").map(Number);
    return hours + minutes / 60;
}

/** What a person may choose for an event, given what of it is fixed. */
export function waysFor({ fixed }) {
    const values = { at_once: ["now"], always: ["now", "digest"] }[fixed];
    return INSIDE.filter(({ value }) => !values || values.includes(value));
}

/** How one wants to be told: by event, and when not. Each choice is kept at once. */
export class NoticeChoices extends Component {
    static template = "vpdt_workflow.NoticeChoices";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static path = "cach-nhan-thong-bao";
    static displayName = _t("How you are told");

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.waysFor = waysFor;
        this.clockOf = clockOf;
        this.state = useState({ events: [], quiet: {}, has_email: true, devices: 0 });
        onWillStart(() => this.load());
    }

    async load() {
        Object.assign(
            this.state,
            await this.orm.call("vpdt.notice.preference", "get_choices", [])
        );
    }

    labelOf(event) {
        return String(EVENTS[event] ?? event);
    }

    get mayPush() {
        return browser.Notification && browser.Notification.permission !== "denied";
    }

    async save(choices, quiet = null) {
        await this.orm.call("vpdt.notice.preference", "action_choose", [], { choices, quiet });
        this.notification.add(_t("Kept."), { type: "success" });
    }

    choose(row, vals) {
        Object.assign(row, vals);
        const { event, inside, email, push } = row;
        return this.save({ [event]: { inside, email, push } });
    }

    setQuiet(vals) {
        Object.assign(this.state.quiet, vals);
        return this.save({}, { ...this.state.quiet });
    }

    setHour(name, clock) {
        return clock && this.setQuiet({ [name]: hoursOf(clock) });
    }
}

registry.category("actions").add("vpdt_notice_choices", NoticeChoices);
