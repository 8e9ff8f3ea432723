"""Two people act on the same paper at the same moment, pair by pair, each with
connections of his own and in the way the server does it for a client (retrying).
VALUES: clerk: login of the clerk who registers; intakes: ids of waiting papers, one for
each pair. ANSWER: {pairs: [{name, first, second, problems}], seconds}; first and second
are null or [type, message] of what was refused.
"""

import multiprocessing
import os
import sys
import time
from datetime import timedelta
from functools import partial
from itertools import cycle
from unittest.mock import patch

import odoo
from odoo import fields
from odoo.api import Environment
from odoo.service.model import call_kw, retrying

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
registry = env.registry
LATER = fields.Datetime.to_string(fields.Datetime.now() + timedelta(days=90))


class Paper:
    """A registered paper and the steps that bring it where a pair begins."""

    def __init__(self, env, intake):
        clerk = env["res.users"].search([("login", "=", VALUES["clerk"])])
        entry = env["vpdt.intake"].with_user(clerk).browse(intake).action_register()
        entries = env["vpdt.entry"].search([], order="id desc", limit=1)
        assert entry
        self.env, self.document = env, entries.document_id

    def open(self, purpose="lead"):
        """Return the open handling of a purpose; its holder and its sender."""
        self.env.invalidate_all()
        [handling] = self.document.handling_ids.filtered(
            lambda item: item.purpose == purpose and item.state in ("waiting", "opened")
        )
        holder = handling._holders().sorted("id")[:1]
        return handling, holder, handling.sender_id

    def pass_on(self):
        """Pass the lead on: to whom is usual, else to the first the rules allow."""
        handling, holder, _sender = self.open()
        mine = handling.with_user(holder)
        if not handling.user_id:
            mine.action_accept()
        else:
            mine.action_transfer(self.lines(mine), "Giao xử lý", LATER)
        return self

    def lines(self, mine, skip=0, move="transfer"):
        able = [
            item
            for item in mine.get_transfer_options(move)["candidates"]
            if "lead" in item["purposes"]
        ]
        able.sort(key=lambda item: (item["usual"] != "lead", item["key"]))
        item = able[skip % len(able)]
        return [{"kind": item["kind"], "id": item["id"], "purpose": "lead"}]

    def at(self, steps):
        for _step in range(steps):
            self.pass_on()
        return self


def call(user, records, method, *args):
    return user.id, records._name, method, [records.ids, *args]


# From the clerk's click: 0 the chief of office has it, 1 the chairman, 2 the clerks of
# an agency, 3 its head, 4 a specialist.
def at_holder(paper, steps, first, second):
    """Two windows of the person who has it."""
    handling, holder, _sender = paper.at(steps).open()
    mine = handling.with_user(holder)

    def arguments(move):
        return {
            "transfer": lambda: [paper.lines(mine), "Giao", LATER],
            "other": lambda: [paper.lines(mine, 1), "Giao", LATER],
            "return": lambda: ["Không đúng việc"],
            "finish": lambda: ["Xong"],
            "suspend": lambda: ["Chờ trả lời"],
            "accept": lambda: [],
            "ask_extend": lambda: [
                fields.Datetime.to_string(fields.Datetime.now() + timedelta(days=200)),
                "Cần thêm thời gian",
            ],
        }[move]()

    return [
        call(
            holder,
            handling,
            "action_" + ("transfer" if move == "other" else move),
            *arguments(move),
        )
        for move in (first, second)
    ]


def against_recall(paper, steps, move, *args):
    """The holder acts, the sender recalls."""
    handling, holder, sender = paper.at(steps).open()
    mine = handling.with_user(holder)
    if move == "transfer":
        args = [paper.lines(mine), "Giao", LATER]
    return [
        call(holder, handling, f"action_{move}", *args),
        call(sender, handling, "action_recall", "Chuyển nhầm"),
    ]


def asked_back(paper, first, second):
    """The sender asked for it back; the holder answers, in two windows."""
    handling, holder, sender = paper.at(4).open()
    handling.with_user(holder).action_open()
    request = paper.env["vpdt.request"].browse(
        handling.with_user(sender).action_ask_take_back("Chuyển nhầm")
    )
    calls = {
        "grant": call(holder, request, "action_grant", "Được"),
        "refuse": call(holder, request, "action_refuse", "Không"),
        "finish": call(holder, handling, "action_finish", "Xong"),
    }
    return [calls[first], calls[second]]


def lead_changes(paper, move, *args):
    """The chairman changes the lead while the lead acts."""
    chairman = paper.at(1).open()[0]
    paper.pass_on().pass_on()
    handling, holder, _sender = paper.open()
    if move == "return":
        # what the head returns comes back to the clerk: the chairman's is the agency's
        handling = handling.parent_id
        paper.open()[0].with_user(holder).action_return("Trả lại")
        holder = handling._holders().sorted("id")[:1]
    boss = chairman.user_id
    mine = chairman.with_user(boss)
    kept = handling if not handling.user_id else handling.parent_id
    able = [
        item
        for item in mine.get_transfer_options("change_lead")["candidates"]
        if item["kind"] == "agency"
        and "lead" in item["purposes"]
        and item["id"] != kept.agency_id.id
    ]
    receiver = {"kind": "agency", "id": able[0]["id"]}
    return [
        call(boss, chairman, "action_change_lead", receiver, "Đúng chức năng"),
        call(holder, handling, f"action_{move}", *args),
    ]


def reopened(paper):
    """Holder and sender reopen what is finished."""
    handling, holder, sender = paper.at(4).open()
    handling.with_user(holder).action_finish("Xong")
    return [
        call(user, handling, "action_reopen", "Thiếu phụ lục")
        for user in (holder, sender)
    ]


def resumed(paper):
    handling, holder, sender = paper.at(4).open()
    handling.with_user(holder).action_suspend("Chờ")
    return [call(user, handling, "action_resume") for user in (holder, sender)]


def cancelled(paper):
    """The clerk cancels the registration while an agency accepts it."""
    handling, holder, _sender = paper.at(2).open()
    [entry] = paper.document.entry_ids
    clerk = entry.registered_by_id
    return [
        call(clerk, entry, "action_cancel", "Vào nhầm"),
        call(holder, handling, "action_accept"),
    ]


def own_opening(paper):
    """The holder passes it on while his screen notes that he has opened it."""
    handling, holder, _sender = paper.at(1).open()
    lines = paper.lines(handling.with_user(holder))
    return [
        call(holder, paper.document, "action_open"),
        call(holder, handling, "action_transfer", lines, "Giao", LATER),
    ]


PAIRS = {
    "transfer | transfer": lambda p: at_holder(p, 1, "transfer", "other"),
    "transfer | return": lambda p: at_holder(p, 3, "transfer", "return"),
    "transfer | finish": lambda p: at_holder(p, 1, "transfer", "finish"),
    "finish | finish": lambda p: at_holder(p, 4, "finish", "finish"),
    "finish | return": lambda p: at_holder(p, 4, "finish", "return"),
    "finish | suspend": lambda p: at_holder(p, 4, "finish", "suspend"),
    "accept | accept": lambda p: at_holder(p, 2, "accept", "accept"),
    "accept | return": lambda p: at_holder(p, 2, "accept", "return"),
    "ask_extend | ask_extend": lambda p: at_holder(p, 3, "ask_extend", "ask_extend"),
    "transfer | recall": lambda p: against_recall(p, 1, "transfer"),
    "accept | recall": lambda p: against_recall(p, 2, "accept"),
    "return | recall": lambda p: against_recall(p, 2, "return", "Sai"),
    "finish | recall": lambda p: against_recall(p, 4, "finish", "Xong"),
    "grant | refuse": lambda p: asked_back(p, "grant", "refuse"),
    "grant | finish": lambda p: asked_back(p, "grant", "finish"),
    "change_lead | finish": lambda p: lead_changes(p, "finish", "Xong"),
    "change_lead | return": lambda p: lead_changes(p, "return", "Sai"),
    "reopen | reopen": reopened,
    "resume | resume": resumed,
    "cancel | accept": cancelled,
    "open | transfer": own_opening,
}

prepared = []
for name, intake in zip(cycle(PAIRS), VALUES["intakes"], strict=False):
    paper = Paper(env, intake)
    prepared.append((name, paper.document.id, PAIRS[name](paper)))
env.cr.commit()
env.cr.close()
# A forked process must not speak through connections of this one.
odoo.sql_db.close_all()
context = multiprocessing.get_context("fork")
gate = context.Barrier(2)
results = context.Queue()


def pause(seconds, sleep=time.sleep):
    sleep(seconds / 20)


def work(side):
    """Make this side's call of each pair at the moment the other makes his."""
    told = []
    for _name, _document, calls in prepared:
        uid, model, method, args = calls[side]
        gate.wait()
        try:
            with registry.cursor() as cr:
                env = Environment(cr, uid, {"lang": "vi_VN"})
                # before it tries again the server pauses for up to a second, and more
                with patch.object(odoo.service.model.time, "sleep", pause):
                    retrying(partial(call_kw, env[model], method, args, {}), env)
            told.append(None)
        except Exception as error:
            told.append([type(error).__name__, str(error)])
    results.put((side, told))


begin = time.monotonic()
workers = [context.Process(target=work, args=(side,)) for side in (0, 1)]
for worker in workers:
    worker.start()
told = dict(results.get() for _worker in workers)
for worker in workers:
    worker.join()
seconds = time.monotonic() - begin

with registry.cursor() as cr:
    env = Environment(cr, odoo.SUPERUSER_ID, {})
    pairs = []
    for place, (name, document_id, _calls) in enumerate(prepared):
        document = env["vpdt.document"].browse(document_id)
        open_ = document.handling_ids.filtered(
            lambda item: item.state in ("waiting", "opened")
        )
        leads = open_.filtered(lambda item: item.purpose == "lead")
        problems = []
        if len(leads) != (document.state not in ("done", "void")):
            problems.append(f"{len(leads)} open leads, document {document.state}")
        keys = [(item._receiver_key(), item.purpose) for item in open_]
        if len(set(keys)) < len(keys):
            problems.append("somebody has it twice")
        if leads and not leads._holders():
            problems.append("nobody is told")
        lines = document.entry_ids.filtered(lambda line: line.state != "void")
        if len(lines.agency_id) < len(lines):
            problems.append("registered twice")
        if env["vpdt.reader"]._sync(document_ids=document.ids) != (0, 0):
            problems.append("readers differ")
        pairs.append(
            {
                "name": name,
                "first": told[0][place],
                "second": told[1][place],
                "problems": problems,
            }
        )
ANSWER({"pairs": pairs, "seconds": seconds})
# The shell's own connection was closed above: there is nothing to roll back
sys.stdout.flush()
os._exit(0)
