import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { purposeLabel, roleLabel } from "../common/labels";
import { HANDLED, documentOf, ofDocument } from "../turn/my_turn";
import { dateOf, dayTitle, hourOf, insteadOf, showsPeople, storyOf, untilWhen } from "./story";

/** What happened to the document, day by day, in whole sentences. */
export class Timeline extends Component {
    static template = "vpdt_workflow.Timeline";
    static props = { ...standardWidgetProps, ...ofDocument.props };

    setup() {
        this.orm = useService("orm");
        Object.assign(this, {
            purposeLabel,
            roleLabel,
            dateOf,
            dayTitle,
            hourOf,
            insteadOf,
            showsPeople,
            storyOf,
            untilWhen,
        });
        this.state = useState({ days: [] });
        onWillStart(() => this.load(this.documentId));
        onWillUpdateProps((next) => {
            const documentId = documentOf(next);
            if (documentId !== this.documentId) {
                return this.load(documentId);
            }
        });
        useBus(this.env.bus, HANDLED, ({ detail }) => {
            if (detail.documentId === this.documentId) {
                this.load(detail.documentId);
            }
        });
    }

    get documentId() {
        return documentOf(this.props);
    }

    async load(documentId) {
        const days = documentId
            ? await this.orm.silent.call("vpdt.document", "get_timeline", [[documentId]])
            : [];
        this.state.days = days;
    }
}

registry.category("view_widgets").add("vpdt_timeline", {
    component: Timeline,
    extractProps: ofDocument.extractProps,
});
