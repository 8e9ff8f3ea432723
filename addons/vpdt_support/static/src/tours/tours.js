import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

import { desk, help, menu, point } from "./steps";

const tours = registry.category("web_tour.tours");

tours.add("vpdt_first_day_clerk", {
    url: "/odoo/ban-lam-viec",
    steps: () => [
        ...desk(_t("What came from above and waits to be registered stands here.")),
        ...menu(
            "vpdt_documents.menu_vpdt_intake",
            _t("Scans come in here: state that the paper is no secret, drop the files."),
            ".vpdt_drop"
        ),
        point(".vpdt_drop_hint", _t("These kinds of files are taken in. Secret papers never are.")),
        ...menu(
            "vpdt_documents.menu_vpdt_register",
            _t("The registers: open one to read or print it."),
            "th[data-name='is_open']",
            "vpdt_documents.menu_vpdt_documents"
        ),
        ...help(),
    ],
});

tours.add("vpdt_first_day_leader", {
    url: "/odoo/ban-lam-viec",
    steps: () => [
        ...desk(
            _t("Papers by what is asked of you; late ones stand apart. Choose one and write the directive beside it.")
        ),
        ...menu(
            "vpdt_workflow.menu_vpdt_board",
            _t("How the agencies stand: who holds how much, what is late, and a reminder."),
            ".vpdt_board"
        ),
        ...menu(
            "vpdt_workflow.menu_vpdt_absence",
            _t("When you are away: who acts for you, from when to when."),
            "th[data-name='date_from']",
            "vpdt_workflow.menu_vpdt_absences"
        ),
        ...help(),
    ],
});

tours.add("vpdt_first_day_head", {
    url: "/odoo/ban-lam-viec",
    steps: () => [
        ...desk(
            _t("What your agency was given. Give it to a specialist with a directive, or return it with a reason.")
        ),
        ...menu(
            "vpdt_outgoing.menu_vpdt_draft",
            _t("Drafts of your agency: read, comment on the page, approve."),
            "th[data-name='issuer_id']",
            "vpdt_outgoing.menu_vpdt_outgoing"
        ),
        ...menu(
            "vpdt_workflow.menu_vpdt_absence",
            _t("When you are away: who acts for you, from when to when."),
            "th[data-name='date_from']",
            "vpdt_workflow.menu_vpdt_absences"
        ),
        ...help(),
    ],
});

tours.add("vpdt_first_day_specialist", {
    url: "/odoo/ban-lam-viec",
    steps: () => [
        ...desk(
            _t("Your tasks with their deadlines. Choose one: finish it, ask for an opinion, for more time.")
        ),
        ...menu(
            "vpdt_outgoing.menu_vpdt_draft",
            _t("Your drafts: from a template, submitted for review, with all comments."),
            "th[data-name='issuer_id']",
            "vpdt_outgoing.menu_vpdt_outgoing"
        ),
        ...menu(
            "vpdt_documents.menu_vpdt_document",
            _t("Every paper you may read, with one field to find it."),
            "th[data-name='issued_date']",
            "vpdt_documents.menu_vpdt_documents"
        ),
        ...help(),
    ],
});

tours.add("vpdt_first_day_operator", {
    url: "/odoo/tai-khoan",
    steps: () => [
        ...menu(
            "vpdt_accounts.menu_vpdt_account",
            _t("The accounts you look after: lock, unlock, a new one-time link."),
            "th[data-name='post_names']",
            "vpdt_accounts.menu_vpdt_accounts"
        ),
        ...menu(
            "vpdt_support.menu_vpdt_ticket",
            _t("Requests for help of your agency: take on, answer, pass up."),
            "th[data-name='number']",
            "vpdt_support.menu_vpdt_support"
        ),
        ...menu(
            "vpdt_support.menu_vpdt_training",
            _t("Training sessions of the core group."),
            "th[data-name='trainer_id']",
            "vpdt_support.menu_vpdt_support"
        ),
        ...help(),
    ],
});
