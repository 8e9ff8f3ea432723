import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { callConfirmed } from "../clock/confirmed";
import { DeadlineField } from "../clock/deadline_field";
import { purposeLabel } from "../common/labels";
import { dayOf, deadlineFor, remaining, shortTime } from "../common/times";
import { inOrder, linesOf, problemOf, usualChoice } from "./choice";
import { DirectiveWords } from "./directive_words";
import { ReceiverList } from "./receiver_list";
import { clicked, isProposal, proposedChoice, withWhy, withoutProposal } from "./wording";

/** Nothing is proposed to the person in the lead: candidates, choice, until when. */
const NOT_PROPOSED = {
    proposed: null,
    proposal: {},
    proposalDay: "",
    proposalPart: "day",
    isProposalDayClicked: false,
};
/** For those he is to charge no day is usual. */
const NO_TERM = { deadline: false, deadline_why: "", limit: false };

/**
 * The directive: what the leader writes, to whom, what for, until when.
 *
 * One form for the dialog on a paper and for the right side of the desk.
 */
export class TransferForm extends Component {
    static template = "vpdt_workflow.TransferForm";
    static components = { DeadlineField, DirectiveWords, ReceiverList };
    static props = {
        /** One handling, or several that get the same directive. */
        handlingIds: { type: Array, element: Number },
        /** "transfer", "add" (further receivers) or "ask_opinion". */
        move: { type: String, optional: true },
        /** Whether several are meant, though there may be one left. */
        isBatch: { type: Boolean, optional: true },
        /** The answer of `get_transfer_options`, where the caller has it already. */
        options: { type: [Object, Boolean], optional: true },
        /** Names a handling of a batch to the user. */
        nameOf: { type: Function, optional: true },
        /** Whether it takes the focus when shown. */
        isFocused: { type: Boolean, optional: true },
        /** Called with the server's answer. */
        onSent: Function,
        onCancel: { type: Function, optional: true },
    };
    static defaultProps = { move: "transfer" };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.sendRef = useRef("send");
        this.state = useState({
            text: "",
            choice: {},
            day: "",
            part: "day",
            isDayClicked: false,
            isSending: false,
            // What the words say, once they were read
            reading: null,
            // Whom each person in the lead could charge: key → candidates
            offered: {},
            ...NOT_PROPOSED,
        });
        /** What was clicked: words do not change it. */
        this.hand = {};
        this.proposalHand = {};
        this.noTerm = NO_TERM;
        /** Whether the proposal was opened or closed by a click: words leave it so. */
        this.isProposalClicked = false;
        onWillStart(async () => {
            this.options = this.props.options || (await this.readOptions());
            this.state.choice = usualChoice(this.options.candidates);
            // What is late already keeps its date unless a new one is chosen.
            this.due = remaining(this.options.deadline);
            this.state.day = this.usualDay;
        });
        useEffect(
            (receiver) => {
                this.readOffered(receiver);
            },
            () => [this.decider?.key]
        );
        useEffect(
            () => {
                if (this.props.isFocused && this.env.isSmall) {
                    // On a phone the keyboard would hide the receivers chosen already.
                    this.sendRef.el?.focus();
                }
            },
            () => []
        );
    }

    readOptions() {
        const { handlingIds, isBatch, move } = this.props;
        return isBatch
            ? this.orm.call("vpdt.handling", "get_transfer_options_many", [handlingIds])
            : this.orm.call("vpdt.handling", "get_transfer_options", [[handlingIds[0]]], {
                  move,
              });
    }

    setDeadline({ day, part }) {
        Object.assign(this.state, { day, part, isDayClicked: true });
    }

    get usualDay() {
        return this.isOver ? "" : dayOf(this.options.deadline);
    }

    get candidates() {
        return withWhy(this.options.candidates, this.reading, this.state.choice);
    }

    /** What the words say to the receivers here. */
    get reading() {
        const { reading } = this.state;
        return reading && this.isProposing && this.said
            ? withoutProposal(reading, this.said)
            : reading;
    }

    /** What the words propose to the person in the lead; null: nothing was read. */
    get said() {
        const said = this.state.reading?.proposal;
        return said && said.receiver === this.decider?.key ? said : null;
    }

    /** Whom the person in the lead can be proposed to charge. */
    get offered() {
        return this.state.offered[this.decider?.key] || [];
    }

    get proposed() {
        return withWhy(this.state.proposed, this.said, this.state.proposal);
    }

    /** The deadline the words propose for those he charges. */
    get proposalDeadlineRead() {
        const { isProposalDayClicked } = this.state;
        return !isProposalDayClicked && this.said && !this.said.past && this.said.deadline;
    }

    get proposalDueText() {
        const read = this.proposalDeadlineRead;
        return read && _t("by your words: %s", shortTime(read));
    }

    /** The deadline the words set, unless another was chosen. */
    get deadlineRead() {
        const { reading } = this;
        // What is proposed for others is not the deadline of who decides on it
        const { isDayClicked } = this.state;
        if (isDayClicked || this.isProposing || !reading?.deadline || reading.past) {
            return false;
        }
        return reading.deadline;
    }

    /** Kept with its hour while its day is. */
    get deadlineProposed() {
        return this.deadlineRead || this.options.deadline;
    }

    get dueText() {
        return this.deadlineRead && _t("by your words: %s", shortTime(this.deadlineRead));
    }

    /** What the words leave open, for the leader to settle. */
    get notes() {
        const { reading } = this;
        if (!reading) {
            return [];
        }
        const names = Object.fromEntries(
            [...this.options.candidates, ...this.offered].map(({ key, name }) => [key, name])
        );
        const notes = reading.unfit
            .filter(({ key }) => names[key])
            .map(({ key, purpose }) =>
                _t("The rules do not let you: %s.", `${names[key]} – ${purposeLabel(purpose)}`)
            );
        const over = [reading, this.isProposing && this.said].find((one) => one?.past);
        if (over) {
            notes.push(_t("The day you name is over: %s.", remaining(over.deadline).day));
        }
        if (reading.unknown.length) {
            notes.push(_t("Not among the receivers here: %s.", reading.unknown.join(", ")));
        }
        const left = reading.lines.filter(({ key }) => names[key] && !this.state.choice[key]);
        if (left.length) {
            const whom = left.map(({ key }) => names[key]).join(", ");
            notes.push(_t("Named in the directive, and not chosen: %s.", whom));
        }
        if (reading.unclear.length) {
            notes.push(_t("Not clear, choose yourself: %s.", reading.unclear.join("; ")));
        }
        return notes.map(String);
    }

    get isOver() {
        return this.due.level === "late";
    }

    get problem() {
        const { move } = this.props;
        if (move === "ask_opinion" && !this.state.text.trim()) {
            return _t("Say on what you ask for an opinion.");
        }
        // Whoever is added or asked leaves the lead where it is
        const purpose = move === "transfer" ? this.options.purpose : "inform";
        return {
            empty: _t("Choose at least one receiver."),
            no_lead: _t("Choose who is in the lead: exactly one."),
        }[problemOf(this.state.choice, purpose)];
    }

    /** The person in the lead, who can be proposed what to decide; undefined: nobody. */
    get decider() {
        const { isBatch, move } = this.props;
        return isBatch || move !== "transfer"
            ? undefined
            : this.options.candidates.find(
                  ({ key, kind }) => kind === "user" && this.state.choice[key] === "lead"
              );
    }

    get proposeText() {
        return _t("Propose to %s whom to charge with it", this.decider.name);
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

    /** Choose as was clicked. */
    setChoice(choice) {
        this.hand = clicked(this.state.choice, choice, this.hand);
        this.choose(choice);
    }

    setText(text) {
        this.state.text = text;
    }

    /** Propose what the words say; what was clicked stays. */
    setReading(reading) {
        this.state.reading = reading;
        this.followProposal();
        this.choose(proposedChoice(this.options.candidates, this.reading, this.hand));
        this.followWords();
    }

    /** Propose what the words say to the person in the lead; what was clicked stays. */
    followProposal() {
        const { said, state } = this;
        if (!this.isProposalClicked) {
            const isMeant = this.offered.length && isProposal(said, this.options.candidates);
            state.proposed = isMeant ? this.offered : null;
        }
        if (!state.proposed) {
            Object.assign(state, NOT_PROPOSED);
            this.proposalHand = {};
            return;
        }
        state.proposal = proposedChoice(state.proposed, said, this.proposalHand);
        if (!state.isProposalDayClicked) {
            state.proposalDay = dayOf(this.proposalDeadlineRead);
            state.proposalPart = (this.proposalDeadlineRead && said.part) || "day";
        }
    }

    /** The day as the words say, or as usual, unless another was chosen. */
    followWords() {
        if (!this.state.isDayClicked) {
            const { reading } = this;
            this.state.day = this.deadlineRead ? dayOf(this.deadlineRead) : this.usualDay;
            this.state.part = (this.deadlineRead && reading.part) || "day";
        }
    }

    /** Whether the receiver is proposed whom to charge: the words are about that. */
    get isProposing() {
        return Boolean(this.state.proposed?.length);
    }

    choose(choice) {
        const before = this.decider?.key;
        this.state.choice = choice;
        if (this.decider?.key !== before) {
            Object.assign(this.state, NOT_PROPOSED);
            this.proposalHand = {};
            this.isProposalClicked = false;
        }
    }

    setProposal(proposal) {
        this.proposalHand = clicked(this.state.proposal, proposal, this.proposalHand);
        this.state.proposal = proposal;
    }

    setProposalDeadline({ day, part }) {
        Object.assign(this.state, {
            proposalDay: day,
            proposalPart: part,
            isProposalDayClicked: true,
        });
    }

    /** Learn whom the person in the lead may charge: nothing is proposed to who cannot. */
    async readOffered(receiver) {
        if (!receiver || this.state.offered[receiver]) {
            return;
        }
        const { candidates } = await this.orm.silent.call(
            "vpdt.handling",
            "get_proposal_options",
            [[this.props.handlingIds[0]]],
            { receiver }
        );
        this.state.offered[receiver] = candidates;
        if (this.decider?.key === receiver && this.state.reading) {
            this.setReading(this.state.reading);
        }
    }

    /** Show or hide whom the receiver may charge, to propose it to him (R2). */
    propose() {
        this.isProposalClicked = true;
        this.state.proposed = this.state.proposed ? null : this.offered;
        this.followProposal();
        this.choose(proposedChoice(this.options.candidates, this.reading, this.hand));
        this.followWords();
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            ev.stopPropagation();
            this.send();
        }
    }

    /** What the server gets besides the handlings. */
    get values() {
        return {
            lines: linesOf(this.state.choice, this.options.candidates),
            text: this.state.text,
            deadline: deadlineFor(this.state.day, this.deadlineProposed, this.state.part),
        };
    }

    /** @param {Object} more what to add to the arguments by name */
    call(more) {
        const { handlingIds, isBatch, move } = this.props;
        if (isBatch) {
            return this.orm.call("vpdt.handling", "action_transfer_many", [handlingIds], {
                ...this.values,
                ...more,
            });
        }
        const { proposal: choice, proposalDay: day, proposalPart: part } = this.state;
        const deadline = deadlineFor(day, this.proposalDeadlineRead, part);
        const proposal = linesOf(choice, this.state.proposed || []).map((line) =>
            deadline ? { ...line, deadline } : line
        );
        return this.orm.call("vpdt.handling", `action_${move}`, [[handlingIds[0]]], {
            ...this.values,
            ...(proposal.length ? { proposal } : {}),
            ...more,
        });
    }

    async send() {
        if (this.problem || this.state.isSending) {
            return;
        }
        this.state.isSending = true;
        let sent;
        try {
            sent = await callConfirmed((more) => this.call(more), this.dialog);
        } finally {
            this.state.isSending = false;
        }
        if (sent.isSent) {
            await this.props.onSent(sent.answer);
        }
    }
}
