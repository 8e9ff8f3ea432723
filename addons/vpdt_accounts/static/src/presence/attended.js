import { rpc } from "@web/core/network/rpc";

/** Names calls made while nobody is at the device; the server knows it by this name. */
export const UNATTENDED = "X-Vpdt-Unattended";
/** So long after a gesture (ms) what the client asks for is still a person's doing. */
const ATTENDED_FOR = 60_000;
const GESTURES = ["pointerdown", "keydown", "wheel", "touchstart"];

/**
 * Lists follow the bus and forms poll, with nobody there: a page left open overnight
 * must not count as use of the system (R24). What only the browser knows, it says.
 *
 * @param {number} last moment (ms) of the last gesture
 * @param {number} now
 */
export function isAttended(last, now) {
    return now - last < ATTENDED_FOR;
}

/**
 * @param {Object} settings of a call
 * @returns {Object} the same, named as made by the client itself
 */
export function unattended(settings = {}) {
    return { ...settings, headers: { ...settings.headers, [UNATTENDED]: "1" } };
}

// To open a page is somebody's doing
let last = Date.now();

function note(event) {
    if (event.isTrusted) {
        last = Date.now();
    }
}

for (const gesture of GESTURES) {
    window.addEventListener(gesture, note, { capture: true, passive: true });
}
document.addEventListener("visibilitychange", (event) => {
    if (document.visibilityState === "visible") {
        note(event);
    }
});

const call = rpc._rpc;
rpc._rpc = function (url, params, settings) {
    return call(url, params, isAttended(last, Date.now()) ? settings : unattended(settings));
};
