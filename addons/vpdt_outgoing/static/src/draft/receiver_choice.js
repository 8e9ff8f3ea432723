/**
 * Choosing agencies as plain data.
 *
 * @typedef {{key: string, agencies: {id: number, name: string, chosen: boolean}[]}} Group
 */

/** @param {Group} group @returns {number[]} ids that are not among the receivers yet */
export function free({ agencies }) {
    return agencies.filter(({ chosen }) => !chosen).map(({ id }) => id);
}

/** @returns {boolean} whether all of a group that can be chosen is */
export function isWhole(picked, group) {
    const ids = free(group);
    return ids.length > 0 && ids.every((id) => picked.includes(id));
}

/** @returns {number[]} with `id` added, or taken out when it was in */
export function toggled(picked, id) {
    return picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id];
}

/** @returns {number[]} with the whole group added; without it when it was whole */
export function toggledGroup(picked, group) {
    const ids = free(group);
    const rest = picked.filter((id) => !ids.includes(id));
    return isWhole(picked, group) ? rest : [...rest, ...ids];
}
