"""Run in `odoo shell`: bring in requests for help, a known problem and training.

Reads demo/support.toml of the addon VPDT_DEMO_ADDON (the last of VPDT_MODULES, else
vpdt_tuyphuoc). Each person does what is written with his own rights, at the time
written: the clock is set back while he does it, so that hours and figures are right.
Does nothing where support is not installed or requests are there already.
"""

import os
import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import freezegun

from odoo import fields
from odoo.modules import get_module_path

env = globals()["env"]

_MODULES = os.environ.get("VPDT_MODULES") or "vpdt_tuyphuoc"
ADDON = os.environ.get("VPDT_DEMO_ADDON") or _MODULES.split(",")[-1]
FILE = Path(get_module_path(ADDON)) / "demo" / "support.toml"
OPERATOR = "quantri"
#: Vietnam is ahead of UTC, the whole year.
_AHEAD = timedelta(hours=7)


def person(login):
    """Return the account of `login`, as a record in its own environment."""
    user = env["res.users"].search([("login", "=", login)])
    if not user:
        raise SystemExit(f"demo/support.toml names {login}, who has no account")
    return user.with_user(user).with_context(lang=user.lang, tz=user.tz)


def moment(days_ago, at):
    """Return the naive UTC moment of an hour of Vietnam, so many working days ago.

    :param days_ago: below nought: in so many working days
    """
    hours = env.company.resource_calendar_id
    day = fields.Datetime.now()
    step = timedelta(days=1 if days_ago < 0 else -1)
    left = abs(days_ago)
    while left:
        day += step
        left -= bool(hours._local_day(day))
    day = (day + _AHEAD).date()
    return datetime.combine(day, datetime.strptime(at, "%H:%M").time()) - _AHEAD


def at(when):
    """Set the clock to a moment, and let what was read before be read again."""
    env.invalidate_all()
    return freezegun.freeze_time(when)


def record(model, name):
    """Return the row of set-up with a name, none when nothing is named."""
    if not name:
        return env[model]
    found = env[model].search([("name", "=", name)], limit=1)
    if not found:
        raise SystemExit(f"demo/support.toml names “{name}”, which {model} has not")
    return found


def train(session):
    """Plan a session and invite; if it lies in the past, hold it."""
    begins, ends = (moment(session["days_ago"], hour) for hour in session["at"])
    planned = begins if session["days_ago"] < 0 else begins - timedelta(days=7)
    planned = min(planned, fields.Datetime.now())
    roles = env["vpdt.support.role"].search([("code", "in", session["roles"])])
    operator, trainer = person(OPERATOR), person(session["trainer"])
    with at(planned):
        training = operator.env["vpdt.training"].create(
            {
                "name": session["name"],
                "start": begins,
                "stop": ends,
                "place": session["place"],
                "trainer_id": trainer.id,
                "role_ids": [(6, 0, roles.ids)],
                "note": session["note"],
            }
        )
        training.action_invite()
    if session["days_ago"] < 0:
        return
    mine = training.with_env(trainer.env)
    again = session.get("again", {})
    with at(ends):
        for seat in mine.seat_ids:
            login = seat.sudo().user_id.login
            if login in session["absent"]:
                continue
            result = "again" if login in again else "passed"
            seat.write({"attended": True, "result": result, "remark": again.get(login)})
        mine.action_finish(session["result"])


def ask(wanted, problems):
    """Have somebody ask for help, and everybody do the steps that follow."""
    asker = person(wanted["who"])
    problem = problems.get(wanted.get("problem"), env["vpdt.known.problem"])
    details = {
        "category_id": record("vpdt.ticket.category", wanted.get("category")).id,
        "urgency_id": record("vpdt.ticket.urgency", wanted["urgency"]).id,
        "phone": wanted.get("phone"),
        "problem_id": problem.id,
    }
    with at(moment(wanted["days_ago"], wanted["at"])):
        asked = asker.env["vpdt.ticket"].action_report(wanted["text"], details)
    for step in wanted.get("steps", ()):
        user = person(step["who"])
        ticket = user.env["vpdt.ticket"].browse(asked["id"])
        with at(moment(wanted["days_ago"], step["at"])):
            if step["do"] == "answer_all":
                problem.with_env(user.env).action_answer_all(step["text"])
            elif step["do"] == "close":
                ticket.action_close(step["score"], step["text"])
            elif step["do"] == "take":
                ticket.action_take()
            else:
                getattr(ticket, f"action_{step['do']}")(step["text"])
    print(f"    {asked['number']} {wanted['who']}", flush=True)


def main():
    """Bring in what the file says, all of it or nothing."""
    if not FILE.is_file() or "vpdt.ticket" not in env:
        return
    if env["vpdt.ticket"].search_count([], limit=1):
        return
    wanted = tomllib.loads(FILE.read_text(encoding="utf-8"))
    operator = person(OPERATOR)
    since = fields.Date.to_date(moment(120, "08:00"))
    for member in wanted["member"]:
        operator.env["vpdt.core.member"].create(
            {
                "user_id": person(member["who"]).id,
                "date_from": since,
                "decision": member["decision"],
                "phone": member["phone"],
            }
        )
    for session in wanted["training"]:
        train(session)
    problems = {}
    for problem in wanted["problem"]:
        with at(moment(problem["days_ago"], problem["at"])):
            problems[problem["key"]] = operator.env["vpdt.known.problem"].create(
                {
                    "name": problem["name"],
                    "text": problem["text"],
                    "category_id": record(
                        "vpdt.ticket.category", problem["category"]
                    ).id,
                }
            )
    for ticket in wanted["ticket"]:
        ask(ticket, problems)
    env.cr.commit()


main()
