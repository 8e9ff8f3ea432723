import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { PageViewer } from "@vpdt_documents/pages/page_viewer";

import { purposeLabel, stateLabel, urgencyLabel } from "../common/labels";
import { remaining, shortTime } from "../common/times";
import { inOrder } from "../turn/choice";
import { Requests } from "../turn/requests";

const { DateTime } = luxon;

/** Receivers of a directive that are named before the rest is counted. */
const NAMED = 4;

/** What a paper says, what was directed so far, and its pages. */
export class Paper extends Component {
    static template = "vpdt_workflow.Paper";
    static components = { PageViewer };
    static props = {
        /** As `desk_paper` returns it. */
        paper: Object,
        /** Opens the whole document; without it number and button stand elsewhere. */
        onOpen: { type: Function, optional: true },
        slots: { type: Object, optional: true },
    };

    setup() {
        this.labels = { urgencyLabel };
    }

    get files() {
        return this.props.paper.files.map(({ id, name, pages, attachment_id }) => ({
            id,
            name,
            pages,
            attachmentId: attachment_id,
        }));
    }

    /** The facts of the register line, in one sentence. */
    get facts() {
        const { type, issuer, issued_date, signer, signer_position, field } =
            this.props.paper.document;
        const day = issued_date && DateTime.fromISO(issued_date).toFormat("dd/MM/yyyy");
        return [
            [type, day].filter(Boolean).join(" "),
            issuer,
            signer && [signer_position, signer].filter(Boolean).join(" "),
            field,
        ].filter(Boolean);
    }
}

/** The directives so far: the last words, everything on request. */
export class Chain extends Component {
    static template = "vpdt_workflow.Chain";
    static props = {
        /** As `desk_paper` returns it. */
        chain: Array,
        /** The handling shown: that it went there goes without saying. */
        handlingId: Number,
    };

    setup() {
        this.labels = { purposeLabel, stateLabel, shortTime, remaining };
        this.state = useState({ isWhole: false, whole: [] });
    }

    get steps() {
        const { chain } = this.props;
        if (this.state.isWhole) {
            return chain;
        }
        // Of a draft, the round that is under way is read as one: who approved it so far.
        const round = chain.filter(({ latest }) => latest);
        if (round.length) {
            return round;
        }
        // A clerk's registration has no words: those of the leader are what counts. Not
        // those of another agency's head to his own people.
        const last =
            chain.findLast(({ here, text }) => here && text) ||
            chain.findLast(({ text }) => text) ||
            chain.at(-1);
        return last ? [last] : [];
    }

    get hidden() {
        return this.props.chain.length - this.steps.length;
    }

    receiversOf(step) {
        if (!this.state.isWhole && step.to.length === 1 && step.to[0].id === this.props.handlingId) {
            return [];
        }
        const to = inOrder([...new Set(step.to.map(({ purpose }) => purpose))]).flatMap(
            (purpose) => step.to.filter((one) => one.purpose === purpose)
        );
        return this.state.whole.includes(step.id) ? to : to.slice(0, NAMED);
    }

    restText(step) {
        return _t("and %s more", step.to.length - NAMED);
    }

    hasRest(step) {
        return step.to.length > NAMED && !this.state.whole.includes(step.id);
    }
}

/** Whose turn it is, what for, until when; what others ask. */
export class TurnHead extends Component {
    static template = "vpdt_workflow.TurnHead";
    static components = { Requests };
    static props = {
        paper: Object,
        /** Whether somebody else has dealt with it while it was read. */
        isGone: { type: Boolean, optional: true },
        onAnswered: Function,
    };

    setup() {
        this.labels = { purposeLabel, stateLabel, shortTime, remaining };
    }
}
