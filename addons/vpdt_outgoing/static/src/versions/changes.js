import { _t } from "@web/core/l10n/translation";

const KINDS = {
    changed: _t("Changed"),
    added: _t("Added"),
    removed: _t("Removed"),
    moved: _t("Moved"),
};

/** Marks of the server's segments, as the elements that show them. */
const TAGS = { "+": "ins", "-": "del" };

/** Names of the steps that lead to a provision, as the law calls them. */
const LEVELS = {
    part: _t("Part"),
    chapter: _t("Chapter"),
    section: _t("Section"),
    article: _t("Article"),
    clause: _t("Clause"),
    point: _t("Point"),
};

/**
 * @param {[string, string][]} outline steps from the chapter down
 * @returns {string} "Điều 3, khoản 2", or ""
 */
export function placeText(outline) {
    return (outline || [])
        .filter(([level]) => LEVELS[level])
        .map(([level, number]) => `${LEVELS[level]} ${number}`)
        .join(", ");
}

/**
 * Make the server's changes ready to be shown. What people wrote stays text: it is put on
 * the screen by `t-out` of a string, never as HTML.
 *
 * @param {Object[]} changes as `get_changes` returns them
 * @returns {{kind: string, label: string, place: string, segments: {tag: string, text:
 *   string}[]}[]}
 */
export function readable(changes) {
    return changes.map(({ kind, old, new: now, segments }) => ({
        kind,
        label: String(KINDS[kind] ?? kind),
        // a paragraph travels as [place, kind, text, outline, key]
        place: placeText((now || old || [])[3]),
        segments: segments.map(([mark, text]) => ({
            tag: TAGS[mark] || "span",
            text: String(text),
        })),
    }));
}

/**
 * @param {{id: number, number: number}[]} versions
 * @param {number} one id
 * @param {number} other id
 * @returns {{fromId: number, toId: number}} the older first
 */
export function inTime(versions, one, other) {
    const number = (id) => versions.find((version) => version.id === id).number;
    return number(one) <= number(other)
        ? { fromId: one, toId: other }
        : { fromId: other, toId: one };
}
