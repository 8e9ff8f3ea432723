from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from odoo.addons.vpdt_workflow.tests.common import RouteCase

from ..checks import CHECKS, HIGH


class HealthCase(RouteCase):
    """The small district, with an operator of agency A beside that of the office.

    `cls.operator` looks after the whole office; nothing was measured yet.
    """

    POSTS = {**RouteCase.POSTS, "operator_a": ("agency_a", "operator")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.committee.watches_agencies = True
        cls.users["operator"]._sync_post_rights()
        # operators there are beside those of the test
        cls.env["vpdt.health.line"].search([]).unlink()
        cls.env["vpdt.health.measure"].search([]).unlink()

    def limits(self, code, **vals):
        """Look at one thing only; return its row of limits."""
        rows = self.env["vpdt.health.check"].search([])
        mine = rows.filtered(lambda row: row.code == code)
        (rows - mine).unlink()
        if vals:
            mine.write(vals)
        return mine

    def check(self):
        """Measure, as the hourly job does."""
        self.env.flush_all()
        self.env["vpdt.health.line"]._cron_check()
        self.env.flush_all()
        self.env.invalidate_all()

    def line(self, code, agency=None):
        """Measure; return the line of the whole office, or of an agency."""
        self.check()
        line = self.env["vpdt.health.line"].search(
            [
                ("code", "=", code),
                ("agency_id", "=", agency.id if agency else False),
            ]
        )
        self.assertSaid(line)
        return line

    def assertSaid(self, line):
        """A light says how it is; a yellow or red one, what to do as well."""
        if not line:
            return
        self.assertTrue(line.figure, line.code)
        self.assertTrue(line.what, line.code)
        nothing_there = (
            line.known and not line.value and CHECKS[line.code].worse == HIGH
        )
        if line.state in ("amber", "red") and not nothing_there:
            self.assertTrue(line.todo, f"{line.code}: {line.what}")
        elif line.state == "green":
            self.assertFalse(line.todo, line.code)

    def light(self, code, agency=None):
        return self.line(code, agency).state

    def assertLights(self, code, *states):
        """The same figure under limits that are never, amber, red reached."""
        high = self.env["vpdt.health.check"].search([("code", "=", code)]).worse
        reached = 0 if high == "high" else 10**15
        found = []
        for amber, red in ((-1, -1), (reached, -1), (reached, reached)):
            self.limits(code, amber=amber, red=red)
            found.append(self.light(code))
        self.assertEqual(tuple(found), states or ("green", "amber", "red"))

    def set_back(self, records, hours, field="create_date"):
        """Let rows be older, as the database says it."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id = ANY(%s)",
                SQL.identifier(records._table),
                SQL.identifier(field),
                fields.Datetime.now() - timedelta(hours=hours),
                records.ids,
            )
        )
        records.invalidate_recordset()
