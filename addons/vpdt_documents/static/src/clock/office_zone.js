import { registry } from "@web/core/registry";

/** Odoo shows times in the zone the computer is set to. */
export const OFFICE_ZONE = "Asia/Ho_Chi_Minh";

/** Deadlines, registers and absences are in the time of Vietnam, whatever a computer says. */
registry.category("services").add("vpdt_documents.office_zone", {
    start() {
        luxon.Settings.defaultZone = luxon.IANAZone.create(OFFICE_ZONE);
    },
});
