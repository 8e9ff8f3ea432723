from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file


def migrate(cr, version):
    """Bring the terms of urgent papers into offices made before there were any."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    path = "data/vpdt_urgency_term_data.xml"
    convert_file(env, "vpdt_workflow", path, {}, mode="init")
