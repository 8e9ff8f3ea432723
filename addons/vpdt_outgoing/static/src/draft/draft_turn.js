import { registry } from "@web/core/registry";
import { MyTurn } from "@vpdt_workflow/turn/my_turn";

/** What is asked of the user on a draft; what he approves is the version he looks at. */
export class DraftTurn extends MyTurn {
    async make(move, turn) {
        const { shownId } = this.env.vpdtDraft;
        return super.make(move, { ...turn, version_id: shownId || turn.version_id });
    }
}

registry.category("view_widgets").add("vpdt_draft_turn", {
    component: DraftTurn,
    extractProps: () => ({ document: "document_id" }),
});
