import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dialog } from "@web/core/dialog/dialog";
import { serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { session } from "@web/session";

const { DateTime } = luxon;

const KINDS = [
    { value: "password", label: _t("The password is known to others") },
    { value: "access", label: _t("Something was done that I did not do") },
    { value: "device", label: _t("A phone or computer was lost") },
];

/** What local time (of the field) is in UTC, as the server writes it; "" for none. */
export function utcOf(local) {
    const moment = DateTime.fromISO(local || "");
    return moment.isValid ? serializeDateTime(moment) : "";
}

/** The second click locks the account; nothing has to be filled in first. */
export class ReportDialog extends Component {
    static template = "vpdt_accounts.ReportDialog";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.orm = useService("orm");
        this.kinds = KINDS;
        this.title = _t("Report a known password or strange access");
        this.state = useState({ kind: "password", since: "", text: "", sending: false });
    }

    async report() {
        this.state.sending = true;
        try {
            await this.orm.call("vpdt.incident", "action_report", [
                this.state.kind,
                utcOf(this.state.since),
                this.state.text,
            ]);
        } catch (error) {
            this.state.sending = false;
            throw error;
        }
        // This session has ended as well
        browser.location.assign("/vpdt/incident/done");
    }
}

registry.category("user_menuitems").add("vpdt_report", (env) => ({
    type: "item",
    id: "vpdt_report",
    description: _t("Report a known password or strange access"),
    callback: () => env.services.dialog.add(ReportDialog),
    sequence: 55,
}));

/** A second factor is recommended: said once a day, with the way to set it up. */
registry.category("services").add("vpdt_accounts.second_factor", {
    dependencies: ["notification", "orm", "action"],
    start(env, { notification, orm, action }) {
        if (!session.vpdt_second_factor_recommended) {
            return;
        }
        const today = new Date().toDateString();
        if (browser.localStorage.getItem("vpdt_second_factor_said") === today) {
            return;
        }
        browser.localStorage.setItem("vpdt_second_factor_said", today);
        notification.add(
            _t("Your post should sign in with a second factor: a code of your telephone, or a passkey."),
            {
                type: "info",
                buttons: [
                    {
                        name: _t("Set it up"),
                        primary: true,
                        onClick: async () => {
                            const mine = await orm.call("res.users", "action_get");
                            action.doAction({ ...mine, res_id: user.userId });
                        },
                    },
                ],
            }
        );
    },
});
