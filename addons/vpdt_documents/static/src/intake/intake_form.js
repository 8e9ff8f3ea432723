import { reactive, useEffect, useExternalListener, useSubEnv } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

import { READER_NAMES, findingFor, toFill } from "../reading/reading";

/** How often the text of the later pages is asked for while it is being read. */
const POLL_MS = 3000;

/**
 * Put the cursor into an element without opening what it opens for who enters it: the
 * calendar of a date would lie over the fields beside it. A click or typing is as ever.
 *
 * @param {HTMLElement} el
 */
function focusQuietly(el) {
    const quiet = (ev) => ev.stopPropagation();
    el.parentElement.addEventListener("focus", quiet, true);
    el.focus();
    el.parentElement.removeEventListener("focus", quiet, true);
}

/**
 * Complete is what goes into the register. Whatever else is done with a paper (thrown
 * away, left for later, tied to its draft) keeps what was typed so far.
 */
class IntakeRecord extends RelationalModel.Record {
    _isRequired(fieldName) {
        return this.model.isRegistering && super._isRequired(fieldName);
    }
}

/** Knows all waiting papers, so that the pager leads to the next one. */
class IntakeModel extends RelationalModel {
    static Record = IntakeRecord;
    isRegistering = false;

    async load(params = {}) {
        const resId = "resId" in params ? params.resId : this.config.resId;
        if (resId) {
            const waiting = await this.orm.search(this.config.resModel, []);
            const resIds = waiting.includes(resId) ? waiting : [resId, ...waiting];
            params = { ...params, resIds };
        }
        return super.load(params);
    }
}

/**
 * The registration screen: the page on the left, the register line on the right.
 *
 * `env.vpdtReading` is shared by the fields and the pages: `focused`, the field worked
 * on, and `proposals`, the newest reading when it is newer than the record's.
 */
class IntakeFormController extends FormController {
    setup() {
        this.vpdtReading = reactive({ focused: null, proposals: null });
        useSubEnv({ vpdtReading: this.vpdtReading });
        super.setup();
        this.notification = useService("notification");
        this.isTyping = false;
        useBus(this.model.bus, "FIELD_IS_DIRTY", (ev) => (this.isTyping = ev.detail));
        useHotkey("control+enter", () => this.register(), { bypassEditableProtection: true });
        useExternalListener(document, "visibilitychange", () => this.poll());
        useEffect(
            () => {
                Object.assign(this.vpdtReading, { focused: null, proposals: null });
                this.focusFirst();
            },
            () => [this.model.root.resId]
        );
        useEffect(
            (resId, textState) => {
                if (textState === "waiting") {
                    const timer = browser.setInterval(() => this.poll(), POLL_MS);
                    return () => browser.clearInterval(timer);
                }
            },
            () => [this.model.root.resId, this.model.root.data.text_state]
        );
    }

    /** Put the cursor where the clerk has something to do: the first gap, else the number. */
    focusFirst() {
        const facts = this.rootRef.el?.querySelector(".vpdt_paper_facts");
        if (!facts || this.env.isSmall) {
            return;
        }
        const { data } = this.model.root;
        const widgets = [...facts.querySelectorAll(".o_field_widget[name]")];
        const gap = widgets.find((widget) => {
            const name = widget.getAttribute("name");
            const isEmpty = !data[name] || data[name].count === 0;
            const isRequired = widget.classList.contains("o_required_modifier");
            return isEmpty && (isRequired || findingFor(data.proposals, name));
        });
        const chosen = gap || widgets.find((widget) => widget.getAttribute("name") === "number");
        const entry = chosen?.querySelector("input, textarea, select, button");
        if (entry) {
            focusQuietly(entry);
        }
    }

    /**
     * Register here rather than by the server's action, which would open a new screen:
     * the next paper takes the place of this one, and the way back to the list stays.
     */
    async beforeExecuteActionButton(clickParams) {
        if (clickParams.name !== "action_register") {
            return super.beforeExecuteActionButton(clickParams);
        }
        this.model.isRegistering = true;
        try {
            if (!(await this.model.root.checkValidity())) {
                this.tellMissing();
                return false;
            }
            if ((await super.beforeExecuteActionButton(clickParams)) === false) {
                return false;
            }
        } finally {
            this.model.isRegistering = false;
        }
        const { resId, resModel } = this.model.root;
        const { params } = await this.orm.call(resModel, "action_register", [[resId]]);
        this.notification.add(params.message, { type: params.type });
        if (params.next.res_id) {
            await this.model.load({ resId: params.next.res_id });
        } else {
            // by its name: an action that came as data shows its help as source text
            await this.actionService.doAction("vpdt_documents.vpdt_intake_action", {
                clearBreadcrumbs: true,
            });
        }
        return false;
    }

    /** Name what is missing and go there. */
    tellMissing() {
        const record = this.model.root;
        const missing = Object.keys(record.activeFields).filter((name) =>
            record.isFieldInvalid(name)
        );
        const fields = missing.map((name) => record.fields[name].string).join(", ");
        this.notification.add(_t("Still missing for the register: %(fields)s.", { fields }), {
            type: "danger",
        });
        this.focusFirst();
    }

    /** Register, through the button itself: its guards and its saving apply. */
    register() {
        this.rootRef.el?.querySelector("button[name='action_register']:not([disabled])")?.click();
    }

    /** Fetch what the reader found meanwhile and fill the gaps, never what was typed. */
    async poll() {
        const record = this.model.root;
        if (document.hidden || !record.resId || record.data.text_state !== "waiting") {
            return;
        }
        const names = Object.keys(READER_NAMES);
        const specification = Object.fromEntries(
            [...names, "proposals", "text_state"].map((name) => [name, {}])
        );
        specification.type_id = { fields: { display_name: {} } };
        const [theirs] = await this.orm.silent.webRead(record.resModel, [record.resId], {
            specification,
            context: record.context,
        });
        if (!theirs || record !== this.model.root || theirs.text_state === "waiting") {
            return;
        }
        if (!record.dirty && !this.isTyping) {
            await record.load();
            return;
        }
        this.vpdtReading.proposals = theirs.proposals;
        const mine = Object.fromEntries(names.map((name) => [name, record.data[name]]));
        mine.issued_date = mine.issued_date && serializeDate(mine.issued_date);
        const { proposals, text_state, id, ...found } = theirs;
        const filled = toFill(mine, found, this.isTyping ? this.vpdtReading.focused : null);
        if (filled.issued_date) {
            filled.issued_date = deserializeDate(filled.issued_date);
        }
        await record.update({ ...filled, text_state });
    }
}

registry.category("views").add("vpdt_intake_form", {
    ...formView,
    Controller: IntakeFormController,
    Model: IntakeModel,
});
