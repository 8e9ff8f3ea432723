import logging
import time
from datetime import timedelta

from psycopg2 import OperationalError
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL, groupby

from .pointer import Pointer
from .vpdt_notice_preference import EVENTS

_logger = logging.getLogger(__name__)

#: Seconds in which what is to be told is gathered.
_GATHER = 0.3
#: Rows told in one transaction.
_SOME = 200
_TRIES = 10
#: What could not be told is tried again after this.
AGAIN = timedelta(minutes=5)


class VpdtTelling(models.Model):
    """What people are about to be told: on its way from the move to the inbox.

    Whoever acts does not wait until others are told. The move writes these rows in its
    own transaction, so that people are told if and only if it happened; a job that it
    wakes tells them within a second (`vpdt.notice`). Nobody may read these rows.
    """

    _name = "vpdt.telling"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "What is about to be told"
    _order = "id"
    _log_access = False
    _rec_name = "event"

    author_id = Pointer("res.users", required=True)
    user_id = Pointer("res.users", required=True)
    document_id = Pointer("vpdt.document", required=True, bypass_search_access=True)
    handling_id = Pointer("vpdt.handling")
    event = fields.Selection(EVENTS, required=True)
    text = fields.Text(required=True)
    by_hand = fields.Boolean()
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    after = fields.Datetime(help="It failed: it is tried again then.")

    @api.model
    def _later(self, handlings, users, text, event, by_hand=False):
        """Have `users` told about the document of `handlings` once this is committed.

        :param event: key of `EVENTS`
        :param by_hand: a person reminds: told at once to who wants it in the digest
        """
        data = self.env["ir.model.data"]
        job = data._xmlid_to_res_id("vpdt_workflow.ir_cron_vpdt_tell", True)
        # One statement for the rows and what wakes the job: it stands in each move
        self.env.execute_query(
            SQL(
                """
                WITH told AS (
                    INSERT INTO vpdt_telling
                           (author_id, user_id, document_id, handling_id, event, text,
                            by_hand, at)
                    SELECT %s, user_id, %s, %s, %s, %s, %s, now() AT TIME ZONE 'UTC'
                      FROM unnest(%s::int[]) AS told (user_id)
                )
                INSERT INTO ir_cron_trigger (cron_id, call_at)
                VALUES (%s, now() AT TIME ZONE 'UTC')
             RETURNING id
                """,
                self.env.uid,
                handlings[:1].document_id.id,
                handlings.id if len(handlings) == 1 else None,
                event,
                text,
                by_hand,
                users.ids,
                job,
            )
        )
        postcommit = self.env.cr.postcommit
        if not postcommit.data.get("vpdt_telling"):
            postcommit.data["vpdt_telling"] = True
            postcommit.add(self.env["ir.cron"]._notifydb)

    @api.model
    def _forget(self, pairs, reading=True):
        """Tell nothing more of a document to who has it no longer.

        :param pairs: list of (id of the user, id of the document)
        :param reading: whether also to those who may still read it
        """
        self.env.execute_query(
            SQL(
                """
                DELETE FROM vpdt_telling telling
                 USING unnest(%s::int[], %s::int[]) AS pair (user_id, document_id)
                 WHERE telling.user_id = pair.user_id
                   AND telling.document_id = pair.document_id
                   AND (%s OR NOT EXISTS (
                        SELECT 1 FROM vpdt_reader reader
                         WHERE reader.user_id = pair.user_id
                           AND reader.document_id = pair.document_id))
             RETURNING telling.id
                """,
                [user for user, _document in pairs],
                [document for _user, document in pairs],
                reading,
            )
        )

    @api.model
    def _cron_tell(self):
        """Tell all that waits, batch by batch.

        It waits a moment first: thirty clerks at seven o'clock are told of in a few
        runs, not in a run for each click, which cost the clerks a third of the machine.
        """
        progress = self.env["ir.cron"]._commit_progress
        # what is committed meanwhile is seen as well
        progress()
        time.sleep(_GATHER)
        tries = 0
        while True:
            try:
                tried = self._tell_some()
                left = progress(tried)
            except SerializationFailure:
                # what was about to be told was taken back meanwhile
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
                tries += 1
                if tries > _TRIES:
                    raise
                continue
            # whatever came after this batch was read wakes the job again
            if tried < _SOME or not left:
                return

    @api.model
    def _tell_some(self, limit=_SOME):
        """Tell people what waits, the oldest first.

        :return: number of rows that were tried
        """
        now = fields.Datetime.now()
        # another server's job may be at some of them
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT id, author_id, document_id, handling_id, event, text, by_hand,
                       user_id
                  FROM vpdt_telling
                 WHERE after IS NULL OR after <= %s
                 ORDER BY id
                 LIMIT %s
                   FOR UPDATE SKIP LOCKED
                """,
                now,
                limit,
            )
        )
        told, failed = [], []
        for call, group in groupby(rows, key=_call_of):
            ids = [row["id"] for row in group]
            users = [row["user_id"] for row in group]
            try:
                with self.env.cr.savepoint():
                    self._tell(*call, users)
                told += ids
            except OperationalError:
                raise
            except Exception:
                # One that cannot be told does not keep the others waiting
                _logger.exception("could not tell users %s of %s", users, call)
                failed += ids
        # sudo: the system's own rows
        rows = self.sudo()
        rows.browse(told).unlink()
        rows.browse(failed).after = now + AGAIN
        return len(told) + len(failed)

    @api.model
    def _tell(self, author_id, document_id, handling_id, event, text, by_hand, users):
        author = self.env["res.users"].browse(author_id)
        # sudo: the move has asked who may; its author may have lost the right since
        notice = (
            self.env["vpdt.notice"]
            .with_user(author)
            .with_context(lang=author.sudo().lang)
            .sudo()
        )
        notice._tell(
            notice.env["vpdt.document"].browse(document_id),
            notice.env["vpdt.handling"].browse(handling_id or ()),
            notice.env["res.users"].browse(users).filtered("active"),
            text,
            event,
            by_hand,
        )


def _call_of(row):
    """Return what the rows of one call have in common."""
    return (
        row["author_id"],
        row["document_id"],
        row["handling_id"],
        row["event"],
        row["text"],
        row["by_hand"],
    )
