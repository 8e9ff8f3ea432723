"""Void and seal every series, then verify each against its ledger.
ANSWER: {problems: [...], series: {agency: {last, void: [[number, reason]], entries}}}
"""

env, ANSWER = (globals()[name] for name in ("env", "ANSWER"))
answer = {"problems": [], "series": {}}
every = env["vpdt.series"].search([("last_number", ">", 0)])
every._settle()
env.cr.commit()
for series in every:
    for number, problem in env["vpdt.ledger"]._verify(series):
        answer["problems"].append([series.display_name, number, problem])
    entries = env["vpdt.entry"].search([("series_id", "=", series.id)], order="number")
    answer["series"][f"{series.agency_id.symbol} {series.kind}"] = {
        "last": series.last_number,
        "numbers": entries.mapped("number"),
        "void": [
            [entry.number, entry.void_reason]
            for entry in entries
            if entry.state == "void"
        ],
        "registered_by": sorted(set(entries.mapped("registered_by_id.login"))),
    }
ANSWER(answer)
