/**
 * What the words of a directive propose, beside the rules and what was clicked.
 *
 * @typedef {import("./choice").Choice} Choice
 * @typedef {import("./choice").Candidate} Candidate
 * @typedef {{lines: {key: string, purpose: string}[], deadline: string|false,
 *   past: boolean, unknown: string[], unclear: string[],
 *   unfit: {key: string, purpose: string}[],
 *   spans: {what: string, key: string, words: string}[],
 *   proposal: (Reading & {receiver: string})|false}} Reading
 */

import { usualChoice } from "./choice";

/** Who does the task; words that name some replace those the rules propose. */
const TASK = ["lead", "support"];

/**
 * @param {Candidate[]} candidates
 * @param {Reading|null} reading
 * @returns {{key: string, purpose: string}[]} lines the candidates allow
 */
export function linesRead(candidates, reading) {
    const allowed = Object.fromEntries(candidates.map(({ key, purposes }) => [key, purposes]));
    return (reading?.lines || []).filter(({ key, purpose }) => allowed[key]?.includes(purpose));
}

/**
 * Choose by the rules, then by the words, then as was clicked: what somebody clicked is
 * never changed by what he writes.
 *
 * @param {Candidate[]} candidates
 * @param {Reading|null} reading
 * @param {Object<string, string|false>} hand key → purpose clicked, false: taken back
 * @returns {Choice}
 */
export function proposedChoice(candidates, reading, hand) {
    const lines = linesRead(candidates, reading);
    const namesTask = lines.some(({ purpose }) => TASK.includes(purpose));
    const choice = {};
    for (const [key, purpose] of Object.entries(usualChoice(candidates))) {
        if (!namesTask || !TASK.includes(purpose)) {
            choice[key] = purpose;
        }
    }
    for (const { key, purpose } of lines) {
        choice[key] = purpose;
    }
    const clickedLead = Object.keys(hand).find((key) => hand[key] === "lead");
    for (const key of Object.keys(choice)) {
        if (clickedLead && choice[key] === "lead") {
            delete choice[key];
        }
    }
    for (const [key, purpose] of Object.entries(hand)) {
        if (purpose) {
            choice[key] = purpose;
        } else {
            delete choice[key];
        }
    }
    return choice;
}

/**
 * @param {Choice} before
 * @param {Choice} after what a click made of it
 * @param {Object<string, string|false>} hand
 * @returns {Object<string, string|false>} what was clicked in all
 */
export function clicked(before, after, hand) {
    const next = { ...hand };
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        if (before[key] !== after[key]) {
            next[key] = after[key] || false;
        }
    }
    return next;
}

/**
 * Show by which words somebody was chosen, and put him before the others.
 *
 * @param {Candidate[]} candidates
 * @param {Reading|null} reading
 * @param {Choice} choice whoever was given something else by a click has no such words
 * @returns {Candidate[]}
 */
export function withWhy(candidates, reading, choice) {
    const lines = Object.fromEntries(
        linesRead(candidates, reading).map(({ key, purpose }) => [key, purpose])
    );
    return candidates.map((candidate) => {
        const purpose = lines[candidate.key];
        if (!purpose) {
            return candidate;
        }
        const span = reading.spans.find(
            ({ what, key }) => what === "receiver" && key === candidate.key
        );
        const isSaid = span && choice[candidate.key] === purpose;
        return {
            ...candidate,
            usual: purpose,
            why: isSaid ? `“${span.words}”` : candidate.why,
        };
    });
}

/**
 * Replace "/shortcut " before the cursor by its phrase.
 *
 * @param {string} text
 * @param {number} cursor behind the space just typed
 * @param {{text: string, shortcut: string}[]} phrases
 * @returns {{text: string, cursor: number, phrase: Object}|null}
 */
export function expanded(text, cursor, phrases) {
    const before = text.slice(0, cursor);
    const match = before.match(/(?:^|[\s(])\/([^\s/]+) $/);
    if (!match) {
        return null;
    }
    const typed = match[1].normalize("NFC").toLowerCase();
    const phrase = phrases.find(({ shortcut }) => shortcut === typed);
    if (!phrase) {
        return null;
    }
    const head = before.slice(0, before.length - match[1].length - 2) + phrase.text + " ";
    return { text: head + text.slice(cursor), cursor: head.length, phrase };
}

/**
 * Put a phrase into a text at the cursor, with a space on either side where needed.
 *
 * @param {string} text
 * @param {number} start of what is selected
 * @param {number} end of what is selected: it is replaced
 * @param {string} phrase
 * @returns {{text: string, cursor: number}}
 */
export function inserted(text, start, end, phrase) {
    const before = text.slice(0, start);
    const after = text.slice(end);
    const head = before + (before && !/\s$/.test(before) ? " " : "") + phrase;
    const gap = after && !/^[\s.,;:]/.test(after) ? " " : "";
    return { text: head + gap + after, cursor: head.length };
}

/**
 * Whether the words name a task for somebody whom only the receiver can charge: then
 * they propose it to him.
 *
 * @param {Reading|null} said what the words say to the receiver
 * @param {Candidate[]} own candidates of who writes
 * @returns {boolean}
 */
export function isProposal(said, own) {
    const mine = own.map(({ key }) => key);
    return (said?.lines || []).some(
        ({ key, purpose }) => TASK.includes(purpose) && !mine.includes(key)
    );
}

/**
 * What the words say to the writer's own receivers, where they propose: whom they name
 * there, and until when, is not for his own directive.
 *
 * @param {Reading} reading
 * @param {Reading} said what the words say to the receiver
 * @returns {Reading}
 */
export function withoutProposal(reading, said) {
    const theirs = said.lines.map(({ key }) => key);
    const isOwn = ({ key }) => !theirs.includes(key);
    return {
        ...reading,
        lines: reading.lines.filter(isOwn),
        unfit: [...reading.unfit.filter(isOwn), ...said.unfit.filter(isOwn)],
        unknown: reading.unknown.filter((words) => said.unknown.includes(words)),
        unclear: said.unclear,
        deadline: false,
        past: false,
    };
}
