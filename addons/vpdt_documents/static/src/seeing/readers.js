import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** @param {string|false} stamp UTC @returns {string} local: "08:10 23/11/2026", or "" */
export function timeOf(stamp) {
    return stamp ? deserializeDateTime(stamp).toFormat("HH:mm dd/MM/yyyy") : "";
}

/**
 * @param {Object|false} opened of a line of `get_readers`
 * @returns {string} when somebody opened it, in one line
 */
export function openedText(opened) {
    if (!opened) {
        return String(_t("Not opened yet"));
    }
    if (opened.count === 1) {
        return String(_t("Opened %s", timeOf(opened.first)));
    }
    return String(
        _t("Opened %(count)s times: first %(first)s, last %(last)s", {
            count: opened.count,
            first: timeOf(opened.first),
            last: timeOf(opened.last),
        })
    );
}

/** @returns {string} from where somebody opened it last, "" when that is not told */
export function whereText({ address, device }) {
    const where = [address, device].filter(Boolean).join(", ");
    return where ? String(_t("from %s", where)) : "";
}

/** Who sees the document and why; for who answers for people, why somebody does not. */
export class Readers extends Component {
    static template = "vpdt_documents.Readers";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.whereText = whereText;
        this.openedText = openedText;
        this.state = useState(this.empty);
        this.keepLast = new KeepLast();
        this.lookUp = useDebounced(() => this.findPeople(), 250);
        onWillStart(() => this.load(this.props.record.resId));
        onWillUpdateProps(({ record }) => {
            if (record.resId !== this.props.record.resId) {
                Object.assign(this.state, this.empty);
                return this.load(record.resId);
            }
        });
    }

    get empty() {
        return {
            readers: [],
            former: [],
            mayAsk: false,
            text: "",
            people: null,
            answer: null,
        };
    }

    /** How many see it and have opened it. */
    get countText() {
        const { readers } = this.state;
        const opened = readers.filter((reader) => reader.opened).length;
        return String(
            _t("%(count)s people see this document; %(opened)s have opened it.", {
                count: readers.length,
                opened,
            })
        );
    }

    sinceText({ since }) {
        return String(_t("(since %s)", timeOf(since)));
    }

    answerText({ name, reads }) {
        return String(
            reads
                ? _t("%s does see this document:", name)
                : _t("%s does not see this document:", name)
        );
    }

    needText({ need }) {
        return String(_t("It would take: %s", need));
    }

    async load(documentId) {
        if (!documentId) {
            return;
        }
        const { readers, former, may_ask } = await this.orm.silent.call(
            "vpdt.document",
            "get_readers",
            [[documentId]]
        );
        Object.assign(this.state, { readers, former, mayAsk: may_ask });
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.state.answer = null;
        this.lookUp();
    }

    /** Find the people whose name holds what was typed; nobody before two letters. */
    async findPeople() {
        const text = this.state.text.trim();
        if (text.length < 2) {
            this.state.people = null;
            return;
        }
        this.state.people = await this.keepLast.add(
            this.orm.silent.call("vpdt.document", "get_why_not_people", [
                [this.props.record.resId],
                text,
            ])
        );
    }

    async ask(person) {
        this.state.text = person.name;
        this.state.people = null;
        this.state.answer = await this.keepLast.add(
            this.orm.call("vpdt.document", "get_why_not", [
                [this.props.record.resId],
                person.user_id,
            ])
        );
    }
}

registry.category("view_widgets").add("vpdt_readers", { component: Readers });
