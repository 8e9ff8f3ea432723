import { _t } from "@web/core/l10n/translation";

const PURPOSES = {
    lead: _t("Lead"),
    support: _t("Support"),
    direct: _t("Direct"),
    monitor: _t("Monitor"),
    inform: _t("Inform"),
    opinion: _t("Opinion"),
    carry_out: _t("Carry out"),
    draft: _t("Draft"),
    review: _t("Review"),
    sign: _t("Sign"),
    issue: _t("Issue"),
};

const STATES = {
    waiting: _t("Not opened"),
    opened: _t("Opened"),
    passed: _t("Passed on"),
    done: _t("Finished"),
    returned: _t("Returned"),
    recalled: _t("Recalled"),
};

const ROLES = {
    chairman: _t("Chairman"),
    vice_chairman: _t("Vice-chairman"),
    chief_of_office: _t("Chief of office"),
    deputy_chief_of_office: _t("Deputy chief of office"),
    clerk: _t("Clerk"),
    head: _t("Head of agency"),
    deputy_head: _t("Deputy head"),
    specialist: _t("Specialist"),
    operator: _t("Operator"),
};

const URGENCIES = {
    1: _t("Urgent"),
    2: _t("Very urgent"),
    3: _t("Express"),
    4: _t("Express with hour"),
};

/** Words for what the server keeps as keys; an unknown key is shown as it is. */
const word = (words) => (key) => String(words[key] ?? key ?? "");

export const purposeLabel = word(PURPOSES);
export const stateLabel = word(STATES);
export const roleLabel = word(ROLES);
/** "" for normal papers: only haste is worth a word. */
export const urgencyLabel = (key) => String(URGENCIES[key] ?? "");
