import { Component, onPatched, useEffect, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { url } from "@web/core/utils/urls";

import { findingFor } from "../reading/reading";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const NORMAL = ZOOMS.indexOf(1);
/** Width in which a page is drawn unless it is magnified. */
const WIDTH = 1200;

/** @returns {string} address of the picture of a page */
export function pageUrl(fileId, page, width = WIDTH) {
    return url(`/vpdt/page/${fileId}/${page}`, { width });
}

/**
 * Have a page drawn that will be wanted next. It tells the server that nobody looks at it
 * yet; the browser keeps the picture.
 *
 * @param {number} fileId
 * @param {number} page
 */
export async function fetchAhead(fileId, page) {
    try {
        await browser.fetch(pageUrl(fileId, page), { headers: { "X-Vpdt-Ahead": "1" } });
    } catch {
        // It is asked for again when it is looked at.
    }
}

/**
 * The pages of files as pictures.
 *
 * On the registration screen (`env.vpdtReading`) it turns to the page where the focused
 * field was read and marks the place. To show another paper, give it another `t-key`.
 */
export class PageViewer extends Component {
    static template = "vpdt_documents.PageViewer";
    static props = {
        /** `{id, name, pages, attachmentId}` of each file. */
        files: Array,
        /** Where the fields were read, on the registration screen. */
        proposals: { optional: true },
        /** What is said where there is no file. */
        emptyText: { type: String, optional: true },
        /** Called with `{fileId, page, x, y}` when a place is clicked, x and y as shares. */
        onPlace: { type: Function, optional: true },
        /** `{page}` to turn to; another object turns again. */
        wanted: { type: Object, optional: true },
        /** "overlay": what lies over a page, with `{fileId, page, isShown}`. */
        slots: { type: Object, optional: true },
    };

    setup() {
        this.root = useRef("root");
        this.scroller = useRef("scroller");
        this.marker = useRef("marker");
        this.reading = useState(this.env.vpdtReading || {});
        this.state = useState({ file: 0, page: 1, zoom: NORMAL, status: "loading", problem: "" });
        this.asked = "";
        useEffect(
            () => this.showPlace(),
            () => [this.reading.focused, this.reading.proposals]
        );
        useEffect(
            (wanted) => {
                if (wanted && this.file) {
                    this.state.page = Math.min(Math.max(wanted.page, 1), this.file.pages);
                }
            },
            () => [this.props.wanted]
        );
        useEffect(
            (source) => {
                this.state.status = source ? "loading" : "none";
                this.state.problem = "";
                this.scroller.el?.scrollTo({ top: 0 });
            },
            () => [this.source]
        );
        // The marked place is scrolled to once the picture has its height.
        onPatched(() => {
            const marker = this.marker.el;
            const asked = `${this.source} ${this.reading.focused} ${this.state.status}`;
            if (marker && this.state.status === "shown" && asked !== this.asked) {
                this.asked = asked;
                this.scrollTo(marker);
            }
        });
    }

    get files() {
        return this.props.files;
    }

    get file() {
        const files = this.files;
        return files[Math.min(this.state.file, files.length - 1)];
    }

    get page() {
        return Math.min(this.state.page, this.file.pages);
    }

    get zoom() {
        return ZOOMS[this.state.zoom];
    }

    /** Address of the picture shown, "" when there is no file. */
    get source() {
        return this.file ? this.sourceOf(this.page) : "";
    }

    get download() {
        return url(`/web/content/${this.file.attachmentId}`, { download: 1 });
    }

    get counter() {
        return _t("Page %(page)s of %(pages)s", { page: this.page, pages: this.file.pages });
    }

    get pictureAlt() {
        return _t("Page %(page)s of %(file)s", { page: this.page, file: this.file.name });
    }

    /** Where the focused field was read: `{page, style, sure}`, or null. */
    get place() {
        const proposals = this.reading.proposals || this.props.proposals;
        const finding = findingFor(proposals, this.reading.focused);
        if (!finding?.box || !finding.page || this.state.file !== 0) {
            return null;
        }
        const [left, top, right, bottom] = finding.box.map((part) => part * 100);
        const style =
            `left: calc(${left}% - 4px); top: calc(${top}% - 4px);` +
            `width: calc(${right - left}% + 8px); height: calc(${bottom - top}% + 8px);`;
        return { page: finding.page, style, sure: finding.certain };
    }

    sourceOf(page) {
        const width = this.zoom > 1.25 ? 1800 : WIDTH;
        return pageUrl(this.file.id, page, width);
    }

    showPlace() {
        if (!this.reading.focused || !this.file) {
            return;
        }
        this.state.file = 0;
        const place = this.place;
        if (place && place.page <= this.file.pages) {
            this.state.page = place.page;
        }
    }

    scrollTo(marker) {
        const scroller = this.scroller.el;
        const above = marker.offsetTop - scroller.clientHeight / 3;
        const seen = scroller.scrollTop;
        const isSeen =
            marker.offsetTop >= seen &&
            marker.offsetTop + marker.offsetHeight <= seen + scroller.clientHeight;
        if (!isSeen) {
            scroller.scrollTo({ top: Math.max(above, 0), behavior: "smooth" });
        }
    }

    openFile(index) {
        Object.assign(this.state, { file: index, page: 1 });
    }

    turn(by) {
        const page = this.page + by;
        if (page >= 1 && page <= this.file.pages) {
            this.state.page = page;
        }
    }

    onPageTyped(ev) {
        const page = parseInt(ev.target.value, 10);
        this.state.page = Math.min(Math.max(page || 1, 1), this.file.pages);
        ev.target.value = this.state.page;
    }

    magnify(by) {
        this.state.zoom = Math.min(Math.max(this.state.zoom + by, 0), ZOOMS.length - 1);
    }

    fit() {
        this.state.zoom = NORMAL;
    }

    toggleZoom() {
        if (this.props.onPlace) {
            return; // Two clicks are two places there.
        }
        this.state.zoom = this.state.zoom === NORMAL ? ZOOMS.indexOf(2) : NORMAL;
    }

    onPicture(ev) {
        if (!this.props.onPlace || this.state.status !== "shown") {
            return;
        }
        const { left, top, width, height } = ev.target.getBoundingClientRect();
        this.props.onPlace({
            fileId: this.file.id,
            page: this.page,
            x: (ev.clientX - left) / width,
            y: (ev.clientY - top) / height,
        });
    }

    onWheel(ev) {
        if (ev.ctrlKey) {
            ev.preventDefault();
            this.magnify(ev.deltaY < 0 ? 1 : -1);
        }
    }

    onKeydown(ev) {
        const steps = {
            PageDown: () => this.turn(1),
            PageUp: () => this.turn(-1),
            "+": () => this.magnify(1),
            "-": () => this.magnify(-1),
            0: () => this.fit(),
        };
        if (steps[ev.key] && ev.target.tagName !== "INPUT" && !ev.ctrlKey && !ev.altKey) {
            ev.preventDefault();
            steps[ev.key]();
        }
    }

    onShown() {
        this.state.status = "shown";
        if (this.page < this.file.pages) {
            // The next page is most often wanted next: the server draws it meanwhile.
            new Image().src = this.sourceOf(this.page + 1);
        }
    }

    async onFailed() {
        const source = this.source;
        let problem = _t("The page could not be loaded. Check the network and try again.");
        try {
            const response = await browser.fetch(source);
            if (response.status === 422) {
                problem = await response.text();
            } else if (response.status === 404) {
                problem = _t("You may not see this page, or it is no longer there.");
            }
        } catch {
            // The network is down: that is what the message says.
        }
        if (source === this.source) {
            Object.assign(this.state, { status: "failed", problem });
        }
    }

    retry() {
        this.state.status = "loading";
    }
}
