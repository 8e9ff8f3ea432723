import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { fold } from "@vpdt_documents/reading/fold";

import { purposeLabel } from "../common/labels";
import { commonPurposes, inOrder, toggle, toggleAll } from "./choice";

/** From so many receivers on, a box to find one by name is shown. */
const MANY = 9;

/** The people and agencies a paper may go to, each with the purposes allowed. */
export class ReceiverList extends Component {
    static template = "vpdt_workflow.ReceiverList";
    static props = {
        candidates: Array,
        choice: Object,
        /** Called with the new choice. */
        onChange: Function,
    };

    setup() {
        this.purposeLabel = purposeLabel;
        this.inOrder = inOrder;
        this.state = useState({ wanted: "" });
    }

    get isMany() {
        return this.props.candidates.length >= MANY;
    }

    /** Candidates by kind, those proposed first, narrowed to what is looked for. */
    get groups() {
        const { candidates, choice } = this.props;
        const wanted = fold(this.state.wanted);
        const shown = candidates.filter(
            ({ key, name, detail }) =>
                !wanted || choice[key] || fold(`${name} ${detail}`).includes(wanted)
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

    choose(key, purpose) {
        const { candidates, choice, onChange } = this.props;
        onChange(toggle(choice, candidates, key, purpose));
    }

    chooseAll(group, purpose) {
        this.props.onChange(toggleAll(this.props.choice, group.members, purpose));
    }
}
