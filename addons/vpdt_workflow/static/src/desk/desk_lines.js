/**
 * The lines of the desk as plain data: what stays, what slides in, what comes next.
 *
 * @typedef {{id: number, gone?: boolean, slid?: boolean}} Line
 */

/**
 * Bring the lines shown up to date without tearing away what somebody is reading.
 *
 * @param {Line[]} shown
 * @param {Line[]} read lines of the server, in its order
 * @param {Iterable<number>} kept ids that stay, marked `gone`, when others dealt with them
 * @returns {Line[]} those of the server, `slid` where they are new; `gone` ones in the
 *   place they had
 */
export function mergeLines(shown, read, kept) {
    const known = new Set(shown.map(({ id }) => id));
    const there = new Set(read.map(({ id }) => id));
    const lines = read.map((line) =>
        shown.length && !known.has(line.id) ? { ...line, slid: true } : line
    );
    const keep = new Set(kept);
    shown.forEach((line, index) => {
        if (keep.has(line.id) && !there.has(line.id)) {
            // after the neighbour it stood below
            const above = shown
                .slice(0, index)
                .reverse()
                .find(({ id }) => lines.some((one) => one.id === id));
            const at = above ? lines.findIndex(({ id }) => id === above.id) + 1 : 0;
            lines.splice(at, 0, { ...line, gone: true });
        }
    });
    return lines;
}

/**
 * @param {Line[]} lines
 * @param {number|null} current
 * @param {number} by 1 or -1
 * @returns {number|null} the neighbour, the current one at either end
 */
export function neighbour(lines, current, by) {
    if (!lines.length) {
        return null;
    }
    const index = lines.findIndex(({ id }) => id === current);
    if (index < 0) {
        return lines[0].id;
    }
    return lines[Math.min(Math.max(index + by, 0), lines.length - 1)].id;
}

/**
 * @param {Line[]} lines with those that are done still among them
 * @param {number|null} current the one that was read
 * @param {Iterable<number>} done ids that leave the desk
 * @returns {number|null} the one to read next: the first left below, else above
 */
export function nextAfter(lines, current, done) {
    const leaving = new Set(done);
    const index = Math.max(
        lines.findIndex(({ id }) => id === current),
        0
    );
    const stays = ({ id, gone }) => !leaving.has(id) && !gone;
    const below = lines.slice(index).find(stays);
    const above = lines.slice(0, index).reverse().find(stays);
    return (below || above)?.id ?? null;
}

/** A draft is read before it is approved: several are never dealt with at once. */
const ONE_BY_ONE = ["draft", "review", "sign", "issue"];

/** @param {Line} line @returns {boolean} whether it can be among several chosen */
export function isPickable({ gone, purpose }) {
    return !gone && !ONE_BY_ONE.includes(purpose);
}

/**
 * @param {number[]} picked
 * @param {number} id
 * @returns {number[]} with `id` added, or taken out when it was in
 */
export function togglePick(picked, id) {
    return picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id];
}

/**
 * @param {number[]} picked
 * @param {Line[]} lines
 * @param {number} most that can be dealt with at once
 * @returns {number[]} all lines that can be chosen; none when all were picked already
 */
export function toggleAllPicks(picked, lines, most) {
    const all = lines
        .filter(isPickable)
        .map(({ id }) => id)
        .slice(0, most);
    return all.every((id) => picked.includes(id)) ? [] : all;
}

/**
 * @param {{id: number, done: boolean}[]} results of a batch
 * @param {number[]} picked
 * @returns {number[]} what failed stays picked
 */
export function leftPicked(results, picked) {
    const failed = new Set(results.filter(({ done }) => !done).map(({ id }) => id));
    return picked.filter((id) => failed.has(id));
}

/**
 * @param {{x: number, y: number}} start of a touch
 * @param {{x: number, y: number}} end
 * @returns {number} 1 (next) for a swipe to the left, -1 to the right, 0 for anything else
 */
export function swipeOf(start, end) {
    const [x, y] = [end.x - start.x, end.y - start.y];
    if (Math.abs(x) < 70 || Math.abs(x) < 2 * Math.abs(y)) {
        return 0;
    }
    return x < 0 ? 1 : -1;
}
