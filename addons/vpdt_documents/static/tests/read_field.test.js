import { beforeEach, expect, test } from "@odoo/hoot";
import { queryAttribute, queryRect } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Paper extends models.Model {
    urgency = fields.Selection({
        selection: [
            ["0", "Normal"],
            ["1", "Urgent"],
            ["3", "Express"],
        ],
    });
    signer = fields.Char();
    proposals = fields.Json();
}

defineMailModels();
defineModels([Paper]);
beforeEach(() => onRpc("has_group", () => true));

/** Show the registration line of a paper that was read. */
function shown(values) {
    Paper._records = [{ id: 1, urgency: "0", ...values }];
    return mountView({
        type: "form",
        resModel: "paper",
        resId: 1,
        arch: `<form>
            <field name="urgency" widget="vpdt_read_selection"/>
            <field name="signer" widget="vpdt_read_char"/>
        </form>`,
    });
}

const URGENCY = ".o_field_widget[name=urgency]";
const SIGNER = ".o_field_widget[name=signer]";

test("an urgency that nobody read is shown as the default it is", async () => {
    await shown({ proposals: { urgency: { value: null, confidence: 0, certain: false } } });
    expect(`${URGENCY} .vpdt_read_mark_nothing`).toHaveCount(1);
    expect(queryAttribute(`${URGENCY} .vpdt_read_mark`, "title")).toMatch(/default/);
    expect(`${URGENCY} .vpdt_read_hint`).toHaveText("Not read: default");
});

test("an urgency that was read is no default", async () => {
    const read = { value: "Hỏa tốc", confidence: 0.9, certain: true };
    await shown({ urgency: "3", proposals: { urgency: read } });
    expect(`${URGENCY} .vpdt_read_mark_sure`).toHaveCount(1);
    expect(`${URGENCY} .vpdt_read_hint`).toHaveCount(0);
});

test("an urgency chosen by hand bears no mark", async () => {
    await shown({ urgency: "1", proposals: {} });
    expect(`${URGENCY} .vpdt_read_mark`).toHaveCount(0);
    expect(`${URGENCY} .vpdt_read_hint`).toHaveCount(0);
});

test("the mark of a guess goes when the guess is accepted", async () => {
    await shown({ proposals: { signer: { value: "Lê An", confidence: 0.6, certain: false } } });
    expect(`${SIGNER} .vpdt_read_mark_guess`).toHaveCount(1);
    await contains(`${SIGNER} .vpdt_suggestion`).click();
    expect(`${SIGNER} input`).toHaveValue("Lê An");
    expect(`${SIGNER} .vpdt_suggestion`).toHaveCount(0);
    expect(`${SIGNER} .vpdt_read_mark`).toHaveCount(0);
});

test("entering a field moves nothing: a press below it stays where it began", async () => {
    await shown({ proposals: { signer: { value: "Lê An", confidence: 0.6, certain: false } } });
    const before = queryRect(`${SIGNER} .vpdt_suggestion`);
    await contains(`${SIGNER} input`).focus();
    const after = queryRect(`${SIGNER} .vpdt_suggestion`);
    expect([after.width, after.height]).toEqual([before.width, before.height]);
});
