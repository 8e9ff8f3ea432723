import { beforeEach, expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Print extends models.Model {
    number_from = fields.Integer();
    number_to = fields.Integer();
    _records = [{ id: 1, number_from: 0, number_to: 12 }];
}

defineMailModels();
defineModels([Print]);
beforeEach(() => onRpc("has_group", () => true));

test("a span of numbers that is not given is empty, and can be emptied", async () => {
    onRpc("print", "web_save", ({ args }) => {
        expect.step(args[1]);
    });
    await mountView({
        type: "form",
        resModel: "print",
        resId: 1,
        arch: `<form>
            <field name="number_from" widget="vpdt_register_number"/>
            <field name="number_to" widget="vpdt_register_number"/>
        </form>`,
    });
    expect("[name=number_from] input").toHaveValue("");
    expect("[name=number_to] input").toHaveValue("12");
    await contains("[name=number_from] input").edit("3");
    await contains("[name=number_to] input").edit("");
    expect("[name=number_to] input").toHaveValue("");
    await clickSave();
    expect.verifySteps([{ number_from: 3, number_to: 0 }]);
    expect("[name=number_from] input").toHaveValue("3");
});
