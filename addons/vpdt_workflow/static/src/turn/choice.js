/**
 * Who gets a document and what for, as plain data.
 *
 * A choice maps the key of a candidate to the purpose chosen for it. Exactly one is in
 * the lead where the task passed on is the lead (NĐ 30/2020 Điều 23).
 *
 * @typedef {Object<string, string>} Choice
 * @typedef {{key: string, kind: string, id: number, name: string, purposes: string[],
 *   usual: string|false}} Candidate
 */

/** Purposes in the order people think of them. */
const ORDER = ["lead", "support", "direct", "monitor", "inform", "opinion", "carry_out", "draft", "review", "sign", "issue"];

/** @param {string[]} purposes @returns {string[]} the same in the usual order */
export function inOrder(purposes) {
    return [...purposes].sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
}

/** @param {Candidate[]} candidates @returns {Choice} the usual people, one lead at most */
export function usualChoice(candidates) {
    const choice = {};
    for (const { key, usual } of candidates) {
        if (usual && !(usual === "lead" && Object.values(choice).includes("lead"))) {
            choice[key] = usual;
        }
    }
    return choice;
}

/**
 * Choose a purpose for a candidate, or take it back when it is chosen already. A former
 * lead stays on as support where the rules allow it.
 *
 * @param {Choice} choice
 * @param {Candidate[]} candidates
 * @param {string} key
 * @param {string} purpose
 * @returns {Choice} a new choice
 */
export function toggle(choice, candidates, key, purpose) {
    const next = { ...choice };
    if (next[key] === purpose) {
        delete next[key];
        return next;
    }
    if (purpose === "lead") {
        for (const other of candidates) {
            if (next[other.key] === "lead") {
                delete next[other.key];
                if (other.purposes.includes("support")) {
                    next[other.key] = "support";
                }
            }
        }
    }
    next[key] = purpose;
    return next;
}

/**
 * Give one purpose to all candidates of a group that have none; when all have one
 * already, take this purpose back from those who have it.
 *
 * @param {Choice} choice
 * @param {Candidate[]} group
 * @param {string} purpose never "lead"
 * @returns {Choice} a new choice
 */
export function toggleAll(choice, group, purpose) {
    const next = { ...choice };
    const free = group.filter(({ key, purposes }) => !next[key] && purposes.includes(purpose));
    for (const { key } of free) {
        next[key] = purpose;
    }
    if (!free.length) {
        for (const { key } of group) {
            if (next[key] === purpose) {
                delete next[key];
            }
        }
    }
    return next;
}

/** @param {Candidate[]} group @returns {string[]} purposes that can be given to all */
export function commonPurposes(group) {
    if (group.length < 3) {
        return [];
    }
    const common = group[0].purposes.filter(
        (purpose) => purpose !== "lead" && group.every(({ purposes }) => purposes.includes(purpose))
    );
    return inOrder(common);
}

/**
 * @param {Choice} choice
 * @param {string} ownPurpose of the handling passed on
 * @returns {"empty"|"no_lead"|null} what is still missing
 */
export function problemOf(choice, ownPurpose) {
    const purposes = Object.values(choice);
    if (!purposes.length) {
        return "empty";
    }
    return ownPurpose === "lead" && !purposes.includes("lead") ? "no_lead" : null;
}

/** @returns {{kind: string, id: number, purpose: string}[]} lines for the server */
export function linesOf(choice, candidates) {
    return candidates
        .filter(({ key }) => choice[key])
        .map(({ key, kind, id }) => ({ kind, id, purpose: choice[key] }));
}
