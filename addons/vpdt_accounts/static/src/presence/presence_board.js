import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { shortTime } from "@vpdt_workflow/common/times";

const { DateTime } = luxon;

const HALVES = [
    { name: "morning", label: _t("Morning"), short: _t("Morn.") },
    { name: "afternoon", label: _t("Afternoon"), short: _t("Aftern.") },
];
const COUNTS = [
    { name: "present", label: _t("In time") },
    { name: "late", label: _t("Came late") },
    { name: "missing", label: _t("Missing") },
    { name: "waiting", label: _t("Not yet") },
    { name: "excused", label: _t("Excused") },
];
const KINDS = {
    present: _t("In time"),
    late: _t("Came late"),
    missing: _t("Not seen"),
    waiting: _t("Not yet"),
    holiday: _t("Holiday"),
    off: _t("Day off"),
};
const EXCUSES = {
    leave: _t("On leave"),
    trip: _t("On a work trip"),
    other: _t("Away"),
    locked: _t("Account locked"),
    no_duty: _t("Post exempt"),
};

/** Who used the system this half-day and who did not; the month, to print (R24). */
export class PresenceBoard extends Component {
    static template = "vpdt_accounts.PresenceBoard";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static path = "truy-cap-hang-ngay";
    static displayName = _t("Daily use");

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.halves = HALVES;
        this.counts = COUNTS;
        this.shortTime = shortTime;
        this.state = useState({
            board: false,
            month: false,
            people: {},
            isReminding: false,
        });
        this.scroll = useRef("scroll");
        // A phone shows ten days: those up to today, not the first of the month
        useEffect(
            (table) => {
                const last = table && [...table.querySelectorAll("thead [data-marked]")].pop();
                if (last) {
                    table.scrollLeft = last.offsetLeft + last.offsetWidth - table.clientWidth;
                }
            },
            () => [this.scroll.el, this.state.month]
        );
        onWillStart(async () => {
            await this.loadDay();
            if (!this.state.board.agencies.length) {
                await this.loadMonth();
            }
        });
    }

    /** @returns {boolean} whether the day shown is one of agencies, not one's own month */
    get follows() {
        return this.state.board.agencies.length > 0;
    }

    get sheetUrl() {
        const { month, agency } = this.state.month;
        return `/vpdt/presence/${agency.id}/${month}.pdf`;
    }

    /** @returns {string} "Thứ Năm, 26/11/2026" */
    get dayName() {
        return DateTime.fromISO(this.state.board.day).toFormat("cccc, dd/MM/yyyy");
    }

    get monthName() {
        return DateTime.fromISO(`${this.state.month.month}-01`).toFormat("MM/yyyy");
    }

    /** @returns {boolean} whether the day, or the month, shown is the present one */
    get isNow() {
        const { day, today } = this.state.board;
        return this.state.month ? this.state.month.month >= today.slice(0, 7) : day >= today;
    }

    /** The halves that some agency works in, each with its state. */
    get dayHalves() {
        return this.halves
            .map((half) => ({
                ...half,
                ...this.state.board.halves.find((one) => one.half === half.name),
            }))
            .filter((half) => half.half);
    }

    call(method, args) {
        return this.orm.call("vpdt.presence", method, args);
    }

    async loadDay(day = false) {
        const board = await this.call("board_read", [day]);
        Object.assign(this.state, { board, people: {}, month: false });
    }

    async loadMonth(month = false, agency = false) {
        const found = await this.call("board_month", [month, agency ? agency.id : false]);
        this.state.month = { ...found, agency };
    }

    /** Go to the day, or month, before (-1) or after (1). */
    async step(by) {
        if (this.state.month) {
            const first = DateTime.fromISO(`${this.state.month.month}-01`);
            const month = first.plus({ months: by }).toFormat("yyyy-MM");
            await this.loadMonth(month, this.state.month.agency);
        } else {
            const day = DateTime.fromISO(this.state.board.day).plus({ days: by });
            await this.loadDay(day.toISODate());
        }
    }

    /** Show or hide the people of an agency. */
    async toggle(agency) {
        if (this.state.people[agency.id]) {
            delete this.state.people[agency.id];
            return;
        }
        this.state.people[agency.id] = await this.call("board_people", [
            agency.id,
            this.state.board.day,
        ]);
    }

    async remind(agency) {
        this.state.isReminding = true;
        try {
            const told = await this.orm.call("vpdt.presence.reminder", "action_remind", [
                agency.id,
            ]);
            this.notification.add(_t("%s people were reminded.", told), { type: "success" });
            await this.loadDay(this.state.board.day);
        } finally {
            this.state.isReminding = false;
        }
    }

    /** @returns {Object[]} the counts of an agency's half-day to show, none before it */
    shown(agency, half) {
        const numbers = agency[half.name];
        const isDue = this.counts.some((one) => numbers[one.name]);
        return isDue ? this.counts.filter((one) => one.name !== "waiting" || numbers.waiting) : [];
    }

    /** @returns {string} why nobody has to be there: "Holiday", or that nobody has to */
    whyNobody(agency, half) {
        return KINDS[agency.free[half.name]] || _t("Nobody has to be there");
    }

    /** @returns {string} how a person's half-day stands, in words */
    words(cell) {
        return cell.kind === "excused" ? EXCUSES[cell.why] || EXCUSES.other : KINDS[cell.kind];
    }

    /** @returns {string} the class that colours a cell or a count */
    colour(kind, isAny = true) {
        return isAny ? `vpdt_use_${kind}` : "vpdt_board_none";
    }

    /** @returns {string} what a mark of the month says: "07:12 In time" */
    told(cell) {
        return `${cell.seen} ${this.words(cell)}`.trim();
    }
}

registry.category("actions").add("vpdt_presence_board", PresenceBoard);
