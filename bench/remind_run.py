"""Run inside an odoo shell: the reminder run, timed. The environment names
VPDT_BENCH_OUT: where to write {"seconds", "written", "notices", "again_seconds"}.
"""

import json
import os
import time
from pathlib import Path

from odoo.tools import SQL

env = globals()["env"]


def run():
    """Return (seconds, reminders written) of one run."""
    began = time.perf_counter()
    written = env["vpdt.reminder"]._cron_remind()
    return round(time.perf_counter() - began, 2), written


seconds, written = run()
again, more = run()
[[notices]] = env.execute_query(SQL("SELECT count(*) FROM vpdt_notice"))
Path(os.environ["VPDT_BENCH_OUT"]).write_text(
    json.dumps(
        {
            "seconds": seconds,
            "written": written,
            "notices": notices,
            "again_seconds": again,
            "again_written": more,
        }
    )
)
