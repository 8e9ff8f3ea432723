from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..text import query_lexemes, signature

# Terms of one question; more only cost time and find nothing.
_MOST_TERMS = 24


class Question(NamedTuple):
    """What a person typed, in the words of PostgreSQL.

    `words` all have to occur, `phrase` for them to stand side by side (the same, of
    one word); `bits` is the signature of the words.
    """

    words: str
    phrase: str
    bits: str

    @classmethod
    def of(cls, text):
        """Return what was typed as a question, None where it holds no word."""
        words, pairs = (group[:_MOST_TERMS] for group in query_lexemes(text or ""))
        if not words:
            return None
        # Terms hold letters, digits and "_" only (text.fold): quoting is enough
        tsquery, phrase = (
            " & ".join(f"'{term}'" for term in group) for group in (words, pairs)
        )
        return cls(tsquery, phrase or tsquery, signature(words))


class VpdtDocument(models.Model):
    """The ways to find terms: the index, or looking at each document (design 5.6)."""

    _inherit = "vpdt.document"

    @api.model
    def _search_text_domain(
        self, text, column="whole", phrase=False, way=None, newest=None
    ):
        """Return the domain of the documents whose terms hold those of a question.

        :param way: how they are found, whatever the database guesses: it takes rare
            words for common ones and pairs of words for chance, and then walks down a
            million documents. "look": by looking at each document that the rest of
            the domain leaves; "walk": by looking at what the user reads, from the
            newest down; "index": by the index of terms
        :param newest: with "walk" and "index", this many of what the user reads are
            enough
        """
        question = Question.of(text)
        if not question:
            # Nothing but punctuation was typed: it restricts nothing.
            return Domain.TRUE
        terms = question.phrase if phrase else question.words

        def to_sql(model, alias, query):
            document = SQL.identifier(alias, "id")
            if way == "look":
                return self._look_sql(document, column, question.bits, terms)
            if way == "walk":
                mine = SQL.identifier("mine", "document_id")
                return SQL(
                    """%s IN (SELECT mine.document_id
                                FROM (SELECT DISTINCT document_id FROM vpdt_reader
                                       WHERE user_id = %s
                                       ORDER BY document_id DESC) mine
                               WHERE %s LIMIT %s)""",
                    document,
                    self.env.uid,
                    self._look_sql(mine, column, question.bits, terms),
                    newest,
                )
            if way == "index":
                return SQL(
                    """%s IN (SELECT mine.document_id FROM (%s) mine
                               ORDER BY mine.document_id DESC LIMIT %s)""",
                    document,
                    self._hits_sql(column, terms),
                    newest,
                )
            return SQL(
                """EXISTS (SELECT 1 FROM vpdt_search search
                            WHERE search.document_id = %s
                              AND search.%s @@ %s::tsquery)""",
                document,
                SQL.identifier(column),
                terms,
            )

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _look_sql(self, document, column, bits, terms):
        """Return SQL: whether this document's terms match, its signature first.

        A CASE, or the database asks for the terms first: they lie beside their table,
        and fetching them costs more than all the rest.
        """
        return SQL(
            """(SELECT CASE WHEN signed.bits & %(bits)s = %(bits)s::bit(2048)
                            THEN (SELECT ts_match_vq(search.%(column)s,
                                                     %(terms)s::tsquery)
                                    FROM vpdt_search search
                                   WHERE search.document_id = signed.document_id)
                            ELSE FALSE END
                  FROM vpdt_search_signature signed
                 WHERE signed.document_id = %(document)s)""",
            bits=bits,
            column=SQL.identifier(column),
            terms=terms,
            document=document,
        )

    @api.model
    def _hits_sql(self, column, terms):
        """Return SQL of the ids that the index finds and the user reads."""
        # OFFSET 0: planned by itself, not with the order and limit outside; then its
        # reader is asked, hit by hit
        return SQL(
            """SELECT hit.document_id FROM (
                        SELECT search.document_id FROM vpdt_search search
                         WHERE search.%s @@ %s::tsquery OFFSET 0) hit
                WHERE (SELECT TRUE FROM vpdt_reader reader
                        WHERE reader.document_id = hit.document_id
                          AND reader.user_id = %s LIMIT 1)""",
            SQL.identifier(column),
            terms,
            self.env.uid,
        )

    @api.model
    def _fitting_sql(self, ids, question):
        """Return SQL of those of these ids whose signature fits the question."""
        return SQL(
            """SELECT document_id FROM vpdt_search_signature
                WHERE document_id = ANY(%(ids)s)
                  AND bits & %(bits)s = %(bits)s::bit(2048) OFFSET 0""",
            ids=ids,
            bits=question.bits,
        )

    @api.model
    def _ranked(self, ids, question):
        """Return which of these ids hold all words: the best first, then the newest.

        :param ids: SQL of one column, document_id
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT document_id FROM (%(ids)s) asked
                  JOIN vpdt_search USING (document_id)
                 WHERE ts_match_vq(whole, %(words)s::tsquery)
                 ORDER BY CASE WHEN ts_match_vq(content, %(phrase)s::tsquery) THEN 1
                               WHEN ts_match_vq(content, %(words)s::tsquery) THEN 2
                               WHEN ts_match_vq(whole, %(phrase)s::tsquery) THEN 3
                               ELSE 4 END,
                          document_id DESC
                """,
                ids=ids,
                words=question.words,
                phrase=question.phrase,
            )
        )
        return [row[0] for row in rows]
