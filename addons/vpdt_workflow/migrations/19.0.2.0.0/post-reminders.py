"""Reminder rules and the usual ways of telling, for offices since release 1."""

from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import convert_file


def migrate(cr, version):
    """Bring the data that an update alone does not make (forcecreate="0")."""
    env = Environment(cr, SUPERUSER_ID, {})
    for name in ("vpdt_reminder_rule_data", "vpdt_notice_data"):
        convert_file(
            env,
            "vpdt_workflow",
            f"data/{name}.xml",
            None,
            mode="init",
            noupdate=True,
        )
