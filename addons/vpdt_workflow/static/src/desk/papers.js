import { neighbour } from "./desk_lines";

/**
 * The papers of the desk: each asked for once, the next one before it is wanted.
 *
 * @typedef {{files: {id: number}[]}} PaperRead as `desk_paper` returns it
 */
export class Papers {
    /**
     * @param {(id: number) => Promise<PaperRead>} read the paper of a handling
     * @param {(fileId: number, page: number) => Promise} draw has a page drawn ahead
     */
    constructor(read, draw) {
        this.read = read;
        this.draw = draw;
        this.known = new Map();
        /** Where the reader is going: 1 downwards, -1 upwards. */
        this.by = 1;
    }

    /** @returns {Promise<PaperRead>} */
    fetch(id) {
        if (!this.known.has(id)) {
            const paper = this.read(id);
            this.known.set(id, paper);
            paper.catch(() => this.known.get(id) === paper && this.known.delete(id));
        }
        return this.known.get(id);
    }

    /** Something happened to this paper. */
    forget(id) {
        this.known.delete(id);
    }

    /** Something happened on the desk: only the paper `kept` stays as it is known. */
    forgetAll({ kept } = {}) {
        const paper = this.known.get(kept);
        this.known.clear();
        paper && this.known.set(kept, paper);
    }

    /**
     * Fetch the paper that is wanted next, with its first page.
     *
     * @param {{id: number}[]} lines
     * @param {number} id of the one that is read
     */
    async ahead(lines, id) {
        const next = neighbour(lines, id, this.by);
        if (!next || next === id) {
            return;
        }
        try {
            const { files } = await this.fetch(next);
            if (files.length) {
                await this.draw(files[0].id, 1);
            }
        } catch {
            // It is asked for again when it is looked at.
        }
    }
}
