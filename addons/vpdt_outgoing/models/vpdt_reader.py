from odoo import api, fields, models
from odoo.tools import SQL


class VpdtReader(models.Model):
    """Who made or reviewed a draft reads what was issued of it.

    A recalled document is withheld from its receivers: their copies are cancelled, and
    what is left with them is the line in their book (NĐ 30/2020 Điều 18.4).
    """

    _inherit = "vpdt.reader"

    cause = fields.Selection(
        selection_add=[("draft", "Made or reviewed it")], ondelete={"draft": "cascade"}
    )

    @api.model
    def _sources(self, documents, users):
        received = [
            SQL(
                """
                SELECT source.* FROM (%s) AS source (user_id, document_id, cause, row)
                 WHERE NOT EXISTS (
                        SELECT FROM vpdt_document recalled
                         WHERE recalled.id = source.document_id
                           AND recalled.state = 'recalled')
                """,
                source,
            )
            for source in super()._sources(documents, users)
        ]
        return [
            *received,
            SQL(
                """
                SELECT h.user_id, d.issued_id, 'draft', d.id
                  FROM vpdt_draft d
                  JOIN vpdt_handling h ON h.document_id = d.document_id
                 WHERE d.issued_id IS NOT NULL AND h.user_id IS NOT NULL
                   AND h.state <> 'recalled'
                   AND %s AND %s
              GROUP BY h.user_id, d.issued_id, d.id
                """,
                documents("d.issued_id"),
                users("h.user_id"),
            ),
            # the issuer's own book, recalled or not
            SQL(
                """
                SELECT holding.user_id, entry.document_id, 'register', entry.id
                  FROM vpdt_entry entry
                  JOIN vpdt_document recalled ON recalled.id = entry.document_id
                                             AND recalled.state = 'recalled'
                  JOIN vpdt_holding holding ON holding.agency_id = entry.agency_id
                                           AND holding.reads_register
                 WHERE entry.kind IN ('outgoing', 'copy') AND %s AND %s
                """,
                documents("entry.document_id"),
                users("holding.user_id"),
            ),
        ]

    @api.model
    def _flush_sources(self):
        result = super()._flush_sources()
        self.env["vpdt.draft"].flush_model(["document_id", "issued_id"])
        self.env["vpdt.document"].flush_model(["state"])
        return result
