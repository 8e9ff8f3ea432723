import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import { contains, defineModels, models, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { TransferForm } from "@vpdt_workflow/turn/transfer_form";

class Handling extends models.Model {
    _name = "vpdt.handling";
}

class Phrase extends models.Model {
    _name = "vpdt.phrase";
}

defineMailModels();
defineModels([Handling, Phrase]);

const agency = (id, name) => ({
    key: `agency:${id}`,
    kind: "agency",
    id,
    name,
    detail: "",
    purposes: ["lead", "support"],
    usual: false,
    why: false,
});
const CHAIRMAN = {
    key: "user:2",
    kind: "user",
    id: 2,
    name: "Chairman",
    detail: "",
    purposes: ["lead"],
    usual: "lead",
    why: false,
};
const DEPARTMENTS = [agency(1, "Culture"), agency(2, "Finance")];
const OPTIONS = {
    candidates: [CHAIRMAN],
    purpose: "lead",
    deadline: "2026-11-30 10:00:00",
    deadline_why: "",
    limit: false,
};
const NOTHING = { lines: [], deadline: false, part: "day", past: false, unknown: [] };
const SAID = {
    ...NOTHING,
    unclear: [],
    unfit: [],
    spans: [],
    receiver: "user:2",
    lines: [
        { key: "agency:1", purpose: "lead" },
        { key: "agency:2", purpose: "support" },
    ],
    deadline: "2026-12-02 10:00:00",
};

/** Show the chief's directive; the words he writes are read as SAID. */
async function shown(proposable, options = OPTIONS) {
    mockDate("2026-11-23 09:00:00", +7);
    onRpc("vpdt.handling", "get_urgent_calls", () => []);
    onRpc("vpdt.phrase", "get_phrases", () => []);
    onRpc("vpdt.handling", "get_deadline_on", () => ({ is_off: false, is_after: false }));
    onRpc("vpdt.handling", "get_proposal_options", () => ({ candidates: proposable }));
    onRpc("vpdt.handling", "get_directive_reading", ({ kwargs }) => {
        expect.step(kwargs.receiver);
        return {
            ...NOTHING,
            deadline: SAID.deadline,
            unknown: ["Culture"],
            unclear: [],
            unfit: [],
            spans: [],
            proposal: SAID,
        };
    });
    onRpc("vpdt.handling", "action_transfer", ({ kwargs }) => {
        const { lines, text, deadline, proposal } = kwargs;
        expect.step({ lines, text, deadline, proposal });
        return 1;
    });
    await mountWithCleanup(TransferForm, {
        props: { handlingIds: [7], options, onSent: () => {} },
    });
    await animationFrame();
}

test("a deadline proposed for an hour says its hour until another day is chosen", async () => {
    await shown([], { ...OPTIONS, deadline: "2026-11-30 09:00:00" });
    expect(".vpdt_deadline_part option:first-child").toHaveText("until 16:00");
    await contains("#vpdt_transfer_day").edit("01/12/2026");
    await animationFrame();
    expect(".vpdt_deadline_part option:first-child").toHaveText("end of the day");
});

test("the words of a proposal fill it, and not the directive's own deadline", async () => {
    await shown(DEPARTMENTS);
    expect(".vpdt_propose_button").toHaveCount(1);
    expect("#vpdt_proposal_day").toHaveCount(0);
    await contains("#vpdt_transfer_text").edit("Propose Culture, with Finance, by 02/12");
    await advanceTime(1000);
    await animationFrame();
    expect.verifySteps(["user:2"]);
    const on = ".vpdt_propose .vpdt_receiver_chosen .vpdt_chip_on";
    expect(`.vpdt_propose [data-key='agency:1'] .vpdt_chip_on[data-purpose=lead]`).toHaveCount(1);
    expect(on).toHaveCount(2);
    expect("#vpdt_proposal_day").toHaveCount(1);
    expect(".vpdt_propose .vpdt_deadline_part option:first-child").toHaveText("until 17:00");
    expect(".vpdt_directive_note").toHaveCount(0);
    await contains(".vpdt_transfer_send").click();
    const deadline = "2026-12-02 10:00:00";
    expect.verifySteps([
        {
            lines: [{ kind: "user", id: 2, purpose: "lead" }],
            text: "Propose Culture, with Finance, by 02/12",
            deadline: OPTIONS.deadline,
            proposal: [
                { kind: "agency", id: 1, purpose: "lead", deadline },
                { kind: "agency", id: 2, purpose: "support", deadline },
            ],
        },
    ]);
});

test("a proposal that was closed stays closed", async () => {
    await shown(DEPARTMENTS);
    await contains(".vpdt_propose_button").click();
    await contains(".vpdt_propose_button").click();
    await contains("#vpdt_transfer_text").edit("Propose Culture");
    await advanceTime(1000);
    await animationFrame();
    expect.verifySteps(["user:2"]);
    expect(".vpdt_propose .vpdt_receiver").toHaveCount(0);
});

test("nothing is offered to propose to who passes nothing on", async () => {
    await shown([]);
    expect(".vpdt_receiver_chosen").toHaveCount(1);
    expect(".vpdt_propose").toHaveCount(0);
});

test("who is named and was taken out again is pointed at", async () => {
    mockDate("2026-11-23 09:00:00", +7);
    onRpc("vpdt.handling", "get_urgent_calls", () => []);
    onRpc("vpdt.phrase", "get_phrases", () => []);
    onRpc("vpdt.handling", "get_deadline_on", () => ({ is_off: false, is_after: false }));
    onRpc("vpdt.handling", "get_directive_reading", () => ({
        ...NOTHING,
        unclear: [],
        unfit: [],
        spans: [],
        lines: SAID.lines,
        proposal: false,
    }));
    await mountWithCleanup(TransferForm, {
        props: {
            handlingIds: [7],
            options: {
                ...OPTIONS,
                candidates: DEPARTMENTS.map((one) => ({
                    ...one,
                    purposes: ["lead", "support"],
                })),
            },
            onSent: () => {},
        },
    });
    await contains("#vpdt_transfer_text").edit("Culture, with Finance");
    await advanceTime(1000);
    await animationFrame();
    expect(".vpdt_receiver_chosen").toHaveCount(2);
    expect(".vpdt_directive_note").toHaveCount(0);
    await contains("[data-key='agency:2'] .vpdt_chip_on[data-purpose=support]").click();
    await animationFrame();
    expect(".vpdt_directive_note").toHaveText("Named in the directive, and not chosen: Finance.");
});
