"""Run the reminders and the digests from many processes at once, each with connections
of its own, at a set time. VALUES: processes; now: UTC. ANSWER: {errors: [type, text],
written: by process, digests: by process}.
"""

import json
import os
import tempfile
import time
import traceback
from unittest.mock import patch

import odoo
from odoo import fields
from odoo.api import Environment

env, VALUES, ANSWER = (globals()[name] for name in ("env", "VALUES", "ANSWER"))
registry = env.registry
now = fields.Datetime.to_datetime(VALUES["now"])
env.cr.commit()
env.cr.close()
# A forked process must not speak through connections of this one.
odoo.sql_db.close_all()
folder = tempfile.mkdtemp()
gate = os.path.join(folder, "go")


def work(index):
    """Run both jobs; write what came of them into a file."""
    while not os.path.exists(gate):
        time.sleep(0.001)
    result = {"errors": []}
    with patch.object(fields.Datetime, "now", lambda *_: now):
        for name, model, job in (
            ("written", "vpdt.reminder", "_cron_remind"),
            ("digests", "vpdt.notice", "_cron_digest"),
        ):
            try:
                with registry.cursor() as cr:
                    result[name] = getattr(Environment(cr, 1, {})[model], job)()
            except Exception as error:
                result["errors"].append([type(error).__name__, traceback.format_exc()])
    with open(os.path.join(folder, str(index)), "w") as out:
        json.dump(result, out)
    os._exit(0)


children = []
for index in range(VALUES["processes"]):
    pid = os.fork()
    if not pid:
        try:
            work(index)
        finally:
            os._exit(1)
    children.append(pid)
open(gate, "w").close()
for pid in children:
    os.waitpid(pid, 0)
results = []
for index in range(VALUES["processes"]):
    with open(os.path.join(folder, str(index))) as result:
        results.append(json.load(result))
ANSWER(
    {
        "errors": [error for result in results for error in result["errors"]],
        "written": [result.get("written") for result in results],
        "digests": [result.get("digests") for result in results],
    }
)
os._exit(0)
