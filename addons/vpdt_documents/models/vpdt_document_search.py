from functools import partial

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..text import nfc, query_lexemes, signature, words

# Terms of one question; more only cost time and find nothing.
_MOST_TERMS = 24
# The newest documents of a reader that are looked through before the index is asked.
_NEWEST = 400
# And the most that are looked through where that is cheaper than the index. Measured
# in microseconds: to look at one document's terms, and to fetch one hit of the index
# and ask for its reader.
_MOST_LOOKED = 20_000
_LOOK_COST = {"content": 4, "whole": 8}
_HIT_COST = 7
# From this share of the newest on, words are so common that the newest do.
_COMMON = 0.15
# Where one call keeps what it has looked through for its count.
_LOOKED = "vpdt_document_looked"


class VpdtDocument(models.Model):
    """Search and counting at a million documents (design 5.6, 7)."""

    _inherit = "vpdt.document"

    def _compute_search_text(self):
        self.search_text = False

    def _search_search_text(self, operator, value):
        """Match the search index; used by domains, ordered by `_search` below."""
        if operator == "in":
            texts = [text for text in value if isinstance(text, str)]
            return Domain.OR(self._search_text_domain(text) for text in texts)
        if operator in ("ilike", "like", "=ilike", "=like"):
            return self._search_text_domain(value)
        return NotImplemented

    @api.model
    def _search_text_domain(
        self, text, column="whole", phrase=False, since=None, newest=None, look=False
    ):
        """Return the domain of the documents whose terms hold those of a question.

        :param since: answer from the index of terms, for documents of this id and
            above, whatever the database guesses; it takes rare words for common ones
            and pairs of words for chance, and then walks down a million documents
        :param newest: with `since`, this many of what the user reads are enough
        :param look: look through the terms of the documents that the rest of the
            domain leaves, never ask the index
        """
        single, pairs = (group[:_MOST_TERMS] for group in query_lexemes(text or ""))
        terms = pairs if phrase and pairs else single
        if not terms:
            # Nothing but punctuation was typed: it restricts nothing.
            return Domain.TRUE
        # Terms hold letters, digits and "_" only (text.fold): quoting is enough. The
        # last word may be unfinished while a person types, unless it is the phrase.
        tsquery = " & ".join(f"'{term}'" for term in terms)

        def to_sql(model, alias, query):
            if since is not None:
                # OFFSET 0: planned by itself, not with the order and limit outside;
                # then its reader is asked, hit by hit, and the newest are enough
                return SQL(
                    """%s IN (SELECT hit.document_id FROM (
                                SELECT search.document_id FROM vpdt_search search
                                 WHERE search.%s @@ %s::tsquery
                                   AND search.document_id >= %s OFFSET 0) hit
                               WHERE (SELECT TRUE FROM vpdt_reader reader
                                       WHERE reader.document_id = hit.document_id
                                         AND reader.user_id = %s LIMIT 1)
                               ORDER BY hit.document_id DESC LIMIT %s)""",
                    SQL.identifier(alias, "id"),
                    SQL.identifier(column),
                    tsquery,
                    since,
                    self.env.uid,
                    newest,
                )
            document = SQL.identifier(alias, "id")
            if look and column == "whole":
                return self._look_sql(document, signature(single), tsquery)
            # The function is what the operator does, but no index knows it
            matches = SQL(
                "ts_match_vq(search.%s, %s::tsquery)"
                if look
                else "search.%s @@ %s::tsquery",
                SQL.identifier(column),
                tsquery,
            )
            return SQL(
                """EXISTS (SELECT 1 FROM vpdt_search search
                            WHERE search.document_id = %s AND %s)""",
                document,
                matches,
            )

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _look_sql(self, document, bits, tsquery):
        """Return SQL: whether all terms of this document match, its signature first.

        A CASE, or the database asks for the terms first: they lie beside their table,
        and fetching them costs more than all the rest.
        """
        return SQL(
            """(SELECT CASE WHEN signed.bits & %(bits)s = %(bits)s::bit(2048)
                            THEN (SELECT ts_match_vq(search.whole, %(query)s::tsquery)
                                    FROM vpdt_search search
                                   WHERE search.document_id = signed.document_id)
                            ELSE FALSE END
                  FROM vpdt_search_signature signed
                 WHERE signed.document_id = %(document)s)""",
            bits=bits,
            query=tsquery,
            document=document,
        )

    @api.model
    def _search_tiers(self, text):
        """Return the tiers of a question from best to widest.

        The number or code itself; the words side by side in the register fields; all
        words there; side by side in the pages; all words anywhere.

        :return: domains, or functions that take `since` and return one (see
            `_search_text_domain`)
        """
        tiers = []
        typed = nfc(text or "")
        if typed and any(char.isdigit() for char in typed):
            exact = (
                Domain("code", "=", typed)
                | Domain("number", "=", typed)
                | Domain("identifier", "=", typed)
            )
            tiers.append(exact)
        several = len(words(typed)) > 1
        for column in ("content", "whole"):
            for phrase in (True, False) if several else (False,):
                tiers.append(partial(self._search_text_domain, typed, column, phrase))
        return tiers

    @api.model
    @api.readonly
    def search_count(self, domain, limit=None):
        """Count; all a person may read is counted in the reader table alone.

        The list asks it each time it is opened, and rows of one reader lie side by
        side in the index, where the general way looks at every document there is.
        """
        if self.env.su or not Domain(domain).is_true() or not self._only_i_read():
            return super().search_count(domain, limit)
        self.browse().check_access("read")
        [(count,)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*) FROM (
                    SELECT DISTINCT document_id FROM vpdt_reader
                     WHERE user_id = %s LIMIT %s) mine
                """,
                self.env.uid,
                limit or None,
            )
        )
        return count

    @api.model
    def _only_i_read(self):
        """Whether the rules ask the reader table and nothing else."""
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        return [
            (condition.field_expr, condition.operator, list(condition.value))
            for condition in rules.optimize(self).iter_conditions()
        ] == [("i_read", "in", [True])]

    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Order a search by `search_text` best first, when no order was chosen."""
        domain = Domain(domain)
        question = self._question(domain) if limit else None
        if question is None or order not in (self._order, None):
            return super()._search(domain, offset, limit, order, **kwargs)
        text = question.value
        if not isinstance(text, str):
            text = next((item for item in text if isinstance(item, str)), "")
        tiers = self._search_tiers(text)
        # Without an order it is counted: whatever a tier finds, the widest finds too.
        ids = self._search_ranked(
            domain,
            question,
            tiers if order else tiers[-1:],
            offset + limit,
            partial(super()._search, offset=0, order=self._order, **kwargs),
            look_newest=not kwargs.get("bypass_access"),
        )
        return self.browse(ids[offset:])._as_query()

    @api.model
    def _format_web_search_read_results(self, *args, **kwargs):
        """Count; what the search before has looked through is not looked at again.

        It stands between the two, in one call in which nothing is written.
        """
        kept = self.env.cr.cache.get(_LOOKED)
        if kept:
            kept["counting"] = True
        try:
            return super()._format_web_search_read_results(*args, **kwargs)
        finally:
            self.env.cr.cache.pop(_LOOKED, None)

    @api.model
    def _question(self, domain):
        """Return the one condition on `search_text` that all else is combined with."""
        parts = getattr(domain, "children", [domain])
        if getattr(domain, "OPERATOR", "&") != "&":
            return None
        found = [
            part
            for part in parts
            if getattr(part, "field_expr", None) == "search_text"
            and part.operator in ("ilike", "like", "=", "in")
        ]
        return found[0] if len(found) == 1 else None

    def _search_ranked(self, domain, question, tiers, wanted, search, look_newest):
        """Return up to `wanted` ids, tier by tier, the newest first in each.

        :param search: the search of one domain, newest first, up to a limit
        :param look_newest: whether the newest documents the user reads come first
        """
        ids = {}
        newest = self._newest_readable(_NEWEST) if look_newest else {"ids": None}
        if domain is question:
            found = self._looked(question.value, tiers, newest, search)
            if found is not None:
                return found[:wanted]
        for tier in tiers:
            want = wanted + len(ids)
            # Other conditions may leave few of the newest hits: then all are needed.
            enough = want if domain is question else None
            for window in self._windows(tier, newest, want, enough):
                restricted = domain.map_conditions(
                    lambda condition, window=window: (
                        window if condition is question else condition
                    )
                )
                found = search(restricted, limit=want).get_result_ids()
                newest["found"] = len(found)
                if len(found) >= want:
                    break
            ids.update(dict.fromkeys(found))
            if len(ids) >= wanted:
                break
        return list(ids)[:wanted]

    @api.model
    def _newest_readable(self, limit):
        """Return {"ids": newest ids the user reads, "all": whether these are all}.

        The ids are None where not the reader table alone says what is read.
        """
        if self.env.su or not self._only_i_read():
            return {"ids": None}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT document_id FROM vpdt_reader WHERE user_id = %s
                 ORDER BY document_id DESC LIMIT %s
                """,
                self.env.uid,
                limit,
            )
        )
        return {"ids": [row[0] for row in rows], "all": len(rows) < limit}

    @api.model
    def _looked(self, value, tiers, newest, search):
        """Return what `_look_once` finds, once for a search and its count."""
        key = (self.env.uid, repr(value))
        kept = self.env.cr.cache.get(_LOOKED, {})
        if kept.get("counting") and kept["key"] == key:
            return kept["found"]
        found = self._look_once(tiers, newest, search)
        if len(tiers) > 1:
            self.env.cr.cache[_LOOKED] = {"key": key, "found": found}
        return found

    @api.model
    def _look_once(self, tiers, newest, search):
        """Return the ids of all that is found, best first, looking at each row once.

        For several common words of somebody who reads a small part of all documents:
        each tier would look through all he reads.

        :param newest: what `_newest_readable` returned
        :param search: the search of one domain, newest first
        :return: ids, or None where going tier by tier is cheaper: the person reads
            much, or the words are so rare, or so common, that few rows are looked at
        """
        first = newest["ids"]
        if first is None or newest["all"] or len(tiers) == 1:
            return None
        share = (first[0] - first[-1]) / first[0]
        if len(first) / share > _MOST_LOOKED:
            return None
        text = tiers[-1].args[0]
        groups = [group[:_MOST_TERMS] for group in query_lexemes(text)]
        if not all(groups):
            return None
        bits = signature(groups[0])
        terms, pairs = (" & ".join(f"'{term}'" for term in group) for group in groups)
        if isinstance(tiers[0], Domain) and search(tiers[0], limit=1).get_result_ids():
            # A number or a code: the few that bear it are what is asked for
            return None
        sample = len(self._look_at(first, bits, terms, pairs))
        rare = sample * first[0] / len(first) * _HIT_COST
        if not sample or sample > len(first) * _COMMON:
            return None
        mine = self._newest_readable(_MOST_LOOKED)
        if not mine["all"] or rare < len(mine["ids"]) * _LOOK_COST["whole"]:
            return None
        return self._look_at(mine["ids"], bits, terms, pairs)

    @api.model
    def _look_at(self, ids, bits, terms, pairs):
        """Return which of these ids hold all terms: the best first, then the newest.

        :param bits: the signature of the terms
        :param terms, pairs: questions in the words of tsquery
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT document_id
                  FROM (SELECT document_id FROM vpdt_search_signature
                         WHERE document_id = ANY(%(ids)s)
                           AND bits & %(bits)s = %(bits)s::bit(2048) OFFSET 0) fits
                  JOIN vpdt_search USING (document_id)
                 WHERE ts_match_vq(whole, %(terms)s::tsquery)
                 ORDER BY CASE WHEN ts_match_vq(content, %(pairs)s::tsquery) THEN 1
                               WHEN ts_match_vq(content, %(terms)s::tsquery) THEN 2
                               WHEN ts_match_vq(whole, %(pairs)s::tsquery) THEN 3
                               ELSE 4 END,
                          document_id DESC
                """,
                ids=ids,
                bits=bits,
                terms=terms,
                pairs=pairs,
            )
        )
        return [row[0] for row in rows]

    def _windows(self, tier, newest, wanted, enough):
        """Yield domains of one tier, each finding more than the one before.

        First the newest documents of the reader are looked through. What share of them
        was found says how far down to ask the index for the rest; the last asks for
        all.

        :param newest: what `_newest_readable` returned; "found" is set by the caller
            to what the window before found
        :param enough: how many of the newest hits are enough, None for all
        """
        if isinstance(tier, Domain):
            yield tier
            return
        if newest["ids"] is None:
            yield tier()
            return
        yield Domain("id", "in", newest["ids"]) & tier(look=True)
        if newest["all"]:
            return
        first, found = newest["ids"], newest["found"]
        if found:
            depth = 2 * len(first) * wanted // found
            down = self._newest_readable(min(depth, _MOST_LOOKED))
            hits = found * (first[0] - down["ids"][-1]) / len(first)
            looking = len(down["ids"]) * _LOOK_COST[tier.args[1]]
            look = looking < hits * _HIT_COST
            if look and (down["all"] or depth <= _MOST_LOOKED):
                yield Domain("id", "in", down["ids"]) & tier(look=True)
                if down["all"]:
                    return
            elif not down["all"]:
                # How far down so many lie, if they lie nearly as close as the newest
                close = (first[0] - first[-1]) / len(first)
                since = int(first[0] - 1.5 * depth * close)
                if since > 0:
                    yield Domain("id", ">=", since) & tier(since=since, newest=enough)
        yield tier(since=0, newest=enough)
