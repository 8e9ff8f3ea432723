"""Who acted in another's place reads of what is finished only what he finished."""


def migrate(cr, version):
    cr.execute(
        """
        DELETE FROM vpdt_reader reader
         USING vpdt_handling handling
         WHERE reader.cause = 'acting' AND handling.id = reader.cause_id
           AND handling.state IN ('done', 'returned')
           AND handling.closed_by_id IS DISTINCT FROM handling.acting_id
        """
    )
