import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { tourState } from "@web_tour/js/tour_state";

const OWNER = "vpdt_first_day_of";
const ROOT = "vpdt_documents.menu_vpdt_root";
/** How often is looked whether the tour is over, in milliseconds. */
const LOOK = 1000;

// On a machine of several people: a tour somebody else left goes no further.
const isLeft =
    (tourState.getCurrentTour() || "").startsWith("vpdt_first_day") &&
    tourState.getCurrentConfig().mode === "manual" &&
    browser.localStorage.getItem(OWNER) !== String(user.userId);
if (isLeft) {
    tourState.clear();
}

/** The tour of one's role: begun once by itself, again from the help button. */
export const firstDayService = {
    dependencies: ["orm", "notification", "menu", "tour_service"],
    start(env, { orm, notification, menu, tour_service: tours }) {
        let close = () => {};

        async function restart(name) {
            const office = menu.getApps().find((app) => app.xmlid === ROOT);
            office && (await menu.selectMenu(office));
            return start(name);
        }

        async function start(name) {
            close();
            browser.localStorage.setItem(OWNER, String(user.userId));
            // Seen once it has begun: nobody is led twice who does not ask for it.
            await orm.silent.call("web_tour.tour", "consume", [name]);
            await tours.startTour(name, {
                mode: "manual",
                redirect: false,
                rainbowManMessage: _t("That was the tour. The question mark at the top right begins it again."),
            });
            offerToStop();
        }

        function stop() {
            close();
            tourState.clear();
            browser.location.reload();
        }

        function offerToStop() {
            close = notification.add(
                _t("Follow the pointer, click where it shows. Nothing is changed or sent."),
                {
                    title: _t("Tour of the first day"),
                    type: "info",
                    sticky: true,
                    buttons: [{ name: _t("Stop the tour"), onClick: stop }],
                }
            );
            const looking = browser.setInterval(() => {
                if (!tourState.getCurrentTour()) {
                    browser.clearInterval(looking);
                    close();
                }
            }, LOOK);
        }

        // Robots (tests, monitors) are led only when they ask for it.
        const name = session.vpdt_first_day;
        if (name && !browser.navigator.webdriver) {
            if (tourState.getCurrentTour()) {
                offerToStop();
            } else {
                start(name);
            }
        }
        return { restart, stop };
    },
};

registry.category("services").add("vpdt_first_day", firstDayService);
