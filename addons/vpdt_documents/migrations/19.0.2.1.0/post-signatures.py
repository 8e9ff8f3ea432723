from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Sign the documents that were indexed before there were signatures."""
    api.Environment(cr, SUPERUSER_ID, {})["vpdt.search"]._sign_all()
