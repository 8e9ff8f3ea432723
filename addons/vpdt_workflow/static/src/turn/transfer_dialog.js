import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dialog } from "@web/core/dialog/dialog";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { fold } from "@vpdt_documents/reading/fold";

import { purposeLabel } from "../common/labels";
import { dayOf, deadlineFor, remaining } from "../common/times";
import {
    commonPurposes,
    inOrder,
    linesOf,
    problemOf,
    toggle,
    toggleAll,
    usualChoice,
} from "./choice";

const { DateTime } = luxon;

/** From so many receivers on, a box to find one by name is shown. */
const MANY = 9;

/** The directive: what the leader writes, to whom, what for, until when. */
export class TransferDialog extends Component {
    static template = "vpdt_workflow.TransferDialog";
    static components = { DateTimeInput, Dialog };
    static props = {
        handlingId: Number,
        title: String,
        onSent: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.purposeLabel = purposeLabel;
        this.inOrder = inOrder;
        this.textRef = useRef("text");
        this.sendRef = useRef("send");
        this.state = useState({ text: "", choice: {}, day: "", wanted: "", isSending: false });
        onWillStart(async () => {
            this.options = await this.orm.call("vpdt.handling", "get_transfer_options", [
                [this.props.handlingId],
            ]);
            this.state.choice = usualChoice(this.options.candidates);
            // What is late already keeps its date unless a new one is chosen.
            this.due = remaining(this.options.deadline);
            this.state.day = this.isOver ? "" : dayOf(this.options.deadline);
        });
        useEffect(
            () => {
                // On a phone the keyboard would hide the receivers chosen already.
                (this.env.isSmall ? this.sendRef : this.textRef).el?.focus();
            },
            () => []
        );
        useHotkey("control+enter", () => this.send(), { bypassEditableProtection: true });
    }

    get dayProps() {
        return {
            id: "vpdt_transfer_day",
            type: "date",
            value: this.state.day ? DateTime.fromISO(this.state.day) : false,
            minDate: DateTime.local().startOf("day"),
            onChange: (day) => (this.state.day = day ? day.toISODate() : ""),
        };
    }

    get isOver() {
        return this.due.level === "late";
    }

    get overText() {
        return _t("It was due on %s.", this.due.day);
    }

    get isMany() {
        return this.options.candidates.length >= MANY;
    }

    /** Candidates by kind, those proposed first, narrowed to what is looked for. */
    get groups() {
        const wanted = fold(this.state.wanted);
        const shown = this.options.candidates.filter(
            ({ key, name, detail }) =>
                !wanted || this.state.choice[key] || fold(`${name} ${detail}`).includes(wanted)
        );
        return [
            { kind: "user", title: _t("People") },
            { kind: "agency", title: _t("Agencies") },
        ]
            .map((group) => {
                const members = shown.filter(({ kind }) => kind === group.kind);
                members.sort((one, other) => Boolean(other.usual) - Boolean(one.usual));
                return { ...group, members, forAll: commonPurposes(members) };
            })
            .filter(({ members }) => members.length);
    }

    get problem() {
        return {
            empty: _t("Choose at least one receiver."),
            no_lead: _t("Choose who is in the lead: exactly one."),
        }[problemOf(this.state.choice, this.options.purpose)];
    }

    get summary() {
        const counts = {};
        for (const purpose of Object.values(this.state.choice)) {
            counts[purpose] = (counts[purpose] || 0) + 1;
        }
        const lead = this.options.candidates.find(({ key }) => this.state.choice[key] === "lead");
        return inOrder(Object.keys(counts))
            .map((purpose) =>
                purpose === "lead"
                    ? `${purposeLabel(purpose)}: ${lead.name}`
                    : `${purposeLabel(purpose)}: ${counts[purpose]}`
            )
            .join(" · ");
    }

    choose(key, purpose) {
        this.state.choice = toggle(this.state.choice, this.options.candidates, key, purpose);
    }

    chooseAll(group, purpose) {
        this.state.choice = toggleAll(this.state.choice, group.members, purpose);
    }

    async send() {
        if (this.problem || this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        try {
            await this.orm.call("vpdt.handling", "action_transfer", [[this.props.handlingId]], {
                lines: linesOf(this.state.choice, this.options.candidates),
                text: this.state.text,
                deadline: deadlineFor(this.state.day, this.options.deadline),
            });
        } finally {
            this.state.isSending = false;
        }
        this.props.close();
        await this.props.onSent();
    }
}
