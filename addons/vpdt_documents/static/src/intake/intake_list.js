import { useEffect, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

import { DropZone } from "./drop_zone";

/** The waiting papers, with the place to drop new ones above them. */
class IntakeListController extends ListController {
    static template = "vpdt_documents.IntakeListView";
    static components = { ...ListController.components, DropZone };

    setup() {
        super.setup();
        const uploads = useState(useService("vpdt_upload").state);
        // With thirty files on their way the list is not fetched thirty times.
        const reload = useDebounced(() => this.model.load(), 500);
        let seen = uploads.arrived;
        useEffect(
            (arrived) => {
                if (arrived !== seen) {
                    seen = arrived;
                    reload();
                }
            },
            () => [uploads.arrived]
        );
    }
}

registry.category("views").add("vpdt_intake_list", {
    ...listView,
    Controller: IntakeListController,
});
