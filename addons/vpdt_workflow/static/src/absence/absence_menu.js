import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

let worksWithDocuments = false;

/** "I am away" in the user menu: two clicks from everywhere. */
function awayItem(env) {
    return {
        type: "item",
        id: "vpdt_away",
        description: _t("I am away"),
        callback: () => env.services.action.doAction("vpdt_workflow.vpdt_absence_wizard_action"),
        show: () => worksWithDocuments,
        sequence: 45,
    };
}

registry.category("user_menuitems").add("vpdt_away", awayItem);

registry.category("services").add("vpdt_absence_menu", {
    async start() {
        worksWithDocuments = await user.hasGroup("vpdt_documents.group_vpdt_documents_user");
    },
});
