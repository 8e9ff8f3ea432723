"""Run in `odoo shell` on a restored database: settle and verify every number series.

Prints one line, CHAINS and JSON: {series: how many, problems: [text]}. What was in the
middle of a registration at the moment of the backup is settled first, as the server
does it (docs/decisions/03-numbers.md): until then a gap is no fault.
"""

import json

env = globals()["env"]
answer = {"series": 0, "problems": []}
if "vpdt.series" in env:
    for series in env["vpdt.series"].search([("last_number", ">", 0)]):
        series._settle()
        env.cr.commit()
        answer["series"] += 1
        found = env["vpdt.ledger"]._verify(series)
        answer["problems"] += [
            f"{series.display_name}, number {number}: {kind}" for number, kind in found
        ]
        env.invalidate_all()
print("CHAINS" + json.dumps(answer))
