import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { remaining, shortTime } from "../common/times";
import { WordsDialog } from "../turn/words_dialog";

const COLUMNS = [
    { name: "open", label: _t("Open") },
    { name: "overdue", label: _t("Overdue") },
    { name: "due_soon", label: _t("Due soon") },
    { name: "unopened", label: _t("Not opened") },
];

const ORDERS = {
    overdue: (one, other) => other.overdue - one.overdue || other.open - one.open,
    protocol: () => 0,
};

/** How each agency stands, with its people, the lists behind it and one click to remind. */
export class Board extends Component {
    static template = "vpdt_workflow.Board";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static path = "bang-don-vi";
    static displayName = _t("Board of agencies");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.display = { controlPanel: {} };
        this.columns = COLUMNS;
        this.remaining = remaining;
        this.shortTime = shortTime;
        this.state = useState({
            may: true,
            agencies: [],
            total: {},
            order: "overdue",
            people: {},
            isLoading: true,
        });
        onWillStart(() => this.load());
    }

    get agencies() {
        return [...this.state.agencies].sort(ORDERS[this.state.order]);
    }

    async load() {
        this.state.may = await this.orm.call("vpdt.handling", "board_may", []);
        if (this.state.may) {
            const { agencies, total } = await this.orm.call("vpdt.handling", "board_read", []);
            Object.assign(this.state, { agencies, total });
        }
        this.state.isLoading = false;
    }

    /** Show or hide the people of an agency. */
    async toggle(agency) {
        if (this.state.people[agency.id]) {
            delete this.state.people[agency.id];
            return;
        }
        this.state.people[agency.id] = await this.orm.call("vpdt.handling", "board_people", [
            agency.id,
        ]);
    }

    /** Open the list behind a count: what of it the user reads. */
    async list(agency, which, person) {
        const values = { agency_id: agency.id, which };
        if (person) {
            values.user_id = person.id;
        }
        const action = await this.orm.call("vpdt.handling", "action_board_list", [], values);
        await this.action.doAction(action);
    }

    remind(agency) {
        this.dialog.add(WordsDialog, {
            title: _t("Remind %s", agency.name),
            label: _t("Words of your own"),
            confirmLabel: _t("Remind"),
            isRequired: false,
            onConfirm: async (text) => {
                const told = await this.orm.call("vpdt.handling", "action_remind_agency", [
                    agency.id,
                    text,
                ]);
                this.notification.add(_t("%s people were reminded.", told), {
                    type: "success",
                });
                await this.load();
            },
        });
    }
}

registry.category("actions").add("vpdt_board", Board);
