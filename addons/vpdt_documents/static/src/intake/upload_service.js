import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { url } from "@web/core/utils/urls";

/**
 * @typedef {Object} Upload one file on its way in
 * @property {number} id
 * @property {string} name as the person's computer calls it
 * @property {"waiting"|"sending"|"reading"|"ready"|"refused"|"failed"} state
 * @property {number} percent of the bytes sent
 * @property {string} message why it was refused or failed
 * @property {number|false} intakeId the waiting paper it became
 */

/** Order in which people need to see uploads: what asks for them first. */
const RANK = { refused: 0, failed: 0, sending: 1, reading: 1, waiting: 2, ready: 3 };

/** @param {Upload[]} items */
export function sorted(items) {
    return [...items].sort(
        (one, other) => RANK[one.state] - RANK[other.state] || one.id - other.id
    );
}

/**
 * Send one file as the body of a request: never as a form part, because the server would
 * spool that to a folder before it could refuse it.
 *
 * @param {string} address
 * @param {File} file
 * @param {{state: string, percent: number}} item kept up to date on the way
 * @param {Object<string, string>} [headers] further ones
 * @returns {Promise<{status: number, answer: Object|null}>} the server's answer
 */
export function sendFile(address, file, item, headers = {}) {
    return new Promise((resolve, reject) => {
        const request = new browser.XMLHttpRequest();
        request.open("POST", address);
        for (const [name, value] of Object.entries(headers)) {
            request.setRequestHeader(name, value);
        }
        // A header, not the address: the server logs addresses, and names say much.
        request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
        request.setRequestHeader("Content-Type", "application/octet-stream");
        request.setRequestHeader("X-CSRF-Token", odoo.csrf_token);
        request.upload.addEventListener("progress", (ev) => {
            if (ev.lengthComputable) {
                item.percent = Math.round((ev.loaded / ev.total) * 100);
            }
        });
        request.upload.addEventListener("load", () => (item.state = "reading"));
        request.addEventListener("load", () => {
            try {
                resolve({ status: request.status, answer: JSON.parse(request.response) });
            } catch {
                resolve({ status: request.status, answer: null });
            }
        });
        request.addEventListener("error", reject);
        request.addEventListener("abort", reject);
        request.send(file);
    });
}

/** @param {number} status of the answer, 0 for none @returns {string} why it failed */
export function failureText(status) {
    if (status === 400 || status === 403) {
        return _t("You were signed out meanwhile. Reload the page and try again.");
    }
    if (status === 413) {
        return _t("The file is too large. Scan at 200 dpi, or split it into parts.");
    }
    return status
        ? _t("The server could not take the file in. Try again, or tell the operator.")
        : _t("The file could not be sent. Check the network and try again.");
}

/**
 * Sends dropped files one after another. A service, so that the clerk may register the
 * first paper while the others are still being sent.
 */
export const uploadService = {
    start() {
        const state = reactive({ items: [], arrived: 0 });
        let nextId = 1;
        let isBusy = false;
        const files = new Map();

        async function sendOne(item) {
            item.state = "sending";
            item.percent = 0;
            item.message = "";
            try {
                const address = url("/vpdt/intake", { not_secret: 1 });
                const { status, answer } = await sendFile(address, files.get(item.id), item);
                if (answer?.intake_id) {
                    Object.assign(item, { state: "ready", intakeId: answer.intake_id });
                    files.delete(item.id);
                    state.arrived++;
                } else if (answer?.refused) {
                    Object.assign(item, { state: "refused", message: answer.message });
                    files.delete(item.id);
                } else {
                    Object.assign(item, { state: "failed", message: failureText(status) });
                }
            } catch {
                Object.assign(item, { state: "failed", message: failureText(0) });
            }
        }

        async function run() {
            if (isBusy) {
                return;
            }
            isBusy = true;
            browser.addEventListener("beforeunload", askToStay);
            try {
                let item;
                while ((item = state.items.find(({ state }) => state === "waiting"))) {
                    await sendOne(item);
                }
            } finally {
                isBusy = false;
                browser.removeEventListener("beforeunload", askToStay);
            }
        }

        function askToStay(ev) {
            ev.preventDefault();
            ev.returnValue = "";
        }

        return {
            state,
            /**
             * Queue files whose sender has stated that they hold no state secret.
             *
             * @param {Iterable<File>} dropped
             */
            add(dropped) {
                for (const file of dropped) {
                    const id = nextId++;
                    files.set(id, file);
                    state.items.push({
                        id,
                        name: file.name.normalize("NFC"),
                        state: "waiting",
                        percent: 0,
                        message: "",
                        intakeId: false,
                    });
                }
                run();
            },
            retry(item) {
                item.state = "waiting";
                run();
            },
            dismiss(item) {
                files.delete(item.id);
                state.items.splice(
                    state.items.findIndex(({ id }) => id === item.id),
                    1
                );
            },
            /** Take the files that arrived off the list; refusals stay to be read. */
            clearReady() {
                for (const item of state.items.filter(({ state }) => state === "ready")) {
                    this.dismiss(item);
                }
            },
        };
    },
};

registry.category("services").add("vpdt_upload", uploadService);
