"""An office at work while a backup is taken: papers are registered one after another,
attachments come and go, and Odoo clears what nobody names any more, again and again.
VALUES: login; intakes: ids of waiting papers; ready, enough: paths of files; the first
is made when all are at work, when the second is there they end.
ANSWER: {registered, attached, cleared: runs of the clearing, removed: files it took,
errors}.
"""

import multiprocessing
import os
import sys
import time
from functools import partial
from pathlib import Path

import odoo
from odoo.api import SUPERUSER_ID, Environment
from odoo.service.model import call_kw, retrying

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
registry = env.registry
clerk = env["res.users"].search([("login", "=", VALUES["login"])]).id
ready, enough = Path(VALUES["ready"]), Path(VALUES["enough"])
store = Path(env["ir.attachment"]._filestore())
env.cr.commit()
env.cr.close()
# A forked process must not speak through connections of this one.
odoo.sql_db.close_all()
context = multiprocessing.get_context("fork")
results = context.Queue()
at_work = context.Barrier(4)


def register():
    """The clerk registers what waits, one paper after another."""
    done = 0
    for paper in VALUES["intakes"]:
        if enough.exists():
            break
        with registry.cursor() as cr:
            env = Environment(cr, clerk, {"lang": "vi_VN"})
            ask = partial(call_kw, env["vpdt.intake"], "action_register", [[paper]], {})
            retrying(ask, env)
        done += 1
    return {"registered": done}


def attach():
    """Files come and go: of the last forty one is there for some seconds."""
    made = []
    while not enough.exists():
        with registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, {})
            made.append(
                env["ir.attachment"]
                .create({"name": "thử.txt", "raw": b"file %d" % len(made)})
                .id
            )
        if len(made) > 40:
            with registry.cursor() as cr:
                env = Environment(cr, SUPERUSER_ID, {})
                env["ir.attachment"].browse(made[-41]).unlink()
    return {"attached": len(made)}


def clear():
    """Odoo's clearing of the file store, which it does once a day by itself."""
    runs = 0
    while not enough.exists():
        with registry.cursor() as cr:
            Environment(cr, SUPERUSER_ID, {})["ir.attachment"]._gc_file_store()
        runs += 1
        time.sleep(0.05)
    return {"cleared": runs}


def work(task):
    at_work.wait()
    try:
        results.put(task())
    except Exception as error:
        results.put({"errors": [f"{task.__name__}: {type(error).__name__}: {error}"]})


workers = [
    context.Process(target=work, args=(task,)) for task in (register, attach, clear)
]
for worker in workers:
    worker.start()
at_work.wait()
ready.touch()
answer = {"errors": []}
for _worker in workers:
    answer |= results.get()
for worker in workers:
    worker.join()
ANSWER(answer)
# The shell's own connection was closed above: there is nothing to roll back
sys.stdout.flush()
os._exit(0)
