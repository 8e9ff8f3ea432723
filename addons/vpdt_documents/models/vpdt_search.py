from odoo import api, fields, models
from odoo.tools import SQL

from ..text import lexemes, signature


class VpdtSearch(models.Model):
    """The search index: one row per document, apart from the row lists read.

    `content` holds the terms of the register fields, `whole` those and the terms of
    every page read. Both are tsvectors made of the terms of `text.fold`, so that
    index and question are folded by the same function (design 5.6).

    `vpdt_search_signature` holds the signature of `whole`, in a table that is small
    and has no index of terms: looking through thousands of documents asks it first,
    and fetches the terms of those only that may hold the words (`text.signature`).
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
            CREATE TABLE IF NOT EXISTS vpdt_search_signature (
                document_id int PRIMARY KEY
                            REFERENCES vpdt_document ON DELETE CASCADE,
                bits bit(2048) NOT NULL);
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
                    WITH signed AS (
                        INSERT INTO vpdt_search_signature (document_id, bits)
                        VALUES (%(document)s, %(bits)s)
                        ON CONFLICT (document_id) DO UPDATE SET bits = EXCLUDED.bits)
                    INSERT INTO vpdt_search (document_id, content, whole)
                    VALUES (%(document)s, array_to_tsvector(%(content)s::text[]),
                            array_to_tsvector(%(whole)s::text[]))
                    ON CONFLICT (document_id) DO UPDATE
                       SET content = EXCLUDED.content, whole = EXCLUDED.whole
                    """,
                    document=document_id,
                    content=content,
                    whole=whole,
                    bits=signature(whole),
                ),
                # A page read in the background at the moment of a move: the second of
                # the two is served again, by Odoo or by its queue, and is no error.
                log_exceptions=False,
            )

    @api.model
    def _sign_all(self):
        """Write the signatures that are missing, from the terms that are there."""
        cr = self.env.cr
        last = 0
        while rows := self.env.execute_query(
            SQL(
                """
                SELECT document_id, tsvector_to_array(whole) FROM vpdt_search
                 WHERE document_id > %s AND NOT EXISTS (
                        SELECT FROM vpdt_search_signature there
                         WHERE there.document_id = vpdt_search.document_id)
              ORDER BY document_id LIMIT 5000
                """,
                last,
            )
        ):
            cr.execute_values(
                "INSERT INTO vpdt_search_signature (document_id, bits) VALUES %s",
                [(row[0], signature(row[1])) for row in rows],
            )
            last = rows[-1][0]
