import { Component, useExternalListener, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { PageViewer } from "@vpdt_documents/pages/page_viewer";
import { shortTime } from "@vpdt_workflow/common/times";

import { CommentPins } from "../comments/comment_pins";
import { downloadUrl } from "../versions/addresses";
import { VersionDialog } from "../versions/version_dialog";

/** @param {DragEvent} ev @returns {boolean} whether files are dragged, not text */
function hasFiles(ev) {
    return [...(ev.dataTransfer?.types || [])].includes("Files");
}

/** The pages of the version that is looked at, and what is done to make the next one. */
export class DraftPages extends Component {
    static template = "vpdt_outgoing.DraftPages";
    static components = { CommentPins, PageViewer };
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.screen = useState(this.env.vpdtDraft);
        this.state = useState({ isBusy: false, isOver: false });
        this.input = useRef("input");
        this.shortTime = shortTime;
        // Anywhere on the page: a file dropped beside a box would replace the page.
        useExternalListener(window, "dragover", this.onDragover);
        useExternalListener(window, "dragleave", this.onDragleave);
        useExternalListener(window, "drop", this.onDrop);
    }

    get mayWrite() {
        return this.screen.draftId ? Boolean(this.screen.may.write) : this.props.record.isNew;
    }

    get mayCompose() {
        return this.mayWrite && Boolean(this.props.record.data.template_id);
    }

    get files() {
        const printed = this.screen.shown?.print;
        return printed
            ? [
                  {
                      id: printed.id,
                      name: printed.name,
                      pages: printed.pages,
                      attachmentId: printed.attachment_id,
                  },
              ]
            : [];
    }

    get emptyText() {
        if (this.screen.shown) {
            return _t(
                "There is no print of this version: LibreOffice is not installed on the " +
                    "server. Download the file, or upload a PDF of it."
            );
        }
        return this.mayWrite
            ? _t("No version yet. Compose it from the template, or drop a Word or PDF file here.")
            : _t("No version yet.");
    }

    /** Comments are put on the version that is being reviewed. */
    get onPlace() {
        const { may, isOld } = this.screen;
        return may.comment && !isOld ? this.place : undefined;
    }

    get place() {
        return ({ page, x, y }) => (this.screen.placing = { page, x, y });
    }

    async busy(make) {
        this.state.isBusy = true;
        try {
            return await make();
        } finally {
            this.state.isBusy = false;
        }
    }

    /** A version that is there already has words somebody wrote. */
    askCompose() {
        if (!this.screen.versions.length) {
            return this.compose();
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Compose from the template"),
            body: _t(
                "The new version begins without the text of the one that is there. That one " +
                    "stays among the versions."
            ),
            confirmLabel: _t("Compose anew"),
            confirm: () => this.compose(),
            cancel: () => {},
        });
    }

    compose() {
        return this.busy(async () => {
            if (await this.screen.call("action_compose")) {
                this.screen.show(this.screen.current);
                this.notification.add(_t("A new version was made from the template."), {
                    type: "success",
                });
            }
        });
    }

    /** Take the file home to write; others see until when. */
    checkOut() {
        return this.busy(async () => {
            const isTaken = await this.screen.call("action_check_out");
            const current = this.screen.versions.find(({ id }) => id === this.screen.current);
            if (isTaken && current) {
                window.location.assign(downloadUrl(current.file.attachment_id));
            }
        });
    }

    release() {
        return this.busy(() => this.screen.call("action_release"));
    }

    choose() {
        this.input.el.click();
    }

    onChosen() {
        const [file] = this.input.el.files;
        this.input.el.value = "";
        this.take(file);
    }

    take(file) {
        if (!file) {
            return;
        }
        this.dialog.add(VersionDialog, {
            file,
            screen: this.env.vpdtDraft,
            number: this.screen.versions.length + 1,
        });
    }

    onDragover(ev) {
        if (hasFiles(ev) && this.mayWrite) {
            ev.preventDefault();
            ev.dataTransfer.dropEffect = "copy";
            this.state.isOver = true;
        }
    }

    onDragleave(ev) {
        if (!ev.relatedTarget) {
            this.state.isOver = false;
        }
    }

    onDrop(ev) {
        if (hasFiles(ev)) {
            ev.preventDefault();
            this.state.isOver = false;
            if (this.mayWrite) {
                this.take(ev.dataTransfer.files[0]);
            }
        }
    }
}

registry.category("view_widgets").add("vpdt_draft_pages", { component: DraftPages });
