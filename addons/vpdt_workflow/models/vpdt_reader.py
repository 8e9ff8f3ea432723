from odoo import api, fields, models
from odoo.tools import SQL


class VpdtReader(models.Model):
    """Who is sent a document reads it; who sent it keeps reading it.

    Having sent it is one cause however many got it: a directive to twelve agencies
    would else be twelve rows of its author.
    """

    _inherit = "vpdt.reader"

    cause = fields.Selection(
        selection_add=[
            ("handling", "Handles it"),
            ("agency", "Clerk of the agency it was sent to"),
            ("sent", "Sent it"),
            ("acting", "Acts in the place of who handles it"),
        ],
        ondelete={
            "handling": "cascade",
            "agency": "cascade",
            "sent": "cascade",
            "acting": "cascade",
        },
    )

    @api.model
    def _sources(self, documents, users):
        return [
            *super()._sources(documents, users),
            SQL(
                """
                SELECT h.user_id, h.document_id, 'handling', h.id
                  FROM vpdt_handling h
                 WHERE h.user_id IS NOT NULL AND h.state <> 'recalled'
                   AND %s AND %s
                """,
                documents("h.document_id"),
                users("h.user_id"),
            ),
            SQL(
                """
                SELECT h.acting_id, h.document_id, 'acting', h.id
                  FROM vpdt_handling h
                 WHERE h.acting_id IS NOT NULL
                   -- what is over tells of him for ever: he reads what he ended
                   AND (h.state IN ('waiting', 'opened', 'passed')
                        OR h.state <> 'recalled' AND h.closed_by_id = h.acting_id)
                   AND %s AND %s
                """,
                documents("h.document_id"),
                users("h.acting_id"),
            ),
            SQL(
                """
                SELECT h.sender_id, h.document_id, 'sent', min(h.id)
                  FROM vpdt_handling h
                 WHERE %s AND %s
              GROUP BY h.sender_id, h.document_id
                """,
                documents("h.document_id"),
                users("h.sender_id"),
            ),
            SQL(
                """
                SELECT holding.user_id, h.document_id, 'agency', h.id
                  FROM vpdt_handling h
                  JOIN vpdt_holding holding ON holding.agency_id = h.agency_id
                                           AND holding.role = 'clerk'
                 WHERE h.user_id IS NULL AND h.state <> 'recalled'
                   AND %s AND %s
                """,
                documents("h.document_id"),
                users("holding.user_id"),
            ),
        ]

    @api.model
    def _flush_sources(self):
        result = super()._flush_sources()
        self.env["vpdt.handling"].flush_model()
        return result
