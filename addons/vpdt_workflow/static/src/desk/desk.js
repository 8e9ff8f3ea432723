import {
    Component,
    markRaw,
    onMounted,
    onPatched,
    onWillPatch,
    onWillStart,
    onWillDestroy,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { SIZES } from "@web/core/ui/ui_service";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { Layout } from "@web/search/layout";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { fetchAhead } from "@vpdt_documents/pages/page_viewer";

import { MoveButtons } from "../turn/move_buttons";
import { isEnding, moveLabel, sortMoves, useMoves } from "../turn/moves";
import { TransferDialog } from "../turn/transfer_dialog";
import { TransferForm } from "../turn/transfer_form";
import { BUCKETS, SENT, countText, emptyText, isSent } from "./buckets";
import { actionOf } from "./desk_keys";
import {
    isPickable,
    leftPicked,
    mergeLines,
    neighbour,
    nextAfter,
    swipeOf,
    toggleAllPicks,
    togglePick,
} from "./desk_lines";
import { DeskList } from "./desk_list";
import { FilterBar } from "./filter_bar";
import { HelpSheet } from "./help_sheet";
import { Chain, Paper, TurnHead } from "./paper";
import { Papers } from "./papers";
import { Results, ResultsDialog } from "./results";

/** Lines fetched at a time. */
const SIGNED_OUT = "odoo.http.SessionExpiredException";
const PAGE = 80;
/** Most the server gives in one call: further lines are fetched piece by piece. */
const MOST = 200;
/** Most papers the server deals with at once. */
const BATCH = 100;
/** A paper counts as opened when it was before somebody's eyes for so many ms. */
const LOOKED = 1500;
/** What was done is told for so many ms, where it covers nothing. */
const TOLD = 4000;
/** After "g", a letter is waited for so many ms. */
const GOING = 1500;

/** The desk: what waits for me, read and decided paper by paper, or many at once. */
export class Desk extends Component {
    static template = "vpdt_workflow.Desk";
    static components = {
        Chain,
        DeskList,
        Dropdown,
        DropdownItem,
        FilterBar,
        Layout,
        MoveButtons,
        Paper,
        Results,
        TransferForm,
        TurnHead,
    };
    static props = { ...standardActionServiceProps };
    static path = "ban-lam-viec";
    static displayName = _t("My desk");

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.dialog = useService("dialog");
        this.ui = useState(useService("ui"));
        this.root = useRef("root");
        this.list = useRef("list");
        this.act = useRef("act");
        this.more = useRef("more");
        /** Of several readings under way only the last one counts. */
        this.readings = 0;
        this.display = { controlPanel: false };
        this.moveLabel = moveLabel;
        this.sentViews = SENT;
        this.papers = new Papers(
            (id) => this.orm.silent.call("vpdt.handling", "desk_paper", [[id]]),
            fetchAhead
        );
        this.move = useMoves((done) => this.afterMove(done));
        const { bucket = "all", wanted = PAGE, criteria = {}, current } = this.props.state || {};
        this.state = useState({
            bucket,
            criteria,
            counters: {},
            filters: [],
            lines: markRaw([]),
            total: 0,
            isLoading: true,
            isClerk: false,
            problem: "",
            /** Handling of the paper shown. */
            current: null,
            paper: null,
            paperProblem: "",
            /** On a phone: whether the paper covers the list. */
            isReading: false,
            picked: [],
            results: [],
            isGoing: false,
            isBusy: false,
            told: "",
        });
        useSetupAction({
            getLocalState: () => ({
                bucket: this.state.bucket,
                criteria: this.state.criteria,
                wanted: this.state.lines.length,
                current: this.state.current,
            }),
        });
        onWillStart(async () => {
            this.state.isClerk = await user.hasGroup("vpdt_documents.group_vpdt_documents_clerk");
            await this.load(Math.max(wanted, PAGE));
        });
        onMounted(() => {
            const { lines } = this.state;
            const first = lines.find(({ id }) => id === current) || lines[0];
            if (first && !this.isSmall) {
                this.show(first.id);
            }
        });
        this.useSteadyList();
        // A directive to twelve agencies makes several notices: one reading is enough.
        const refresh = useDebounced(() => this.refresh(), 300);
        this.bus.subscribe("vpdt.desk", refresh);
        // a desk that is left while it loads is never mounted, nor unmounted
        onWillDestroy(() => {
            this.bus.unsubscribe("vpdt.desk", refresh);
            this.isLeft = true;
            clearTimeout(this.looking);
            clearTimeout(this.going);
            clearTimeout(this.telling);
        });
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
    }

    /** Lines that slide in above do not move the one that is read. */
    useSteadyList() {
        // Measured only where lines may have slid in: to ask where something stands lays
        // out the page, twice for each key otherwise
        const top = () => this.lineEl(this.state.current)?.getBoundingClientRect().top;
        let before;
        onWillPatch(() => (before = this.steady ? top() : undefined));
        onPatched(() => {
            const now = before === undefined ? undefined : top();
            if (now !== undefined) {
                this.list.el.scrollTop += now - before;
            }
            this.steady = false;
            this.focusWanted();
        });
    }

    // -- what is shown ---------------------------------------------------------

    get isSmall() {
        return this.ui.isSmall;
    }

    /** Whether the directive has its place beside the paper. */
    get isWide() {
        return this.ui.size >= SIZES.XL;
    }

    get isSent() {
        return isSent(this.state.bucket);
    }

    get isFiltered() {
        return Boolean(Object.keys(this.state.criteria).length);
    }

    get buckets() {
        const { counters, bucket, isClerk } = this.state;
        return BUCKETS.filter(
            ({ name, always }) =>
                always || counters[name] || name === bucket || (name === "register" && isClerk)
        );
    }

    /** Called by the filter bar with the box for words. */
    keepSearchInput(ref) {
        this.searchInput = ref;
    }

    /** @returns {string} how much is in a bucket */
    countText(name) {
        return countText(name, this.state.counters, this.state.bucket);
    }

    isOn({ name }) {
        return name === "sent" ? this.isSent : name === this.state.bucket;
    }

    get emptyText() {
        return emptyText(this.state.bucket, this.isFiltered);
    }

    get rest() {
        return this.state.total - this.state.lines.filter(({ gone }) => !gone).length;
    }

    /** Who sent what is here; the same array while the lines are the same. */
    get senders() {
        const { lines } = this.state;
        if (this.sendersOf !== lines) {
            const names = new Map(lines.map(({ sender_id, sender }) => [sender_id, sender]));
            this.sendersFound = markRaw([...names].map(([id, name]) => ({ id, name })));
            this.sendersOf = lines;
        }
        return this.sendersFound;
    }

    get reading() {
        return this.state.lines.find(({ id }) => id === this.state.current);
    }

    /** "3 / 12": where the paper shown stands. */
    get place() {
        const index = this.state.lines.findIndex(({ id }) => id === this.state.current);
        const { lines, total } = this.state;
        return index < 0 ? "" : `${index + 1} / ${Math.max(total, lines.length)}`;
    }

    get moves() {
        return this.reading?.gone ? [] : this.state.paper?.turn.moves || [];
    }

    /** On a phone: two moves under the thumb, the others in a menu. */
    get thumbMoves() {
        const { main, others } = sortMoves(this.moves, this.reading?.purpose);
        return { main: main.slice(0, 2), others: [...main.slice(2), ...others] };
    }

    shortLabel(move) {
        return { transfer: _t("Directive"), accept: _t("Register") }[move] || moveLabel(move);
    }

    nameOf(id) {
        const line = this.state.lines.find((one) => one.id === id);
        return line ? line.code || line.type || line.subject : String(id);
    }

    get pickedText() {
        return _t("%s papers chosen", this.state.picked.length);
    }

    /** The purposes and places of what is picked: what can be done with all of it. */
    get pickedLines() {
        return this.state.lines.filter(({ id }) => this.state.picked.includes(id));
    }

    get canAcceptAll() {
        return this.pickedLines.length && this.pickedLines.every(({ to_agency }) => to_agency);
    }

    lineEl(id) {
        return this.list.el?.querySelector(`.vpdt_desk_line[data-id="${id}"]`);
    }

    // -- reading the desk ------------------------------------------------------

    read(offset, limit) {
        const { bucket, criteria } = this.state;
        return this.orm.silent.call("vpdt.handling", "desk_read", [], {
            bucket,
            criteria,
            offset,
            limit,
        });
    }

    /** Read the bucket anew, with at least `wanted` lines as far as there are. */
    async load(wanted, kept = [], isSteady = false) {
        const fetch = async () => {
            const limit = Math.min(Math.max(wanted, PAGE), MOST);
            const read = await this.read(0, limit);
            while (read.lines.length < Math.min(wanted, read.total)) {
                const more = await this.read(read.lines.length, MOST);
                if (!more.lines.length) {
                    break;
                }
                read.lines.push(...more.lines);
            }
            return read;
        };
        const reading = ++this.readings;
        try {
            const read = await fetch();
            if (reading !== this.readings) {
                return;
            }
            const lines = mergeLines(this.state.lines, read.lines, kept);
            this.steady = isSteady;
            this.accept({ ...read, lines });
        } catch (error) {
            if (reading !== this.readings) {
                return;
            }
            if (error.exceptionName === SIGNED_OUT) {
                // Odoo's own dialog, which leads back to signing in
                throw error;
            }
            Object.assign(this.state, { problem: this.wordsOf(error), isLoading: false });
        }
    }

    /**
     * Lines are plain data, of which a change makes others: watching each of five hundred
     * would cost with every key what only a reading of the desk changes.
     */
    setLines(lines) {
        this.state.lines = markRaw(lines);
    }

    accept({ counters, filters, lines, total }) {
        const ids = new Set(lines.map(({ id }) => id));
        this.setLines(lines);
        Object.assign(this.state, {
            counters,
            filters,
            total,
            isLoading: false,
            problem: "",
            picked: this.state.picked.filter((id) => ids.has(id)),
        });
    }

    /** What the server or the network says, in words; nothing of it is a traceback. */
    wordsOf(error) {
        return (
            error.data?.message ||
            _t("The server does not answer. Check the network and try again.")
        );
    }

    /** Something changed on the desk: follow, without moving what is read. */
    async refresh() {
        const { current, picked } = this.state;
        const kept = [...picked, ...(current ? [current] : [])];
        await this.load(this.state.lines.length, kept, true);
        const isGone = this.reading?.gone;
        this.papers.forgetAll({ kept: isGone ? this.state.current : undefined });
        if (current && current === this.state.current && !isGone) {
            await this.refreshPaper();
        }
        if (this.state.current && !this.isLeft) {
            // What was there of the next one is forgotten as well
            await this.papers.ahead(this.state.lines, this.state.current);
        }
    }

    /** The same paper as the server has it now; what is being written stays. */
    async refreshPaper() {
        const { current } = this.state;
        this.papers.forget(current);
        try {
            const paper = await this.papers.fetch(current);
            if (this.state.current === current) {
                this.state.paper = paper;
            }
        } catch {
            // What is shown stays; acting on it will say what is wrong.
        }
    }

    retry() {
        Object.assign(this.state, { problem: "", isLoading: true });
        return this.load(PAGE);
    }

    async choose(bucket, criteria = this.state.criteria) {
        this.setLines([]);
        Object.assign(this.state, {
            bucket,
            criteria,
            picked: [],
            results: [],
            current: null,
            paper: null,
            paperProblem: "",
            isReading: false,
            isLoading: true,
        });
        await this.load(PAGE);
        const { lines } = this.state;
        if (lines.length && !this.isSmall) {
            const isTyping = document.activeElement?.matches("input, select");
            this.show(lines[0].id, { focus: !isTyping });
        }
    }

    filter(criteria) {
        return this.choose(this.state.bucket, criteria);
    }

    useFilter({ criteria }) {
        return this.choose("all", { ...criteria });
    }

    isFilterOn({ criteria }) {
        return (
            this.state.bucket === "all" &&
            JSON.stringify(criteria) === JSON.stringify(this.state.criteria)
        );
    }

    async keepFilter(name) {
        await this.orm.call("vpdt.handling", "action_keep_filter", [], {
            name,
            criteria: this.state.criteria,
        });
        await this.load(this.state.lines.length);
    }

    async dropFilter({ id }) {
        await this.orm.call("vpdt.handling", "action_drop_filter", [], { filter_id: id });
        await this.load(this.state.lines.length);
    }

    async loadMore() {
        const { lines } = this.state;
        const reading = ++this.readings;
        const read = await this.read(lines.length, PAGE);
        if (reading !== this.readings) {
            return;
        }
        const known = new Set(lines.map(({ id }) => id));
        const added = read.lines.filter(({ id }) => !known.has(id));
        this.accept({ ...read, lines: [...lines, ...added] });
    }

    // -- reading a paper -------------------------------------------------------

    async show(id, { focus = false } = {}) {
        const left = this.state.current;
        if (left && left !== id && this.reading?.gone) {
            this.setLines(this.state.lines.filter((line) => line.id !== left));
        }
        clearTimeout(this.looking);
        Object.assign(this.state, { current: id, paperProblem: "" });
        if (this.isSmall) {
            this.state.isReading = Boolean(id);
        }
        if (!id) {
            this.state.paper = null;
            return;
        }
        if (left !== id) {
            this.state.paper = null;
        }
        const el = this.lineEl(id);
        el?.scrollIntoView({ block: "nearest" });
        if (focus) {
            el?.focus({ preventScroll: true });
        }
        try {
            const paper = await this.papers.fetch(id);
            if (this.state.current !== id || this.isLeft) {
                return;
            }
            this.state.paper = paper;
        } catch (error) {
            if (this.state.current === id) {
                this.state.paperProblem = this.wordsOf(error);
            }
            return;
        }
        this.looking = setTimeout(() => this.noteOpened(id), LOOKED);
        this.papers.ahead(this.state.lines, id);
    }

    /** Somebody has had the paper before his eyes: its sender sees that. */
    async noteOpened(id) {
        const line = this.reading;
        const isSeen = this.state.current === id && document.visibilityState === "visible";
        if (!isSeen || !line || this.isLeft) {
            return;
        }
        await this.orm.silent.call("vpdt.document", "action_note_open", [[line.document_id]]);
        if (line.is_new && this.state.paper?.turn.mine) {
            this.setLines(
                this.state.lines.map((one) =>
                    one.id === id ? { ...one, is_new: false, state: "opened" } : one
                )
            );
            await this.orm.silent.call("vpdt.document", "action_open", [[line.document_id]]);
        }
    }

    step(by, focus = true) {
        this.papers.by = by;
        const id = neighbour(this.state.lines, this.state.current, by);
        if (id && id !== this.state.current) {
            return this.show(id, { focus });
        }
    }

    onLineClick(ev, line) {
        if (ev.ctrlKey || ev.metaKey || ev.shiftKey) {
            return; // The browser opens its own tab or window.
        }
        ev.preventDefault();
        this.show(line.id, { focus: true });
    }

    /** Back from the paper to the list, on a phone. */
    leavePaper() {
        this.state.isReading = false;
    }

    /** The form on which the paper of a line is worked on, where it has one of its own. */
    async formOf(line) {
        try {
            return (await this.papers.fetch(line.id)).document.form;
        } catch {
            return undefined; // The document's form says what is wrong.
        }
    }

    /** The whole document, on its own form. */
    async open() {
        const line = this.reading;
        if (!line) {
            return;
        }
        const form = await this.formOf(line);
        if (form) {
            return this.action.doAction({
                type: "ir.actions.act_window",
                res_model: form.model,
                res_id: form.id,
                views: [[false, "form"]],
                name: line.code || line.type,
                context: { vpdt_from_desk: true },
            });
        }
        const resIds = [...new Set(this.state.lines.map(({ document_id }) => document_id))];
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "vpdt.document",
                res_id: line.document_id,
                views: [[false, "form"]],
                name: line.code || line.type,
                context: { vpdt_from_desk: true },
            },
            { props: { resIds } }
        );
    }

    onTouchStart(ev) {
        const [touch] = ev.touches;
        const isZoomed = ev.target.closest(".vpdt_pages_scroller");
        this.touch =
            ev.touches.length === 1 && !(isZoomed?.scrollWidth > isZoomed?.clientWidth + 1)
                ? { x: touch.clientX, y: touch.clientY }
                : null;
    }

    onTouchEnd(ev) {
        const [touch] = ev.changedTouches;
        const by = this.touch && swipeOf(this.touch, { x: touch.clientX, y: touch.clientY });
        this.touch = null;
        if (by) {
            this.step(by, false);
        }
    }

    // -- deciding --------------------------------------------------------------

    async make(move, turn = this.state.paper.turn) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.move(move, turn);
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Say what was done; the next paper is under the eyes already. */
    tell(message) {
        clearTimeout(this.telling);
        this.state.told = String(message || "");
        this.telling = setTimeout(() => (this.state.told = ""), TOLD);
    }

    async afterMove({ move, turn, message }) {
        this.tell(message);
        this.state.results = [];
        if (isEnding(move)) {
            return this.settle([turn.id]);
        }
        await this.load(this.state.lines.length, [this.state.current]);
        await this.refreshPaper();
    }

    async onSent() {
        const { turn } = this.state.paper;
        await this.afterMove({ move: "transfer", turn, message: _t("Passed on.") });
    }

    /** Papers are dealt with: the next one comes by itself. */
    async settle(ids) {
        const { lines, current } = this.state;
        const next = ids.includes(current) ? nextAfter(lines, current, ids) : current;
        ids.forEach((id) => this.papers.forget(id));
        // A decision leads downwards, whichever way was read before
        this.papers.by = 1;
        this.setLines(lines.filter(({ id }) => !ids.includes(id)));
        if (next !== current) {
            this.show(next, { focus: !this.isSmall && Boolean(next) });
        }
        await this.load(Math.max(this.state.lines.length, PAGE), next ? [next] : []);
        if (!this.state.current && this.state.lines.length && !this.isSmall) {
            this.show(this.state.lines[0].id, { focus: true });
        }
    }

    async onAnswered(message) {
        this.tell(message);
        await this.load(this.state.lines.length, [this.state.current]);
        await this.refreshPaper();
    }

    // -- several at once -------------------------------------------------------

    pick(id) {
        this.state.results = [];
        const line = this.state.lines.find((one) => one.id === id);
        if (line && isPickable(line)) {
            this.state.picked = togglePick(this.state.picked, id).slice(0, BATCH);
        }
    }

    pickAll() {
        this.state.results = [];
        this.state.picked = toggleAllPicks(this.state.picked, this.state.lines, BATCH);
    }

    unpick() {
        Object.assign(this.state, { picked: [], results: [] });
    }

    /** One directive for all, where there is no room for it beside the paper. */
    directMany() {
        this.dialog.add(TransferDialog, {
            handlingIds: [...this.state.picked],
            nameOf: (id) => this.nameOf(id),
            title: this.pickedText,
            onSent: (results) => this.afterMany(results),
        });
    }

    async finishMany(kind) {
        const ids = [...this.state.picked];
        const result = kind === "filed" ? "" : String(_t("Seen"));
        await this.callMany("action_finish_many", { handling_ids: ids, result, kind });
    }

    acceptMany() {
        return this.callMany("action_accept_many", { handling_ids: [...this.state.picked] });
    }

    async callMany(method, values) {
        this.state.isBusy = true;
        try {
            await this.afterMany(await this.orm.call("vpdt.handling", method, [], values));
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Say what became of each; what failed stays chosen. */
    async afterMany(answers) {
        const results = answers.map((one) => ({ ...one, name: this.nameOf(one.id) }));
        const done = results.filter((one) => one.done).map(({ id }) => id);
        this.state.picked = leftPicked(results, this.state.picked);
        if (done.length) {
            this.tell(_t("%s papers dealt with.", done.length));
        }
        if (this.isWide) {
            this.state.results = results;
        } else if (done.length < results.length) {
            this.dialog.add(ResultsDialog, { results });
        }
        await this.settle(done);
    }

    // -- keys ------------------------------------------------------------------

    onKeydown(ev) {
        // A dialog or a menu on top has the keys.
        if (this.ui.activeElement !== document || document.querySelector(".o-dropdown--menu")) {
            return;
        }
        if (this.wanted && ev.key === "Enter") {
            ev.preventDefault(); // It is meant for the button that is about to come.
            return;
        }
        this.wanted = "";
        const action = actionOf(ev, this.state.isGoing);
        const wasGoing = this.state.isGoing;
        this.going && clearTimeout(this.going);
        this.state.isGoing = false;
        if (!action) {
            return;
        }
        if (this.press(action, wasGoing) !== false) {
            ev.preventDefault();
            ev.stopPropagation();
        }
    }

    /** @returns {boolean|undefined} false where the key means nothing now */
    press(action) {
        if (action.startsWith("go:")) {
            const bucket = this.buckets.find(({ key }) => key === action.slice(3));
            return bucket ? void this.choose(bucket.name) : false;
        }
        const steps = {
            next: () => this.step(1),
            previous: () => this.step(-1),
            open: () => (this.reading ? void this.open() : false),
            directive: () => this.direct("#vpdt_transfer_text"),
            take: () => this.take(),
            finish: () =>
                this.state.picked.length ? this.focusBatch("filed") : this.pressMove("finish"),
            return: () => this.pressMove("return"),
            more: () => this.root.el.querySelector(".vpdt_more")?.click(),
            pick: () => (this.state.current ? this.pick(this.state.current) : false),
            pickAll: () => this.pickAll(),
            search: () => this.searchInput?.el?.focus(),
            go: () => this.startGoing(),
            leave: () => this.leave(),
            help: () => void this.dialog.add(HelpSheet, {}),
        };
        return steps[action]() === false ? false : undefined;
    }

    startGoing() {
        this.state.isGoing = true;
        this.going = setTimeout(() => (this.state.isGoing = false), GOING);
    }

    pressMove(move) {
        if (this.state.picked.length) {
            return false;
        }
        return this.moves.includes(move) ? void this.make(move) : false;
    }

    /** Put the focus into the directive, beside the paper or in its dialog. */
    direct(selector) {
        if (this.state.picked.length && !this.isWide) {
            return void this.directMany();
        }
        const el = this.act.el?.querySelector(selector);
        if (el) {
            el.focus();
            el.scrollIntoView({ block: "nearest" });
            return;
        }
        return this.pressMove("transfer");
    }

    /** One key: enter in the register, or pass on to the usual people. */
    take() {
        if (this.state.picked.length && this.canAcceptAll) {
            return this.focusBatch("accept");
        }
        if (!this.state.picked.length && this.moves.includes("accept")) {
            return this.pressMove("accept");
        }
        return this.direct(".vpdt_transfer_send");
    }

    /** What is done to many is not done by one key: it puts the focus on the button. */
    focusBatch(name) {
        this.wanted = `[data-batch=${name}]`;
        this.focusWanted();
    }

    /** The button may only be there once what was chosen is shown. */
    focusWanted() {
        const el = this.wanted && this.root.el.querySelector(this.wanted);
        if (el) {
            this.wanted = "";
            el.focus();
        }
    }

    leave() {
        if (this.state.picked.length) {
            return this.unpick();
        }
        if (this.state.isReading) {
            return this.leavePaper();
        }
        this.focusList();
    }

    /** Out of a box, to the line that is read: keys are commands again. */
    focusList() {
        const el = this.lineEl(this.state.current);
        if (el) {
            el.focus();
        } else {
            document.activeElement?.blur();
        }
    }

    /** From the directive back to the list. */
    onActKeydown(ev) {
        if (ev.key === "Escape" && !document.querySelector(".o-dropdown--menu, .o_popover")) {
            ev.preventDefault();
            ev.stopPropagation();
            this.focusList();
        }
    }
}

registry.category("actions").add("vpdt_desk", Desk);
