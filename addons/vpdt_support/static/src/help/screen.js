/** What the person looks at: names of things, never of the record on the screen. */
export function screenOf(controller) {
    const action = controller?.action || {};
    return {
        action: typeof action.id === "number" ? action.id : false,
        tag: action.tag || false,
        model: controller?.props?.resModel || action.res_model || false,
        view: controller?.view?.type || false,
    };
}

const BROWSERS = [
    [/Edg\/([\d]+)/, "Edge"],
    [/OPR\/([\d]+)/, "Opera"],
    [/coc_coc_browser\/([\d]+)/, "Cốc Cốc"],
    [/Firefox\/([\d]+)/, "Firefox"],
    [/Chrome\/([\d]+)/, "Chrome"],
    [/Version\/([\d]+).*Safari/, "Safari"],
];
const SYSTEMS = [
    [/Android ([\d.]+)/, "Android"],
    [/(?:iPhone|CPU) OS ([\d_]+)/, "iOS"],
    [/Windows NT ([\d.]+)/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux/, "Linux"],
];

function named(agent, list) {
    for (const [pattern, name] of list) {
        const found = agent.match(pattern);
        if (found) {
            return found[1] ? `${name} ${found[1].replaceAll("_", ".")}` : name;
        }
    }
    return "";
}

/** "Chrome 120, Windows 10.0, 1366×768": what somebody who helps has to know. */
export function browserOf(agent, width, height) {
    return [named(agent, BROWSERS), named(agent, SYSTEMS), `${width}×${height}`]
        .filter(Boolean)
        .join(", ");
}
