import { reactive, useEffect, useSubEnv } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { WordsDialog } from "@vpdt_workflow/turn/words_dialog";
import { HANDLED } from "@vpdt_workflow/turn/my_turn";

import { ApproveDialog } from "./approve_dialog";
import { DraftScreen } from "./draft_screen";

/**
 * The form of a draft: the page that will be printed on the left, what it says on the
 * right. `env.vpdtDraft` is shared by its parts (`DraftScreen`).
 */
class DraftFormController extends FormController {
    setup() {
        this.screen = reactive(
            new DraftScreen(useService("orm"), {
                save: () => this.saveDraft(),
                refresh: () => this.refresh(),
            })
        );
        useSubEnv({ vpdtDraft: this.screen });
        super.setup();
        this.notification = useService("notification");
        useEffect(
            (draftId) => {
                this.screen.load(draftId || false);
            },
            () => {
                const { resId, data } = this.model.root;
                return [resId, data.version_id?.id, data.state, data.locked_until?.ts];
            }
        );
        // The tab says how many comments wait for an answer.
        useEffect(() => {
            const { open_comments: open } = this.model.root.data;
            const tab = this.rootRef.el?.querySelector(".nav-link[name=comments]");
            if (tab && open) {
                tab.dataset.count = open;
            } else if (tab) {
                delete tab.dataset.count;
            }
        });
        useBus(this.env.bus, HANDLED, ({ detail }) => {
            if (detail.by !== this && detail.documentId === this.documentId) {
                this.screen.load(this.model.root.resId);
            }
        });
    }

    get documentId() {
        return this.model.root.data.document_id?.id;
    }

    /** @returns {Promise<number|false>} id of the saved draft */
    async saveDraft() {
        const record = this.model.root;
        const isSaved = (await record.isDirty()) || record.isNew ? await record.save() : true;
        return isSaved ? this.model.root.resId : false;
    }

    async refresh() {
        await this.model.load();
        await this.screen.load(this.model.root.resId);
        this.env.bus.trigger(HANDLED, { documentId: this.documentId, by: this });
    }

    /** What needs words or a choice is asked for here, before the server does it. */
    async beforeExecuteActionButton(clickParams) {
        const ask = {
            action_submit: () => this.askSubmit(),
            action_withdraw: () => this.askWithdraw(),
            action_abandon: () => this.askAbandon(),
        }[clickParams.name];
        const proceed = await super.beforeExecuteActionButton(clickParams);
        if (proceed === false || !ask) {
            return proceed;
        }
        await ask();
        return false;
    }

    tell(message) {
        this.notification.add(message, { type: "success" });
    }

    async askSubmit() {
        const { resId } = this.model.root;
        const next = await this.orm.call("vpdt.draft", "get_next_step", [[resId]]);
        this.dialogService.add(ApproveDialog, {
            title: _t("Submit for approval"),
            confirmLabel: _t("Submit"),
            next,
            onConfirm: async (text, reviewerId) => {
                await this.screen.call("action_submit", text, reviewerId);
                this.tell(_t("Submitted."));
            },
        });
    }

    askWithdraw() {
        this.dialogService.add(WordsDialog, {
            title: _t("Withdraw"),
            body: _t("The draft comes back to you; whoever has it now is told."),
            label: _t("Why do you take it back?"),
            confirmLabel: _t("Withdraw"),
            isRequired: true,
            onConfirm: async (reason) => {
                await this.screen.call("action_withdraw", reason);
                this.tell(_t("The draft is with you again."));
            },
        });
    }

    askAbandon() {
        this.dialogService.add(WordsDialog, {
            title: _t("Give the draft up"),
            body: _t("What was made and said of it stays, and nobody works on it any more."),
            label: _t("Why is it given up?"),
            confirmLabel: _t("Give the draft up"),
            isRequired: true,
            onConfirm: async (reason) => {
                await this.screen.call("action_abandon", reason);
                this.tell(_t("The draft was given up."));
            },
        });
    }
}

registry.category("views").add("vpdt_draft_form", {
    ...formView,
    Controller: DraftFormController,
});
