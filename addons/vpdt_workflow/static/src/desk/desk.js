import { Component, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { useDebounced } from "@web/core/utils/timing";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { purposeLabel, stateLabel, urgencyLabel } from "../common/labels";
import { remaining, shortTime } from "../common/times";

/** Lines fetched at a time. */
const PAGE = 80;
/** Most the server gives in one call: further lines are fetched piece by piece. */
const MOST = 200;

/** Buckets of the desk, in the order of a working day; `always` even when empty. */
const BUCKETS = [
    { name: "all", always: true, label: _t("With me") },
    { name: "overdue", always: true, label: _t("Overdue") },
    { name: "due_soon", always: true, label: _t("Due soon") },
    { name: "register", label: _t("To register") },
    { name: "lead", always: true, label: _t("Lead") },
    { name: "support", always: true, label: _t("Support") },
    { name: "opinion", label: _t("Opinion") },
    { name: "direct", label: _t("Direct") },
    { name: "monitor", label: _t("Monitor") },
    { name: "review", label: _t("Review") },
    { name: "sign", label: _t("Sign") },
    { name: "inform", always: true, label: _t("Inform") },
    { name: "sent", always: true, label: _t("Sent") },
];

const EMPTY = {
    all: _t("Nothing waits for you."),
    overdue: _t("Nothing is overdue."),
    due_soon: _t("Nothing is due in the next days."),
    register: _t("Nothing was sent to your agency that is not registered yet."),
    sent: _t("All you sent has been dealt with."),
};

/** The desk: what waits for me, by bucket, with counters that follow by themselves. */
export class Desk extends Component {
    static template = "vpdt_workflow.Desk";
    static components = { Layout };
    static props = { ...standardActionServiceProps };
    static path = "ban-lam-viec";
    static displayName = _t("My desk");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.list = useRef("list");
        this.keepLast = new KeepLast();
        this.display = { controlPanel: {} };
        this.labels = { purposeLabel, stateLabel, urgencyLabel, remaining, shortTime };
        const { bucket = "all", wanted = PAGE } = this.props.state || {};
        this.state = useState({
            bucket,
            counters: {},
            lines: [],
            total: 0,
            isLoading: true,
            isClerk: false,
        });
        useSetupAction({
            getLocalState: () => ({ bucket: this.state.bucket, wanted: this.state.lines.length }),
        });
        onWillStart(async () => {
            this.state.isClerk = await user.hasGroup("vpdt_documents.group_vpdt_documents_clerk");
            await this.load(Math.max(wanted, PAGE));
        });
        // A directive to twelve agencies makes several notices: one reading is enough.
        const refresh = useDebounced(() => this.load(this.state.lines.length), 300);
        this.bus.subscribe("vpdt.desk", refresh);
        onWillUnmount(() => this.bus.unsubscribe("vpdt.desk", refresh));
    }

    get buckets() {
        const { counters, bucket, isClerk } = this.state;
        return BUCKETS.filter(
            ({ name, always }) =>
                always || counters[name] || name === bucket || (name === "register" && isClerk)
        );
    }

    get emptyText() {
        return EMPTY[this.state.bucket] || _t("Nothing here.");
    }

    get rest() {
        return this.state.total - this.state.lines.length;
    }

    read(bucket, offset, limit) {
        return this.orm.silent.call("vpdt.handling", "desk_read", [], { bucket, offset, limit });
    }

    /** Read the bucket anew, with at least `wanted` lines as far as there are. */
    async load(wanted) {
        const { bucket } = this.state;
        const fetch = async () => {
            const limit = Math.min(Math.max(wanted, PAGE), MOST);
            const read = await this.read(bucket, 0, limit);
            while (read.lines.length < Math.min(wanted, read.total)) {
                const more = await this.read(bucket, read.lines.length, MOST);
                if (!more.lines.length) {
                    break;
                }
                read.lines.push(...more.lines);
            }
            return read;
        };
        this.show(await this.keepLast.add(fetch()));
    }

    show({ counters, lines, total }) {
        Object.assign(this.state, { counters, lines, total, isLoading: false });
    }

    async choose(bucket) {
        Object.assign(this.state, { bucket, lines: [], isLoading: true });
        await this.load(PAGE);
    }

    async loadMore() {
        const { bucket, lines } = this.state;
        const read = await this.keepLast.add(this.read(bucket, lines.length, PAGE));
        const known = new Set(lines.map(({ id }) => id));
        const added = read.lines.filter(({ id }) => !known.has(id));
        this.show({ ...read, lines: [...lines, ...added] });
    }

    open(ev, line) {
        if (ev.ctrlKey || ev.metaKey || ev.shiftKey) {
            return; // The browser opens its own tab or window.
        }
        ev.preventDefault();
        const resIds = [...new Set(this.state.lines.map(({ document_id }) => document_id))];
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "vpdt.document",
                res_id: line.document_id,
                views: [[false, "form"]],
                name: line.code || line.type,
                context: { vpdt_from_desk: true },
            },
            { props: { resIds } }
        );
    }

    /** Up and down move from line to line. */
    onKeydown(ev) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (!step) {
            return;
        }
        const lines = [...this.list.el.querySelectorAll(".vpdt_desk_line")];
        const next = lines[lines.indexOf(document.activeElement) + step];
        if (next) {
            ev.preventDefault();
            next.focus();
        }
    }
}

registry.category("actions").add("vpdt_desk", Desk);
