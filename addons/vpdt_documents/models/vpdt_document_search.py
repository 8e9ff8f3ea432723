from functools import partial

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..text import effort, nfc, words
from .vpdt_document_terms import Question

# The newest documents of a reader that are looked through before the index is asked.
_NEWEST = 400
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
    def _search_tiers(self, text):
        """Return the tiers of a question from best to widest.

        The number or code itself; the words side by side in the register fields; all
        words there; side by side in the pages; all words anywhere.

        :return: domains, or functions that take `way` and return one (see
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
        What was typed is not counted again where the page that was just found says
        enough: there is one more than it shows.
        """
        domain = Domain(domain)
        kept = self.env.cr.cache.get(_LOOKED, {})
        if kept.get("counting") and limit and kept.get("least", 0) >= limit:
            if (kept["uid"], kept["domain"]) == (self.env.uid, domain):
                return limit
        but = self._all_but(domain)
        if self.env.su or but is None or not self._only_i_read():
            return super().search_count(domain, limit)
        self.browse().check_access("read")
        self.flush_model(["state"])
        [(count,)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*) FROM (
                    SELECT DISTINCT reader.document_id FROM vpdt_reader reader
                     WHERE reader.user_id = %s AND %s LIMIT %s) mine
                """,
                self.env.uid,
                but,
                limit or None,
            )
        )
        return count

    @api.model
    def _newest_sql(self, domain, offset, limit):
        """Return SQL of the ids on a page of all that the user reads, newest first;
        None where something else is asked.

        From the reader table, where one reader's rows lie side by side: who reads one
        document in two hundred would else have all of them looked at.
        """
        but = self._all_but(domain)
        if self.env.su or but is None or not self._only_i_read():
            return None
        self.browse().check_access("read")
        self.flush_model(["state"])
        return SQL(
            """ARRAY(
                SELECT DISTINCT reader.document_id FROM vpdt_reader reader
                 WHERE reader.user_id = %s AND %s
                 ORDER BY reader.document_id DESC LIMIT %s OFFSET %s)""",
            self.env.uid,
            but,
            limit,
            offset,
        )

    @api.model
    def _all_but(self, domain):
        """Return SQL over the rows of ``reader`` where a domain asks for all that is
        read, but for few; None where it asks for something else."""
        return SQL("TRUE") if domain.is_true() else None

    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Order a search by `search_text` best first, when no order was chosen."""
        domain = Domain(domain)
        if limit and order:
            # a page: what the page before has looked through is past
            self.env.cr.cache.pop(_LOOKED, None)
        if not limit or order not in (self._order, None):
            return super()._search(domain, offset, limit, order, **kwargs)
        question = self._question(domain)
        if question is None:
            mine = None
            if order and not kwargs:
                mine = self._newest_sql(domain, offset, limit)
            if mine is None:
                return super()._search(domain, offset, limit, order, **kwargs)
            # past the rules: `mine` asks the reader table
            query = super()._search(Domain.TRUE, order=order, bypass_access=True)
            query.add_where(
                SQL("%s = ANY(%s)", SQL.identifier(query.table, "id"), mine)
            )
            return query
        text = question.value
        if not isinstance(text, str):
            text = next((item for item in text if isinstance(item, str)), "")
        tiers = self._search_tiers(text)
        # Without an order it is counted: whatever a tier finds, the widest finds too.
        # With one it is a page, and one more says that there are more.
        ids = self._search_ranked(
            domain,
            question,
            tiers if order else tiers[-1:],
            offset + limit + bool(order),
            partial(super()._search, offset=0, order=self._order, **kwargs),
            look_newest=not kwargs.get("bypass_access"),
        )
        if order:
            self.env.cr.cache.setdefault(_LOOKED, {}).update(
                uid=self.env.uid, domain=domain, least=len(ids)
            )
        return self.browse(ids[offset : offset + limit])._as_query()

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
        found = self._looked(question.value, tiers, newest, search, wanted)
        if found is not None:
            if domain is not question:
                # found without the other conditions, in the order of the ranks
                among = Domain("id", "in", found)
                others = domain.map_conditions(
                    lambda condition: among if condition is question else condition
                )
                left = set(search(others, limit=None).get_result_ids())
                found = [one for one in found if one in left]
            return found[:wanted]
        for tier in tiers:
            want = wanted + len(ids)
            # Beside other conditions, all hits are looked at once, not for each tier
            goes_on = None if domain is question else tier is tiers[-1]
            for window in self._windows(tier, newest, want, goes_on):
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
    def _looked(self, value, tiers, newest, search, wanted):
        """Return what `_at_once` finds, once for a search and its count."""
        key = (self.env.uid, repr(value))
        kept = self.env.cr.cache.get(_LOOKED, {})
        if kept.get("counting") and kept.get("key") == key:
            return kept["found"]
        found = self._at_once(tiers, newest, search, wanted)
        if len(tiers) > 1:
            self.env.cr.cache[_LOOKED] = {"key": key, "found": found}
        return found

    @api.model
    def _at_once(self, tiers, newest, search, wanted):
        """Return the ids of all that is found, best first, ranked in one question.

        Rare words are asked of the index; what somebody reads a small part of all
        documents is looked through. Each tier by itself would do so again.

        :param newest: what `_newest_readable` returned
        :param search: the search of one domain, newest first
        :return: ids, or None where going tier by tier is cheaper
        """
        first = newest["ids"]
        if not first or len(tiers) == 1:
            return None
        question = Question.of(tiers[-1].args[0])
        if not question:
            return None
        exact = ()
        if isinstance(tiers[0], Domain):
            exact = search(tiers[0], limit=wanted).get_result_ids()
            if len(exact) >= wanted:
                return None
        found = self._ranked(self._fitting_sql(first, question), question)
        if not newest["all"]:
            spread = effort.Spread.of(len(found), first)
            way = effort.way_at_once(spread, wanted, len(tiers))
            if way is None:
                return None
            asked = self._hits_sql("whole", question.words)
            if way == "look":
                mine = self._newest_readable(effort.MOST_LOOKED)
                if not mine["all"]:
                    return None
                asked = self._fitting_sql(mine["ids"], question)
            found = self._ranked(asked, question)
        return list(dict.fromkeys([*exact, *found]))

    def _windows(self, tier, newest, wanted, goes_on):
        """Yield domains of one tier, each finding more than the one before.

        First the newest documents of the reader are looked through. What share of them
        was found says whether it is cheaper to go on down or to ask the index.

        :param newest: what `_newest_readable` returned; "found" is set by the caller
            to what the window before found
        :param goes_on: None where nothing else is asked: `wanted` hits are enough;
            else whether all hits are looked at in the end
        """
        if isinstance(tier, Domain):
            yield tier
            return
        if newest["ids"] is None:
            yield tier()
            return
        yield Domain("id", "in", newest["ids"]) & tier(way="look")
        if newest["all"]:
            return
        # Other conditions leave some of the hits; if it is few, all are needed
        enough = wanted if goes_on is None else wanted * effort.SPARE
        spread = effort.Spread.of(newest["found"], newest["ids"])
        yield tier(way=effort.way_of_tier(spread, enough), newest=enough)
        if goes_on:
            yield tier(way="index")
