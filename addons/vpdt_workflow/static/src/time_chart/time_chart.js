import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { purposeLabel, roleLabel, stateLabel } from "../common/labels";
import { shortTime } from "../common/times";
import { HANDLED } from "../turn/my_turn";
import { barsOf, marksOf, partsOf } from "./layout";

/** They are told, watch or guide: the task is not on their desk. */
const ONLOOKERS = ["inform", "monitor", "direct"];
/** Labels of days there is room for. */
const LABELS = { wide: 10, small: 4 };

/** Whose desk, how long, and which part was late on arrival. */
export class TimeChart extends Component {
    static template = "vpdt_workflow.TimeChart";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.purposeLabel = purposeLabel;
        this.roleLabel = roleLabel;
        this.shortTime = shortTime;
        this.state = useState({ chart: false });
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.props.record.resId) {
                return this.load(record.resId);
            }
        });
        useBus(this.env.bus, HANDLED, ({ detail }) => {
            if (detail.documentId === this.props.record.resId) {
                this.load(detail.documentId);
            }
        });
    }

    async load(documentId) {
        this.state.chart = documentId
            ? await this.orm.silent.call("vpdt.document", "get_time_chart", [[documentId]])
            : false;
    }

    get chart() {
        return this.state.chart;
    }

    get isEmpty() {
        return !this.chart || !this.chart.rows.length;
    }

    bars(row) {
        return barsOf(row.pieces, this.chart.hours);
    }

    /** Position of the deadline of a row on the axis, in percent; false beyond it. */
    dueLeft(row) {
        const left = (row.due * 100) / (this.chart.hours || 1);
        return row.due !== false && left <= 100 ? left : false;
    }

    get marks() {
        const most = this.env.isSmall ? LABELS.small : LABELS.wide;
        return marksOf(this.chart.days, this.chart.hours, most).map(({ left, day }) => ({
            left,
            text: `${day.slice(8)}/${day.slice(5, 7)}`,
        }));
    }

    /** Working time in words: "1 day 2 h 30 min". */
    words(hours) {
        const parts = partsOf(hours, this.chart.day_hours);
        const words = [
            parts.days && _t("%s d", parts.days),
            parts.hours && _t("%s h", parts.hours),
            parts.minutes && _t("%s min", parts.minutes),
        ].filter(Boolean);
        return words.length ? words.map(String).join(" ") : String(_t("0 min"));
    }

    isOnlooker(row) {
        return ONLOOKERS.includes(row.purpose);
    }

    isLateOnArrival(row) {
        return row.late_on_arrival !== false;
    }

    isLateHere(row) {
        return row.late_hours > 0 && !this.isLateOnArrival(row);
    }

    /** When it came and when it left, or how it stands. */
    when(row) {
        const from = shortTime(row.sent_at);
        if (row.left_at) {
            return `${from} → ${shortTime(row.left_at)}`;
        }
        const now = row.opened_at ? _t("still there") : stateLabel(row.state).toLowerCase();
        return `${from} → ${now}`;
    }

    lateText(row) {
        return _t("late here: %s", this.words(row.late_hours));
    }

    arrivalText(row) {
        return row.late_on_arrival
            ? _t("already late by %s when it came", this.words(row.late_on_arrival))
            : _t("already due when it came");
    }

    stoppedText(row) {
        return _t("suspended: %s", this.words(row.stopped_hours));
    }

    /** The chart in one sentence, for who does not see it and for who has no time. */
    get summary() {
        const { rows, day_hours } = this.chart;
        const tasks = rows.filter((row) => !this.isOnlooker(row));
        const longest = [...tasks].sort((one, other) => other.hours - one.hours)[0];
        const late = rows.filter((row) => this.isLateHere(row));
        const parts = [];
        if (longest && day_hours) {
            parts.push(_t("Longest: %s, %s.", longest.holder, this.words(longest.hours)));
        }
        if (late.length) {
            const names = [...new Set(late.map(({ holder }) => holder))].join(", ");
            parts.push(_t("It became late with: %s.", names));
        }
        return parts.map(String).join(" ");
    }
}

registry.category("view_widgets").add("vpdt_time_chart", { component: TimeChart });
