from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Begin the ledger of rights with the posts that everybody holds."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["vpdt.rights.change"]._begin()
