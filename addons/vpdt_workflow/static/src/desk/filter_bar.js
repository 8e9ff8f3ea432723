import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useDebounced } from "@web/core/utils/timing";

import { purposeLabel } from "../common/labels";
import { inOrder } from "../turn/choice";

const PURPOSES = ["lead", "support", "direct", "monitor", "inform", "opinion", "carry_out", "draft", "review", "sign", "issue"];

/** Search over the desk, and what else restricts it. */
export class FilterBar extends Component {
    static template = "vpdt_workflow.FilterBar";
    static props = {
        criteria: Object,
        /** `{id, name}` of those who sent what lies here. */
        senders: Array,
        /** Called with the new criteria. */
        onChange: Function,
        /** Called with a name, to keep what is chosen. */
        onKeep: Function,
        /** Called when the box is left for the list. */
        onLeave: Function,
        searchRef: Function,
    };

    setup() {
        this.purposeLabel = purposeLabel;
        this.input = useRef("input");
        this.state = useState({ isOpen: false, name: "", isNaming: false });
        this.props.searchRef(this.input);
        this.search = useDebounced((text) => this.set("text", text.trim()), 250);
    }

    get purposes() {
        return inOrder(PURPOSES);
    }

    get deadlines() {
        return [
            { value: "", label: _t("Any") },
            { value: "overdue", label: _t("Overdue") },
            { value: "due_soon", label: _t("Due soon") },
            { value: "none", label: _t("Without a deadline") },
        ];
    }

    get isFiltered() {
        return Boolean(Object.keys(this.props.criteria).length);
    }

    /** How many criteria besides the words. */
    get count() {
        return Object.keys(this.props.criteria).filter((name) => name !== "text").length;
    }

    set(name, value) {
        const criteria = { ...this.props.criteria };
        if (value && value.length !== 0) {
            criteria[name] = value;
        } else {
            delete criteria[name];
        }
        this.props.onChange(criteria);
    }

    togglePurpose(purpose) {
        const chosen = this.props.criteria.purposes || [];
        this.set(
            "purposes",
            chosen.includes(purpose)
                ? chosen.filter((one) => one !== purpose)
                : [...chosen, purpose]
        );
    }

    onKeydown(ev) {
        if (ev.key === "Escape" || ev.key === "Enter" || ev.key === "ArrowDown") {
            ev.preventDefault();
            ev.stopPropagation();
            this.search.cancel();
            const text = ev.key === "Escape" ? "" : this.input.el.value.trim();
            this.input.el.value = text;
            if (text !== (this.props.criteria.text || "")) {
                this.set("text", text);
            }
            this.props.onLeave();
        }
    }

    clear() {
        this.input.el.value = "";
        this.props.onChange({});
    }

    async keep() {
        const name = this.state.name.trim();
        if (!name) {
            return;
        }
        await this.props.onKeep(name);
        Object.assign(this.state, { name: "", isNaming: false, isOpen: false });
    }
}
