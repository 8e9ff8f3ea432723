"""Record rules come with each release; those of release 1 were never to be updated."""


def migrate(cr, version):
    """Let this and later updates bring the rules as they are in the code."""
    cr.execute(
        """
        UPDATE ir_model_data SET noupdate = FALSE
         WHERE module = 'vpdt_workflow' AND model = 'ir.rule'
        """
    )
