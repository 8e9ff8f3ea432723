from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file


def migrate(cr, version):
    """Bring the common phrases into offices made before there were any."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    path = "data/vpdt_phrase_data.xml"
    convert_file(env, "vpdt_workflow", path, {}, mode="init", noupdate=True)
