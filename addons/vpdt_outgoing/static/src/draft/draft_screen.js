import { markRaw } from "@odoo/owl";

/** What `get_screen` of the server returns for a draft that is not saved yet. */
const NOTHING = { current: false, versions: [], comments: [], lock: false, may: {} };

/**
 * What the parts of a draft's form share (`env.vpdtDraft`): its versions, the comments,
 * the version that is looked at, the place somebody points to.
 */
export class DraftScreen {
    /**
     * @param {Object} orm service
     * @param {{save: function(): Promise<number|false>, refresh: function(): Promise}} form
     *   `save` returns the id of the saved draft, false where it could not be saved
     */
    constructor(orm, form) {
        Object.assign(this, NOTHING, {
            orm: markRaw(orm),
            form: markRaw(form),
            draftId: false,
            /** Version whose pages are shown. */
            shownId: false,
            /** Page to turn to, as the page viewer takes it. */
            wanted: undefined,
            /** Where a new comment is being written: `{page, x, y}`. */
            placing: null,
            /** Comment that was pointed at. */
            focusedId: null,
            readings: 0,
        });
    }

    /** Read the draft anew; whoever looked at its current version follows to the new one. */
    async load(draftId) {
        const reading = ++this.readings;
        const read = draftId
            ? await this.orm.silent.call("vpdt.draft", "get_screen", [[draftId]])
            : NOTHING;
        if (reading !== this.readings) {
            return; // Of several readings under way only the last one counts.
        }
        const isSame = draftId === this.draftId;
        const stays = isSame && this.shownId && this.shownId !== this.current;
        Object.assign(this, read, {
            draftId,
            shownId: stays ? this.shownId : read.current,
            placing: isSame && this.shownId === read.current ? this.placing : null,
            focusedId: isSame ? this.focusedId : null,
        });
    }

    get shown() {
        return this.versions.find(({ id }) => id === this.shownId);
    }

    get isOld() {
        // A version that was just sent is shown before it was read.
        return Boolean(this.shown && this.shownId !== this.current);
    }

    get openComments() {
        return this.comments.filter(({ state }) => state === "open");
    }

    show(versionId) {
        Object.assign(this, { shownId: versionId, placing: null, wanted: { page: 1 } });
    }

    /** Bring the place of a comment before the eyes, on the version it was made on. */
    point(comment) {
        if (this.shownId !== comment.version_id) {
            this.show(comment.version_id);
        }
        Object.assign(this, {
            focusedId: comment.id,
            wanted: comment.page ? { page: comment.page } : this.wanted,
        });
    }

    /**
     * Save what is typed, do something on the server, show what became of it.
     *
     * @param {(draftId: number) => Promise} make
     * @returns {Promise<any>} what `make` returned, false where nothing could be saved
     */
    async act(make) {
        const draftId = await this.form.save();
        if (!draftId) {
            return false;
        }
        const result = await make(draftId);
        await this.form.refresh();
        return result;
    }

    call(method, ...args) {
        return this.act((draftId) =>
            this.orm.call("vpdt.draft", method, [[draftId], ...args])
        );
    }

    callComment(comment, method, ...args) {
        return this.act(() =>
            this.orm.call("vpdt.draft.comment", method, [[comment.id], ...args])
        );
    }
}
