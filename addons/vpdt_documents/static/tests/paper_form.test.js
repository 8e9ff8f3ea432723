import { beforeEach, expect, test } from "@odoo/hoot";
import { queryRect } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

class Paper extends models.Model {
    line_ids = fields.One2many({ relation: "line" });
    _records = [{ id: 1, line_ids: [1] }];
}

class Line extends models.Model {
    state = fields.Char();
    _records = [{ id: 1, state: "Registered" }];
}

defineMailModels();
defineModels([Paper, Line]);
beforeEach(() => onRpc("has_group", () => true));

test("a list beside the page stays within its column", async () => {
    await mountView({
        type: "form",
        resModel: "paper",
        resId: 1,
        arch: `<form class="vpdt_paper_form"><sheet>
            <div class="vpdt_paper">
                <div class="vpdt_paper_page"/>
                <div class="vpdt_paper_facts"><notebook><page string="Registers">
                    <field name="line_ids" readonly="1"><list><field name="state"/></list></field>
                </page></notebook></div>
            </div>
        </sheet></form>`,
    });
    const column = queryRect(".vpdt_paper_facts");
    const list = queryRect(".o_list_renderer");
    expect(list.left).toBeGreaterThan(column.left - 1);
    expect(list.right).toBeLessThan(column.right + 1);
});
