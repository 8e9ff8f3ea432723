import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";

/*
 * Steps over the real screens. Each is a click that opens something; none changes,
 * sends or opens a paper.
 */

/**
 * Go to a menu: in the bar on a computer, in the side menu on a telephone.
 *
 * @param {string} arrived what is on its screen only (a program has to wait for it);
 *     the head of a column, for a list
 * @param {string} parent the menu it opens from, if any
 */
export function menu(xmlid, content, arrived, parent = false) {
    const bar = parent ? ".o-dropdown--menu" : ".o_menu_sections";
    const side = `.o_app_menu_sidebar [data-menu-xmlid='${xmlid}']`;
    const isList = arrived.startsWith("th");
    const steps = [];
    if (parent) {
        steps.push({
            isActive: ["desktop"],
            trigger: `.o_menu_sections [data-menu-xmlid='${parent}']`,
            content,
            tooltipPosition: "bottom",
            run: "click",
        });
    }
    let left = "";
    return [
        ...steps,
        {
            isActive: ["desktop"],
            trigger: `${bar} [data-menu-xmlid='${xmlid}']`,
            content,
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            isActive: ["mobile"],
            trigger: ".o_menu_toggle",
            content: _t("All menus are here."),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            isActive: ["mobile", "auto"],
            trigger: side,
            run: () => (left = browser.location.pathname),
        },
        {
            isActive: ["mobile"],
            trigger: side,
            content,
            tooltipPosition: "bottom",
            run: "click",
        },
        isList
            ? { isActive: ["desktop", "auto"], trigger: arrived }
            : { isActive: ["auto"], trigger: arrived },
        // Cards look the same on each screen: another one is another address.
        isList && {
            isActive: ["mobile", "auto"],
            trigger: ".o_kanban_view",
            run: () => leave(left),
        },
    ].filter(Boolean);
}

/** Wait until the address is another one; not for ever: one may have been there. */
async function leave(path) {
    for (let times = 0; times < 30 && browser.location.pathname === path; times++) {
        await new Promise((resolve) => browser.setTimeout(resolve, 100));
    }
}

export function point(trigger, content, tooltipPosition = "bottom") {
    return { trigger, content, tooltipPosition, run: "click" };
}

/** The desk, which everybody begins with who reads papers. */
export function desk(content) {
    return [
        ...menu(
            "vpdt_workflow.menu_vpdt_desk",
            _t("Your desk: everything that waits for you."),
            ".vpdt_desk"
        ),
        point(".vpdt_desk_buckets .vpdt_bucket[data-bucket]:first", content),
        point(
            ".vpdt_desk_tools input:first",
            _t("Find a paper here: number, subject, sender, with or without marks.")
        ),
    ];
}

/** What is the same for everybody, at the end. */
export function help() {
    const name = _t("Your name: away with a substitute, your password, report a known password.");
    return [
        { ...point(".o_user_menu button", name), isActive: ["desktop"] },
        // A telephone has what stands under the name in a side menu.
        { ...point(".o_mobile_menu_toggle", name), isActive: ["mobile"] },
        { ...point(".o_burger_menu .o_sidebar_close", name), isActive: ["mobile"] },
        point(
            ".vpdt_help_button",
            _t("Help on every screen: the guide, and a request when something does not work.")
        ),
        point(
            ".vpdt_help_search",
            _t("Type what you look for. Begin this tour again with the button below.")
        ),
    ];
}
