from odoo import api, fields, models
from odoo.tools import SQL

from ..text import lexemes


class VpdtSearch(models.Model):
    """The search index: one row per document, apart from the row lists read.

    `content` holds the terms of the register fields, `whole` those and the terms of
    every page read. Both are tsvectors made of the terms of `text.fold`, so that
    index and question are folded by the same function (design 5.6).
    """

    _name = "vpdt.search"
    _description = "Search index of documents"
    _log_access = False
    _rec_name = "document_id"

    document_id = fields.Many2one(
        "vpdt.document", required=True, ondelete="cascade", bypass_search_access=True
    )

    _document_unique = models.UniqueIndex(
        "(document_id)", "A document is indexed once."
    )

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            ALTER TABLE vpdt_search ADD COLUMN IF NOT EXISTS content tsvector;
            ALTER TABLE vpdt_search ADD COLUMN IF NOT EXISTS whole tsvector;
            CREATE INDEX IF NOT EXISTS vpdt_search_content
                ON vpdt_search USING gin (content);
            CREATE INDEX IF NOT EXISTS vpdt_search_whole
                ON vpdt_search USING gin (whole);
            """
        )
        return result

    @api.model
    def _index(self, documents):
        """Write the index rows of these documents anew."""
        rows = []
        # sudo: the index is written whoever registers; it is read through the
        # document's own rules only (vpdt.document._search).
        for document in documents.sudo():
            content = set(lexemes(" ".join(document._search_texts())))
            whole = set(content)
            for page in document.file_ids.page_ids:
                whole.update(lexemes(page.text))
            rows.append((document.id, sorted(content), sorted(whole)))
        for document_id, content, whole in rows:
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO vpdt_search (document_id, content, whole)
                    VALUES (%s, array_to_tsvector(%s::text[]),
                            array_to_tsvector(%s::text[]))
                    ON CONFLICT (document_id) DO UPDATE
                       SET content = EXCLUDED.content, whole = EXCLUDED.whole
                    """,
                    document_id,
                    content,
                    whole,
                ),
                # A page read in the background at the moment of a move: the second of
                # the two is served again, by Odoo or by its queue, and is no error.
                log_exceptions=False,
            )
