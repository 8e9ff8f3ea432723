import { Component, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { sorted } from "./upload_service";

/** What the file dialog offers; the server decides by the bytes, not by the name. */
const ACCEPTED = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.docx";

/** @param {DragEvent} ev @returns {boolean} whether files are dragged, not text */
function hasFiles(ev) {
    return [...(ev.dataTransfer?.types || [])].includes("Files");
}

/**
 * Where scans are dropped, after the clerk's statement that they hold no state secret.
 * The statement is given anew for each batch (R9): it is unticked when files were taken.
 */
export class DropZone extends Component {
    static template = "vpdt_documents.DropZone";
    static props = {};

    setup() {
        this.upload = useService("vpdt_upload");
        this.action = useService("action");
        this.uploads = useState(this.upload.state);
        this.state = useState({ isStated: false, isOver: false, isMissing: false });
        this.checkbox = useRef("checkbox");
        this.input = useRef("input");
        this.accepted = ACCEPTED;
        // Anywhere on the page: nobody aims at a box with thirty files in the hand, and a
        // file dropped beside it would replace the page.
        useExternalListener(window, "dragover", this.onDragover);
        useExternalListener(window, "dragleave", this.onDragleave);
        useExternalListener(window, "drop", this.onDrop);
    }

    get items() {
        return sorted(this.uploads.items);
    }

    get ready() {
        return this.uploads.items.filter(({ state }) => state === "ready");
    }

    get open() {
        return this.uploads.items.filter(({ state }) =>
            ["waiting", "sending", "reading"].includes(state)
        );
    }

    get summary() {
        const refused = this.uploads.items.length - this.ready.length - this.open.length;
        return _t("%(ready)s ready, %(open)s on their way, %(refused)s not taken in", {
            ready: this.ready.length,
            open: this.open.length,
            refused,
        });
    }

    stateOf(item) {
        return {
            waiting: _t("Waiting its turn"),
            sending: _t("Sending: %s%%", item.percent),
            reading: _t("Reading page 1"),
            ready: _t("Ready"),
            refused: _t("Refused"),
            failed: _t("Not sent"),
        }[item.state];
    }

    onDragover(ev) {
        if (hasFiles(ev)) {
            ev.preventDefault();
            // Also without the statement: "none" would swallow the drop, and the reason.
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
            this.take(ev.dataTransfer.files);
        }
    }

    onChoose() {
        if (this.isStated()) {
            this.input.el.click();
        }
    }

    onChosen() {
        this.take(this.input.el.files);
        this.input.el.value = "";
    }

    onStated(ev) {
        this.state.isStated = ev.target.checked;
        this.state.isMissing = false;
    }

    /** Say why nothing is taken, and where to tick, when the statement is missing. */
    isStated() {
        if (!this.state.isStated) {
            this.state.isMissing = true;
            this.checkbox.el.focus();
        }
        return this.state.isStated;
    }

    take(files) {
        // The list of a drop event and of an input is emptied afterwards.
        const taken = [...files];
        if (taken.length && this.isStated()) {
            this.upload.add(taken);
            this.state.isStated = false;
        }
    }

    openPaper(item) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "vpdt.intake",
            res_id: item.intakeId,
            views: [[false, "form"]],
            target: "current",
        });
    }
}
