import logging
import time
from collections import Counter, defaultdict

from markupsafe import Markup
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
# Documents compared in one transaction: about a second at 26,000,000 reader rows.
_SLICE = 5000
_TRIES = 5
_SAMPLES = 10


class VpdtReaderCheck(models.Model):
    """The reader table compared with its sources in the night, and what was found.

    Nothing is ever to be found: rows are written with what causes them, and posts
    that begin or end today are followed before the comparison. A difference is put
    right, stands here, and the operators are told. Only ids are kept: the operator
    reads no document.
    """

    _name = "vpdt.reader.check"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Check of the reader table"
    _order = "id desc"
    _rec_name = "at"
    _log_access = False

    at = fields.Datetime(required=True, default=fields.Datetime.now)
    first_id = fields.Integer(required=True, aggregator=None)
    last_id = fields.Integer(required=True, aggregator=None)
    next_id = fields.Integer(
        required=True,
        aggregator=None,
        help="Where the next run goes on; 0 when all documents were compared.",
    )
    documents = fields.Integer(required=True, string="Documents compared")
    missing = fields.Integer(
        required=True, help="Rows that had to be there and were not: added."
    )
    extra = fields.Integer(
        required=True, help="Rows that had no cause: taken away, with the right."
    )
    seconds = fields.Float(required=True, digits=(8, 1))
    details = fields.Json(
        help="By cause: how many rows, and a few of the documents and people."
    )
    details_text = fields.Text(compute="_compute_details_text", string="By cause")

    @api.depends("details")
    def _compute_details_text(self):
        causes = dict(
            self.env["vpdt.reader"]._fields["cause"]._description_selection(self.env)
        )
        whats = {"missing": self.env._("missing"), "extra": self.env._("too many")}
        for check in self:
            check.details_text = "\n".join(
                self.env._(
                    "%(cause)s: %(count)s %(what)s; documents %(documents)s; "
                    "accounts %(users)s",
                    cause=causes.get(item["cause"], item["cause"]),
                    count=item["count"],
                    what=whats[item["what"]],
                    documents=", ".join(map(str, item["documents"])),
                    users=", ".join(map(str, item["users"])),
                )
                for item in check.details or ()
            )

    @api.model
    def _run(self):
        """Compare all documents, slice by slice, each in a transaction of its own.

        Called by the nightly job. Comparing locks nobody out; only rows that differ
        are written. Goes on where the last run was stopped by the clock.

        :return: (rows missing, rows too many) found by this run
        """
        self.env.flush_all()
        [(highest,)] = self.env.execute_query(
            SQL("SELECT coalesce(max(id), 0) FROM vpdt_document")
        )
        first = self.search([], limit=1).next_id or 1
        run = self._begin(first)
        total = Counter()
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=max(highest - first + 1, 0))
        while first <= highest:
            last = min(first + _SLICE - 1, highest)
            found, documents = self._compare(first, last)
            run["documents"] += documents
            going_on = last + 1 if last < highest else 0
            if found:
                # told at once: what was put right must never go unsaid
                self._note(run, last, going_on, found)
                total.update(what for what, *_row in found)
                run = self._begin(last + 1)
            left = progress(last - first + 1, remaining=highest - last)
            first = last + 1
            if not left:
                break
        # unless a difference in the last slice has said it all
        if run["first_id"] < first or not highest:
            self._note(run, first - 1, first if first <= highest else 0, [])
            progress()
        return total["missing"], total["extra"]

    @api.model
    def _begin(self, first):
        return {"first_id": first, "documents": 0, "begun": time.monotonic()}

    @api.model
    def _compare(self, first, last):
        """Compare documents `first`…`last` and put right what differs.

        :return: (rows as `vpdt.reader._differences` gives them, documents compared)
        """
        readers = self.env["vpdt.reader"]
        for attempt in range(_TRIES):
            try:
                found = readers._differences(first, last)
                if found:
                    ids = {document for _what, _user, document, *_cause in found}
                    readers._sync(document_ids=sorted(ids))
                break
            except SerializationFailure:
                # Somebody moved one of these papers meanwhile: look again.
                self.env.cr.rollback()
                if attempt == _TRIES - 1:
                    raise
        [(documents,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM vpdt_document WHERE id BETWEEN %s AND %s",
                first,
                last,
            )
        )
        return found, documents

    @api.model
    def _note(self, run, last, going_on, found):
        """Write what was compared since `run` began; tell the operators of `found`."""
        counted = Counter(what for what, *_row in found)
        check = self.create(
            {
                "first_id": run["first_id"],
                "last_id": max(last, 0),
                "next_id": going_on,
                "documents": run["documents"],
                "missing": counted["missing"],
                "extra": counted["extra"],
                "seconds": time.monotonic() - run["begun"],
                "details": self._details(found),
            }
        )
        if found:
            _logger.warning(
                "The reader table differed from its sources: %s missing, %s too many",
                counted["missing"],
                counted["extra"],
            )
            check._tell_operators()
        return check

    @api.model
    def _details(self, found):
        groups = defaultdict(list)
        for what, user, document, cause, _cause_id in found:
            groups[what, cause].append((document, user))
        return [
            {
                "what": what,
                "cause": cause,
                "count": len(rows),
                "documents": sorted({document for document, _user in rows})[:_SAMPLES],
                "users": sorted({user for _document, user in rows})[:_SAMPLES],
            }
            for (what, cause), rows in sorted(groups.items())
        ]

    def _tell_operators(self):
        """Put the difference into the inbox of those who run the system."""
        self.ensure_one()
        holdings = self.env["hr.job"]._holdings(roles=["operator"])
        users = self.env["res.users"].browse({item.user_id for item in holdings})
        if not users:
            return
        # sudo: the message is the system's; its readers are those told
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=users.partner_id.ids,
            model=self._name,
            res_id=self.id,
            subject=self.env._("The reader table was put right"),
            body=Markup("<p>%s</p>")
            % self.env._(
                "Readers of documents differed from what the sources say: "
                "%(missing)s missing, %(extra)s too many. They have been put right; "
                "find out what caused it.",
                missing=self.missing,
                extra=self.extra,
            ),
            subtype_xmlid="mail.mt_note",
        )
