/**
 * Fold a text as the server's `text.fold` does: no diacritics, lower case, one space.
 *
 * @param {string|false} text
 * @returns {string}
 */
export function fold(text) {
    return (text || "")
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .replace(/[đĐ]/g, "d")
        .toLowerCase()
        .replace(/\s+/g, " ")
        .trim();
}
