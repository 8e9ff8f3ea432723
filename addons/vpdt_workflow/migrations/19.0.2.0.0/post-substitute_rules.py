"""Who may act for whom: an office of release 1 gets the usual rules once."""

from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file


def migrate(cr, version):
    """Load the rules as a first installation does; an update does not make them."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    if not env["vpdt.substitute.rule"].search_count([], limit=1):
        convert_file(
            env,
            "vpdt_workflow",
            "data/vpdt_substitute_rule_data.xml",
            {},
            mode="init",
            noupdate=True,
        )
