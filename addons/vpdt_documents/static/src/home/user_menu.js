import { registry } from "@web/core/registry";
// they are there before they are taken away
import "@web/webclient/user_menu/user_menu_items";

// Ways out of the house to Odoo's own pages: no help or account of this office is there.
for (const item of ["support", "odoo_account"]) {
    registry.category("user_menuitems").remove(item);
}
