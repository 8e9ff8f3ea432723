from odoo.tools.convert import convert_file


def migrate(cr, version):
    """Bring the rules of opinions into offices made before there were any."""
    from odoo.api import SUPERUSER_ID, Environment

    env = Environment(cr, SUPERUSER_ID, {})
    convert_file(
        env,
        "vpdt_xa",
        "data/vpdt_transfer_rule_opinion_data.xml",
        {},
        mode="init",
        noupdate=True,
    )
