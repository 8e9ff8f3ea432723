"""The index of the desk carries more columns now: Odoo keeps one that is there."""


def migrate(cr, version):
    """Take the old index away, so that the update makes the new one."""
    cr.execute("DROP INDEX IF EXISTS vpdt_handling_desk")
    cr.execute("DROP INDEX IF EXISTS vpdt_handling__desk")
