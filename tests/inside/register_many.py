"""Register waiting papers, or number and issue signed drafts, from many processes at
once, each with connections of its own, in the way the server does it for a client
(retrying). One more process, if wanted, is killed after its number was reserved, before
its work was complete.
VALUES: login; kind: "register" or "issue"; work: for each process the ids of its
papers; killed: id of the paper of the process to kill, or null.
ANSWER: {errors: [type and text], killed, seconds}.
"""

import json
import os
import signal
import tempfile
import time
import traceback
from functools import partial

import odoo
from odoo.api import Environment
from odoo.service.model import call_kw, retrying

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
registry = env.registry
uid = env["res.users"].search([("login", "=", VALUES["login"])]).id
work_of, victims_paper = VALUES["work"], VALUES["killed"]
env.cr.commit()
env.cr.close()
# A forked process must not speak through connections of this one.
odoo.sql_db.close_all()
# model, its methods one after the other, and what is called after the number is taken
MODEL, METHODS, AFTER = {
    "register": (
        "vpdt.intake",
        ["action_register"],
        ("vpdt.entry", "_after_register"),
    ),
    "issue": (
        "vpdt.draft",
        ["action_number", "action_issue"],
        ("vpdt.draft", "_issued_file"),
    ),
}[VALUES.get("kind", "register")]
folder = tempfile.mkdtemp()
gate = os.path.join(folder, "go")


def work(index, mine, victim):
    """Register `mine`; write what went wrong into a file."""
    while not os.path.exists(gate):
        time.sleep(0.01)
    problems = []
    if victim:
        model, name = AFTER
        die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
        setattr(registry[model], name, die)
    for paper, method in ((paper, method) for paper in mine for method in METHODS):
        try:
            with registry.cursor() as cr:
                env = Environment(cr, uid, {"lang": "vi_VN"})
                ask = partial(call_kw, env[MODEL], method, [[paper]], {})
                retrying(ask, env)
        except Exception as error:
            problems.append([type(error).__name__, traceback.format_exc()])
    with open(os.path.join(folder, str(index)), "w") as out:
        json.dump(problems, out)
    os._exit(0)


if victims_paper:
    work_of = [*work_of, [victims_paper]]
children = {}
for index, mine in enumerate(work_of):
    pid = os.fork()
    if not pid:
        try:
            work(index, mine, bool(victims_paper) and index == len(work_of) - 1)
        finally:
            os._exit(1)
    children[pid] = index
begin = time.monotonic()
open(gate, "w").close()
killed, errors = 0, []
while children:
    pid, status = os.wait()
    index = children.pop(pid, None)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        killed += 1
    elif index is not None:
        with open(os.path.join(folder, str(index))) as result:
            errors += json.load(result)
ANSWER({"errors": errors, "killed": killed, "seconds": time.monotonic() - begin})
os._exit(0)
