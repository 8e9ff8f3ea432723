import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";

import { inTime, readable } from "./changes";

/** What changed between any two versions of a draft, word by word. */
export class ChangesDialog extends Component {
    static template = "vpdt_outgoing.ChangesDialog";
    static components = { Dialog };
    static props = {
        /** As `get_screen` returns them. */
        versions: Array,
        fromId: Number,
        toId: Number,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        const { fromId, toId } = this.props;
        this.state = useState({ fromId, toId, read: null, problem: "" });
        onWillStart(() => this.load());
    }

    get changes() {
        return readable(this.state.read?.changes || []);
    }

    get isSame() {
        const { read } = this.state;
        return read?.changes && !read.changes.length && !read.layout_changed;
    }

    choose(name, ev) {
        this.state[name] = Number(ev.target.value);
        return this.load();
    }

    async load() {
        const { fromId, toId } = inTime(
            this.props.versions,
            this.state.fromId,
            this.state.toId
        );
        Object.assign(this.state, { fromId, toId, read: null, problem: "" });
        if (fromId === toId) {
            this.state.read = { changes: [] };
            return;
        }
        try {
            const read = await this.orm.silent.call("vpdt.draft.version", "get_changes", [
                [toId],
                fromId,
            ]);
            if (fromId === this.state.fromId && toId === this.state.toId) {
                this.state.read = read;
            }
        } catch (error) {
            this.state.problem =
                error.data?.message ||
                String(_t("The server does not answer. Check the network and try again."));
        }
    }
}
