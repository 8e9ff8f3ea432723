/**
 * Where comments stand, as plain data.
 *
 * @typedef {{id: number, number: number, version_id: number, page: number, x: number, y:
 *   number, state: string}} Comment
 */

/**
 * @param {Comment[]} comments
 * @param {number} versionId
 * @param {number} page
 * @returns {Comment[]} those with a mark on this page; what was taken back has none
 */
export function marksOn(comments, versionId, page) {
    return comments.filter(
        (one) =>
            one.version_id === versionId && one.page === page && one.state !== "withdrawn"
    );
}

/** @returns {string} style that puts a mark at its place of the sheet */
export function markStyle({ x, y }) {
    return `left: ${(x * 100).toFixed(2)}%; top: ${(y * 100).toFixed(2)}%;`;
}

/** @returns {string} style of a box beside a place that stays on the sheet */
export function boxStyle({ x, y }) {
    const left = `left: max(8px, min(${(x * 100).toFixed(2)}%, 100% - 300px));`;
    return y > 0.75
        ? `${left} bottom: calc(${((1 - y) * 100).toFixed(2)}% + 16px);`
        : `${left} top: calc(${(y * 100).toFixed(2)}% + 16px);`;
}

/**
 * @param {Comment[]} comments
 * @param {boolean} isAll whether those that are settled are wanted too
 * @returns {Comment[]} open ones first, each group in the order of the pages
 */
export function listed(comments, isAll) {
    const isOpen = ({ state }) => state === "open";
    const open = comments.filter(isOpen);
    return isAll ? [...open, ...comments.filter((one) => !isOpen(one))] : open;
}
