import { fold } from "./fold";

/** Fields of a paper → names the reader of scans uses for them. */
export const READER_NAMES = {
    number: "number",
    symbol: "symbol",
    issued_date: "date",
    issuer: "issuer",
    issuer_parent: "parent",
    subject: "subject",
    signer: "signer",
    signer_position: "position",
    type_id: "type",
    urgency: "urgency",
};

/** Degrees of urgency as the reader words them, folded → value of the field. */
const URGENCIES = {
    khan: "1",
    "thuong khan": "2",
    "hoa toc": "3",
    "hoa toc hen gio": "4",
};

/**
 * @param {string} text what the reader read, e.g. "Hỏa tốc"
 * @returns {string|false} value of the selection field, false when it is none of them
 */
export function urgencyOf(text) {
    return URGENCIES[fold(text)] || false;
}

/**
 * @param {Object|false} proposals name of the reader → finding, as the server keeps it
 * @param {string} fieldName field of the record
 * @returns {{value: any, confidence: number, certain: boolean, page: number|null,
 *   box: number[]|null}|null} null when the reader found nothing for the field
 */
export function findingFor(proposals, fieldName) {
    const finding = (proposals || {})[READER_NAMES[fieldName]];
    return finding && finding.value !== null && finding.value !== "" ? finding : null;
}

/**
 * How the mark beside a field looks.
 *
 * @param {Object|null} finding
 * @param {boolean} isEmpty whether the field holds nothing
 * @param {boolean} isSame whether the field holds what was found
 * @returns {"sure"|"guess"|"nothing"|"own"} read with certainty; a guess to confirm;
 *   nothing read; a person wrote it, or took the guess over
 */
export function markOf(finding, isEmpty, isSame) {
    if (!finding) {
        return isEmpty ? "nothing" : "own";
    }
    if (isEmpty) {
        return "guess";
    }
    // A guess is never filled in by itself: where it stands, somebody accepted it
    return isSame && finding.certain ? "sure" : "own";
}

/**
 * What of the server's newer reading may be filled in without undoing anybody's work.
 *
 * @param {Object} mine values of the form now
 * @param {Object} theirs values the server has now
 * @param {string|null} busy the field a person is typing in
 * @returns {Object} field → value of the fields to fill
 */
export function toFill(mine, theirs, busy) {
    const filled = {};
    for (const [name, value] of Object.entries(theirs)) {
        const isEmpty = !mine[name] || (name === "urgency" && mine[name] === "0");
        if (name !== busy && isEmpty && value && value !== mine[name]) {
            filled[name] = value;
        }
    }
    return filled;
}
