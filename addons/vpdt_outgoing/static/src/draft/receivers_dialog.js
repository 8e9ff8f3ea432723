import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

import { isWhole, toggled, toggledGroup } from "./receiver_choice";

const GROUPS = {
    departments: _t("Departments"),
    committees: _t("People's committees below"),
    above: _t("The agency above"),
    beside: _t("Other agencies"),
};

/** Chooses agencies of the system, a whole group with one touch. */
export class ReceiversDialog extends Component {
    static template = "vpdt_outgoing.ReceiversDialog";
    static components = { Dialog };
    static props = {
        /** As `get_receiver_choices` returns them. */
        groups: Array,
        /** Called with the ids, the purpose and whether it is addressed to them. */
        onConfirm: Function,
        close: Function,
    };

    setup() {
        this.isWhole = isWhole;
        this.state = useState({
            picked: [],
            purpose: "carry_out",
            isAddressee: false,
            isSending: false,
        });
    }

    get purposes() {
        return [
            { purpose: "carry_out", label: _t("To carry out") },
            { purpose: "inform", label: _t("To know") },
        ];
    }

    get confirmText() {
        return _t("Add %s receivers", this.state.picked.length);
    }

    groupLabel(key) {
        return String(GROUPS[key] ?? key);
    }

    toggle(id) {
        this.state.picked = toggled(this.state.picked, id);
    }

    toggleGroup(group) {
        this.state.picked = toggledGroup(this.state.picked, group);
    }

    async confirm() {
        this.state.isSending = true;
        try {
            const { picked, purpose, isAddressee } = this.state;
            await this.props.onConfirm([...picked], purpose, isAddressee);
        } finally {
            this.state.isSending = false;
        }
        this.props.close();
    }
}
