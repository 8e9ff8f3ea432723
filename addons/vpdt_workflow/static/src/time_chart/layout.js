/**
 * Where the bars of the time chart lie, as plain data: percent of the axis.
 *
 * @typedef {{from: number, to: number, is_opened: boolean, is_late: boolean}} Piece
 */

/** What took no working time (done at night, on a Sunday) is still to be seen. */
const LEAST = 0.6;
/** A label further right would stand beyond the axis. */
const LAST = 92;

/**
 * @param {Piece[]} pieces in working hours of the axis
 * @param {number} hours length of the axis
 * @returns {{left: number, width: number, isOpened: boolean, isLate: boolean}[]}
 */
export function barsOf(pieces, hours) {
    const scale = 100 / (hours || 1);
    return pieces.map(({ from, to, is_opened, is_late }) => {
        const width = Math.min(100, Math.max((to - from) * scale, LEAST));
        return {
            left: Math.min(from * scale, 100 - width),
            width,
            isOpened: is_opened,
            isLate: is_late,
        };
    });
}

/**
 * Thin out the days of the axis to what can be read.
 *
 * @param {{at: number, day: string}[]} days
 * @param {number} hours length of the axis
 * @param {number} most how many labels there is room for
 * @returns {{left: number, day: string}[]}
 */
export function marksOf(days, hours, most) {
    const step = Math.max(1, Math.ceil(days.length / most));
    return days
        .filter((_day, index) => index % step === 0)
        .map(({ at, day }) => ({ left: (at * 100) / (hours || 1), day }))
        .filter(({ left }) => left <= LAST);
}

/**
 * @param {number} hours of work
 * @param {number} dayHours hours of a working day
 * @returns {{days: number, hours: number, minutes: number}} whole parts, for words;
 *   from a day on nobody counts minutes
 */
export function partsOf(hours, dayHours) {
    const ofDay = Math.round((dayHours || 8) * 60);
    const exact = Math.round(hours * 60);
    const total = exact < ofDay ? exact : Math.round(exact / 60) * 60;
    const days = Math.floor(total / ofDay);
    const rest = total - days * ofDay;
    return { days, hours: Math.floor(rest / 60), minutes: rest % 60 };
}
