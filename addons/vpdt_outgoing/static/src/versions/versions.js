import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { shortTime } from "@vpdt_workflow/common/times";

import { downloadUrl } from "./addresses";
import { ChangesDialog } from "./changes_dialog";

/** Every version of a draft: who made it, when, what is new; its pages, its changes. */
export class DraftVersions extends Component {
    static template = "vpdt_outgoing.DraftVersions";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
        this.screen = useState(this.env.vpdtDraft);
        Object.assign(this, { downloadUrl, shortTime });
    }

    show(version) {
        this.screen.show(version.id);
        document.querySelector(".vpdt_draft_pages")?.scrollIntoView({ block: "nearest" });
    }

    /** What is new in a version, against the one before it. */
    showChanges(version) {
        const { versions } = this.screen;
        const before = versions.find(({ number }) => number < version.number);
        this.dialog.add(ChangesDialog, {
            versions: [...versions],
            fromId: before.id,
            toId: version.id,
        });
    }
}

registry.category("view_widgets").add("vpdt_draft_versions", { component: DraftVersions });
