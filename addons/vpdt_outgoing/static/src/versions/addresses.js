import { url } from "@web/core/utils/urls";

/** @param {number} attachmentId @returns {string} where its file is downloaded */
export function downloadUrl(attachmentId) {
    return url(`/web/content/${attachmentId}`, { download: 1 });
}

/** @param {number} draftId @returns {string} where a version of it is posted */
export function versionUrl(draftId) {
    return url(`/vpdt/draft/${draftId}/version`);
}
