import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";

import { dayOf, hourOf, longTime, remaining } from "../common/times";

const { DateTime } = luxon;

/**
 * Until when: a day and a half of it, why this one is proposed, and what to think of
 * before another is sent: a day off, a deadline after one's own.
 */
export class DeadlineField extends Component {
    static template = "vpdt_workflow.DeadlineField";
    static components = { DateTimeInput };
    static props = {
        handlingId: Number,
        /** Local day chosen, "" for none. */
        day: String,
        /** "day" or "morning". */
        part: String,
        /** `deadline`, `deadline_why` and `limit` of `get_transfer_options`. */
        options: Object,
        /** UTC, what the words or the office propose: kept while its day is. */
        proposed: { type: [String, { value: false }], optional: true },
        /** What it is called, where it is not the deadline of this directive. */
        label: { type: String, optional: true },
        inputId: { type: String, optional: true },
        /** Called with {day, part}. */
        onChange: Function,
    };

    static defaultProps = { inputId: "vpdt_transfer_day" };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ answer: false });
        this.keepLast = new KeepLast();
        onWillStart(() => this.ask(this.props));
        onWillUpdateProps((props) => {
            if (props.day !== this.props.day || props.part !== this.props.part) {
                return this.ask(props);
            }
        });
    }

    /** Ask what the day chosen means; what was proposed needs no question. */
    async ask({ day, part, handlingId, options }) {
        this.state.answer = false;
        if (!day || (part === "day" && day === dayOf(options.deadline))) {
            return;
        }
        this.state.answer = await this.keepLast.add(
            this.orm.silent.call("vpdt.handling", "get_deadline_on", [[handlingId], day, part])
        );
    }

    get dayProps() {
        const { day, part, onChange } = this.props;
        return {
            id: this.props.inputId,
            type: "date",
            value: day ? DateTime.fromISO(day) : false,
            placeholder: _t("None: choose a day"),
            minDate: DateTime.local().startOf("day"),
            onChange: (date) => onChange({ day: date ? date.toISODate() : "", part }),
        };
    }

    onPart(ev) {
        this.props.onChange({ day: this.props.day, part: ev.target.value });
    }

    /** Move to the working day that the term ends with by law. */
    takeNext() {
        this.props.onChange({ day: dayOf(this.state.answer.next), part: "day" });
    }

    /** What the day as a whole means: the hour proposed, if it is that day. */
    get dayText() {
        const { day, proposed } = this.props;
        return day === dayOf(proposed)
            ? _t("until %s", hourOf(proposed))
            : _t("end of the day");
    }

    get overText() {
        const { level, day } = remaining(this.props.options.deadline);
        return level === "late" ? _t("It was due on %s.", day) : "";
    }

    get why() {
        const { day, part, options } = this.props;
        return day && part === "day" && day === dayOf(options.deadline)
            ? options.deadline_why
            : "";
    }

    get offText() {
        return _t("Nobody works on that day. The next working day ends at %s.", this.nextTime);
    }

    get nextTime() {
        return longTime(this.state.answer.next);
    }

    get afterText() {
        return _t("After your own deadline, %s: you will be asked whether it is meant.", this.limit);
    }

    get limit() {
        return longTime(this.props.options.limit);
    }
}
