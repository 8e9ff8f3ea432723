import { _t } from "@web/core/l10n/translation";

/**
 * The keys of the desk, as the help sheet lists them. They are single letters: Odoo's own
 * shortcuts all have Alt or Ctrl.
 */
export const KEYS = [
    { keys: ["j", "↓"], action: "next", label: _t("Next paper") },
    { keys: ["k", "↑"], action: "previous", label: _t("Previous paper") },
    { keys: ["Enter"], action: "open", label: _t("Open the whole document") },
    { keys: ["d"], action: "directive", label: _t("Write the directive") },
    { keys: ["t"], action: "take", label: _t("Pass on to the usual people, or enter in the register") },
    { keys: ["Ctrl+Enter"], action: "", label: _t("Send") },
    { keys: ["f"], action: "finish", label: _t("Finish") },
    { keys: ["r"], action: "return", label: _t("Return") },
    { keys: ["m"], action: "more", label: _t("More…") },
    { keys: ["x"], action: "pick", label: _t("Choose for several at once") },
    { keys: ["a"], action: "pickAll", label: _t("Choose all, or none") },
    { keys: ["/"], action: "search", label: _t("Search on the desk") },
    { keys: ["g"], action: "go", label: _t("Go to a bucket: its letter follows") },
    { keys: ["Esc"], action: "leave", label: _t("Back to the list; choose none") },
    { keys: ["?"], action: "help", label: _t("This sheet") },
];

const ACTIONS = {
    ArrowDown: "next",
    ArrowUp: "previous",
    Enter: "open",
    Escape: "leave",
};
for (const { keys, action } of KEYS) {
    if (action && keys[0].length === 1) {
        ACTIONS[keys[0]] = action;
    }
}

/** Where keys are text, or belong to what has the focus. */
const TYPING = "input, textarea, select, [contenteditable=true], .o-dropdown--menu, .o_popover";
const SCROLLING = ".vpdt_pages_scroller";
const PRESSING = "button, a, [role=button], [role=radio], summary";

/**
 * Vietnamese input methods swallow letters ("Process"): the key on the board counts then.
 *
 * @param {KeyboardEvent} ev
 * @returns {string}
 */
export function keyOf({ key, code, shiftKey }) {
    if (key !== "Process" && key !== "Unidentified") {
        return key.length === 1 ? key.toLowerCase() : key;
    }
    if (/^Key[A-Z]$/.test(code)) {
        return code.slice(3).toLowerCase();
    }
    return code === "Slash" ? (shiftKey ? "?" : "/") : code;
}

/**
 * Say what a key means on the desk.
 *
 * @param {KeyboardEvent} ev
 * @param {boolean} isGoing whether "g" was pressed just before
 * @returns {string} action of `KEYS`, "go:<letter>", or "" when the key is not the desk's
 */
export function actionOf(ev, isGoing = false) {
    const { target } = ev;
    if (ev.ctrlKey || ev.altKey || ev.metaKey || ev.defaultPrevented) {
        return "";
    }
    const key = keyOf(ev);
    if (target?.closest?.(TYPING) && !target.matches("input[type=checkbox]")) {
        return "";
    }
    if (isGoing && /^[a-z]$/.test(key)) {
        return `go:${key}`;
    }
    if (target?.closest?.(SCROLLING) && key.startsWith("Arrow")) {
        return "";
    }
    // Enter on a line opens its paper; on any other button it presses the button.
    if (key === "Enter" && target?.closest?.(PRESSING) && !target.closest(".vpdt_desk_line")) {
        return "";
    }
    return ACTIONS[key] || "";
}
