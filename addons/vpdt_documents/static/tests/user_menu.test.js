import { expect, test } from "@odoo/hoot";
import { registry } from "@web/core/registry";

test("nothing in the user menu leads to Odoo's own pages", () => {
    const items = registry.category("user_menuitems");
    expect(items.contains("log_out")).toBe(true);
    expect(items.contains("odoo_account")).toBe(false);
    expect(items.contains("support")).toBe(false);
});
