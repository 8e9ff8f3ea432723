from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class VpdtReader(models.Model):
    """Who may read which document, and why: the stored answer (design 5.2).

    One row per document, reader and cause. The record rules of every model that
    shows a part of a document read this table and nothing else. Rows follow from
    sources (entries and posts here, handlings above): nobody writes one by hand, and
    a full recomputation gives the same rows.
    """

    _name = "vpdt.reader"
    _description = "Reader of a document"
    _order = "document_id, user_id, id"
    _rec_name = "user_id"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        index=True,
        ondelete="cascade",
        bypass_search_access=True,
    )
    cause = fields.Selection([("register", "Keeps the register")], required=True)
    cause_id = fields.Integer(
        string="Row of the cause",
        required=True,
        aggregator=None,
        help="The row the cause speaks of.",
    )
    since = fields.Datetime(required=True)

    _user_document = models.UniqueIndex(
        "(user_id, document_id, cause, cause_id)",
        "A reader has each cause once.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        if self:
            self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_synced(self):
        self._refuse_by_hand()

    @api.model
    def _refuse_by_hand(self):
        raise UserError(self.env._("Readers follow from what happens to a document."))

    @api.model
    def _sources(self, documents, users):
        """Return the SQL selects that together say who reads what.

        Each gives (user_id, document_id, cause, cause_id). `documents` and `users`
        are SQL conditions over a column placeholder, made by `_restriction`. They may
        join `vpdt_holding`: who holds which post today (see `_holding_cte`).
        """
        return [
            SQL(
                """
                SELECT holding.user_id, entry.document_id, 'register', entry.id
                  FROM vpdt_entry entry
                  JOIN vpdt_holding holding ON holding.agency_id = entry.agency_id
                                           AND holding.reads_register
                 WHERE entry.document_id IS NOT NULL AND %s AND %s
                """,
                documents("entry.document_id"),
                users("holding.user_id"),
            )
        ]

    @api.model
    def _cause_words(self, causes):
        """Return (cause, cause_id) → why somebody reads, in words.

        :param causes: set of (cause, cause_id)
        """
        labels = dict(self._fields["cause"]._description_selection(self.env))
        words = {key: labels[key[0]] for key in causes}
        # sudo: numbers in books; whoever asks reads the document they are of
        lines = (
            self.env["vpdt.entry"]
            .sudo()
            .browse(row for cause, row in causes if cause == "register")
        )
        for line in lines.exists():
            words["register", line.id] = self.env._(
                "%(agency)s has it in its register as No. %(number)s, and this post "
                "reads the register",
                agency=line.agency_id.name,
                number=line.number,
            )
        return words

    @api.model
    def _flush_sources(self):
        """Write pending changes of what `_sources` reads."""
        self.env["hr.job"]._flush_holdings()
        self.env["vpdt.entry"].flush_model()

    @api.model
    def _restriction(self, ids):
        def condition(column):
            if ids is None:
                return SQL("TRUE")
            name = SQL.identifier(*column.split("."))
            return SQL("%s = ANY(%s)", name, list(ids))

        return condition

    @api.model
    def _holding_cte(self):
        """Return the common table expression that the sources join.

        Written out in each source, its five tables were planned anew each time; that
        took longer than all the rest.
        """
        posts = self.env["hr.job"]
        return SQL(
            "vpdt_holding AS MATERIALIZED (%s)", posts._holdings_sql(posts._today())
        )

    @api.model
    def _expected_sql(self, document_ids=None, user_ids=None):
        sources = self._sources(
            self._restriction(document_ids), self._restriction(user_ids)
        )
        return SQL(" UNION ").join(sources)

    @api.model
    def _sync(self, document_ids=None, user_ids=None):
        """Make the rows of these documents and users what the sources say.

        :param document_ids, user_ids: restrict to these ids, all when None
        :return: (number of rows added, number removed)
        """
        if document_ids is not None and not document_ids:
            return 0, 0
        if user_ids is not None and not user_ids:
            return 0, 0
        [(added, removed)] = self._do_sync(
            document_ids,
            user_ids,
            SQL("SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM removed)"),
        )
        if added or removed:
            self._forget_cached()
        return added, removed

    @api.model
    def _sync_people(self, user_ids):
        """Make the rows of these accounts what the sources say.

        :return: user id → (documents gained, documents lost), of whom it moved any
        """
        if not user_ids:
            return {}
        # All parts of the statement see the table as it was before it.
        rows = self._do_sync(
            None,
            user_ids,
            SQL(
                """
                SELECT user_id, count(DISTINCT gained), count(DISTINCT lost)
                  FROM (
                    SELECT user_id, document_id AS gained, NULL::int AS lost
                      FROM added
                     WHERE NOT EXISTS (
                            SELECT FROM vpdt_reader had
                             WHERE had.user_id = added.user_id
                               AND had.document_id = added.document_id)
                     UNION ALL
                    SELECT user_id, NULL, document_id
                      FROM removed
                     WHERE NOT EXISTS (
                            SELECT FROM expected
                             WHERE expected.user_id = removed.user_id
                               AND expected.document_id = removed.document_id)
                  ) moved
              GROUP BY user_id
                """
            ),
        )
        self._forget_cached()
        return {user_id: (gained, lost) for user_id, gained, lost in rows}

    @api.model
    def _do_sync(self, document_ids, user_ids, answer):
        """Add and remove rows in one statement; return the rows of its end.

        :param answer: SQL over ``added`` and ``removed`` (user_id, document_id) and
            ``expected``
        """
        self._flush_sources()
        return self.env.execute_query(
            SQL(
                """
                WITH %(holding)s,
                expected (user_id, document_id, cause, cause_id) AS (%(expected)s),
                removed AS (
                    DELETE FROM vpdt_reader reader
                     WHERE %(documents)s AND %(users)s
                       AND NOT EXISTS (
                            SELECT 1 FROM expected
                             WHERE expected.user_id = reader.user_id
                               AND expected.document_id = reader.document_id
                               AND expected.cause = reader.cause
                               AND expected.cause_id = reader.cause_id)
                 RETURNING user_id, document_id
                ), added AS (
                    INSERT INTO vpdt_reader
                           (user_id, document_id, cause, cause_id, since)
                    SELECT user_id, document_id, cause, cause_id,
                           now() AT TIME ZONE 'UTC'
                      FROM expected
                    ON CONFLICT DO NOTHING
                 RETURNING user_id, document_id
                )
                %(answer)s
                """,
                holding=self._holding_cte(),
                expected=self._expected_sql(document_ids, user_ids),
                documents=self._restriction(document_ids)("reader.document_id"),
                users=self._restriction(user_ids)("reader.user_id"),
                answer=answer,
            )
        )

    @api.model
    def _forget_cached(self):
        self.invalidate_model()
        self.env["vpdt.document"].invalidate_model(["reader_ids", "i_read"])
        self.env["vpdt.entry"].invalidate_model(["i_read"])

    @api.model
    def _differences(self, first, last):
        """Compare the rows of documents `first`…`last` with what the sources say.

        Reads only.

        :return: [("missing" | "extra", user id, document id, cause, row of the cause)]
        """
        self._flush_sources()

        def documents(column):
            name = SQL.identifier(*column.split("."))
            return SQL("%s BETWEEN %s AND %s", name, first, last)

        sources = self._sources(documents, self._restriction(None))
        return self.env.execute_query(
            SQL(
                """
                WITH %(holding)s,
                expected (user_id, document_id, cause, cause_id) AS (%(expected)s),
                present AS (
                    SELECT user_id, document_id, cause, cause_id
                      FROM vpdt_reader reader WHERE %(documents)s
                )
                SELECT CASE WHEN present.user_id IS NULL THEN 'missing'
                            ELSE 'extra' END,
                       user_id, document_id, cause, cause_id
                  FROM expected
             FULL JOIN present USING (user_id, document_id, cause, cause_id)
                 WHERE present.user_id IS NULL OR expected.user_id IS NULL
                """,
                holding=self._holding_cte(),
                expected=SQL(" UNION ").join(sources),
                documents=documents("reader.document_id"),
            )
        )

    @api.model
    def _cron_sync(self):
        """The night: follow the posts that begin and end today, compare all rows.

        Posts begin and end at midnight (design 5.9), so what that moves is no fault;
        whatever differs afterwards is one, and is reported (`vpdt.reader.check`).

        :return: (rows missing, rows too many) that the comparison found
        """
        self.env["vpdt.acting.clerk"]._end_what_is_over()
        self.env["vpdt.rights.change"]._follow_dates()
        return self.env["vpdt.reader.check"]._run()
