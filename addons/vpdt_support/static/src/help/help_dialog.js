import { Component, markup, onWillStart, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

import { browserOf } from "./screen";

const KINDS = ["image/png", "image/jpeg", "image/webp"];
const MOST_BYTES = 4 * 1024 * 1024;

/** Guide of the screen first, then search, then a request: all in one place. */
export class HelpDialog extends Component {
    static template = "vpdt_support.HelpDialog";
    static components = { Dialog };
    static props = { close: Function, screen: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.tours = useService("vpdt_first_day");
        this.matter = useRef("matter");
        this.title = _t("Help");
        this.state = useState({
            about: null,
            words: "",
            found: null,
            article: null,
            matter: "",
            category: false,
            urgency: false,
            phone: "",
            picture: "",
            noSecret: false,
            problem: "",
            sending: false,
            sent: null,
        });
        this.search = useDebounced(this.searchNow, 250);
        onWillStart(async () => {
            const about = await this.orm.call("vpdt.article", "help_read", [
                this.props.screen,
            ]);
            Object.assign(this.state, {
                about,
                urgency: about.urgency,
                phone: about.phone,
            });
        });
    }

    get articles() {
        return this.state.found || this.state.about.articles;
    }

    async searchNow() {
        const words = this.state.words.trim();
        this.state.found = words
            ? await this.orm.call("vpdt.article", "help_search", [words])
            : null;
    }

    async open(article) {
        const shown = await this.orm.call("vpdt.article", "help_open", [[article.id]]);
        // The server has sanitized it: a field of kind Html
        this.state.article = { ...shown, body: markup(shown.body) };
    }

    async vote(answer) {
        await this.orm.call("vpdt.article", "action_vote", [
            [this.state.article.id],
            answer,
        ]);
        this.state.article.mine = answer;
    }

    back() {
        this.state.article = null;
    }

    // -- the picture ---------------------------------------------------------

    onPaste(ev) {
        const items = [...(ev.clipboardData?.items || [])];
        const item = items.find((one) => one.kind === "file");
        if (item) {
            ev.preventDefault();
            this.take(item.getAsFile());
        }
    }

    onFile(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        return file && this.take(file);
    }

    take(file) {
        this.state.problem = "";
        if (!KINDS.includes(file.type)) {
            this.state.problem = _t(
                "This is no picture of a screen. PNG, JPEG and WebP are taken in."
            );
            return;
        }
        if (file.size > MOST_BYTES) {
            this.state.problem = _t(
                "The picture is too large: at most 4 MB, 50 million dots."
            );
            return;
        }
        const reader = new FileReader();
        return new Promise((resolve) => {
            reader.onload = () => {
                this.state.picture = reader.result;
                this.state.noSecret = false;
                resolve();
            };
            reader.readAsDataURL(file);
        });
    }

    dropPicture() {
        Object.assign(this.state, { picture: "", noSecret: false, problem: "" });
    }

    // -- sending ---------------------------------------------------------------

    get maySend() {
        const { matter, picture, noSecret, sending } = this.state;
        return matter.trim() && (!picture || noSecret) && !sending;
    }

    async send(problemId = false) {
        const { matter, category, urgency, phone, picture, noSecret } = this.state;
        const details = {
            category_id: Number(category) || false,
            urgency_id: Number(urgency) || false,
            phone,
            screen: this.props.screen,
            browser: browserOf(
                browser.navigator.userAgent,
                browser.innerWidth,
                browser.innerHeight
            ),
            picture: picture ? picture.split(",")[1] : false,
            no_secret: noSecret,
            problem_id: problemId,
        };
        this.state.sending = true;
        try {
            this.state.sent = await this.orm.call("vpdt.ticket", "action_report", [
                matter,
                details,
            ]);
        } finally {
            this.state.sending = false;
        }
    }

    openSent() {
        this.props.close();
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "vpdt.ticket",
            res_id: this.state.sent.id,
            views: [[false, "form"]],
        });
    }

    mine() {
        this.props.close();
        return this.action.doAction("vpdt_support.vpdt_ticket_action_mine");
    }

    toServe() {
        this.props.close();
        return this.action.doAction("vpdt_support.vpdt_ticket_action", {
            additionalContext: { search_default_serve: 1 },
        });
    }

    writeMatter() {
        this.matter.el?.scrollIntoView({ block: "center" });
        this.matter.el?.focus();
    }

    startTour() {
        this.props.close();
        return this.tours.restart(this.state.about.tour);
    }
}
