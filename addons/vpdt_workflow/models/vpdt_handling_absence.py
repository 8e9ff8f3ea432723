from odoo import api, fields, models
from odoo.tools import SQL

from ..absence import Task, find_substitute
from ..routing import OPEN


class VpdtHandlingStep(models.Model):
    _inherit = "vpdt.handling.step"

    absence_id = fields.Many2one(
        "vpdt.absence", index="btree_not_null", ondelete="restrict"
    )
    substitute_id = fields.Many2one(
        "res.users", ondelete="restrict", help="Who acted in the place of the holder."
    )


class VpdtHandling(models.Model):
    """Who acts while somebody is away: `acting_id` follows the absences in force."""

    _inherit = "vpdt.handling"

    _acting_live = models.Index(
        "(user_id) WHERE acting_id IS NOT NULL"
        " AND state IN ('waiting', 'opened', 'passed')"
    )

    @api.model_create_multi
    def create(self, vals_list):
        handlings = super().create(vals_list)
        handlings._act_where_away()
        return handlings

    def write(self, vals):
        back = self.browse()
        if vals.get("state") == "opened":
            back = self.filtered(lambda item: item.state == "passed" and item.user_id)
        result = super().write(vals)
        if back:
            back._act_where_away()
        return result

    def _act_where_away(self):
        """Give what has just come to somebody who is away to his substitute."""
        mine = self.filtered(lambda item: item.user_id and item.state in OPEN)
        if mine and self.env["vpdt.absence"]._away_now(mine.user_id.ids):
            mine._set_acting(mine.user_id.ids, mine.ids)

    @api.model
    def _set_acting(self, user_ids, handling_ids=None):
        """Make who acts on what is open with these users what the absences say.

        Three statements however many there are. What somebody is moving right now is
        left to the next run.

        :param handling_ids: only these, unless None
        :return: [{"id", "document_id", "user_id", "acting_id", "old_id"}] of what
            changed
        """
        if not user_ids:
            return []
        away, able = self.env["vpdt.absence"]._substitution()
        changes = {}
        for row in self._acting_rows(list(user_ids), handling_ids):
            wanted = absence = None
            if row["state"] != "passed":
                task = Task(
                    row["role"],
                    row["agency_id"],
                    row["purpose"],
                    row["urgency"] or "0",
                    row["type_id"],
                    row["field_id"],
                )
                wanted, absence = find_substitute(row["user_id"], task, away, able)
            elif row["user_id"] in away:
                # He passed it on in the other's place: it stays his till the end.
                wanted = row["acting_id"]
            if wanted != row["acting_id"]:
                changes[row["id"]] = {
                    "id": row["id"],
                    "document_id": row["document_id"],
                    "user_id": row["user_id"],
                    "acting_id": wanted,
                    "old_id": row["acting_id"],
                    "absence_id": absence,
                }
        return self._write_acting(changes)

    @api.model
    def _acting_rows(self, user_ids, handling_ids):
        self.flush_model()
        self.env["vpdt.document"].flush_model(["urgency", "type_id", "field_id"])
        if handling_ids is not None:
            which = SQL("h.id = ANY(%s)", list(handling_ids))
        else:
            # Two partial indexes: what is open, and what a substitute passed on
            which = SQL(
                """
                h.id IN (SELECT id FROM vpdt_handling
                          WHERE user_id = ANY(%(users)s)
                            AND state IN ('waiting', 'opened')
                         UNION
                         SELECT id FROM vpdt_handling
                          WHERE user_id = ANY(%(users)s) AND acting_id IS NOT NULL
                            AND state IN ('waiting', 'opened', 'passed'))
                """,
                users=user_ids,
            )
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT h.id, h.document_id, h.user_id, h.acting_id, h.state, h.role,
                       h.agency_id, h.purpose, d.urgency, d.type_id, d.field_id
                  FROM vpdt_handling h
                  JOIN vpdt_document d ON d.id = h.document_id
                 WHERE %s
                 ORDER BY h.id
                """,
                which,
            )
        )

    @api.model
    def _write_acting(self, changes):
        if not changes:
            return []
        rows = list(changes.values())
        written = self.env.execute_query(
            SQL(
                """
                UPDATE vpdt_handling h SET acting_id = wanted.acting_id
                  FROM unnest(%s::int[], %s::int[]) AS wanted (id, acting_id)
                 WHERE h.id = wanted.id
                   AND h.id IN (
                        SELECT id FROM vpdt_handling
                         WHERE id = ANY(%s)
                           AND state IN ('waiting', 'opened', 'passed')
                           FOR NO KEY UPDATE SKIP LOCKED)
             RETURNING h.id
                """,
                [row["id"] for row in rows],
                [row["acting_id"] for row in rows],
                [row["id"] for row in rows],
            )
        )
        done = [changes[one] for [one] in written]
        self._note_acting(done)
        self.invalidate_model(["acting_id", "step_ids"])
        # sudo: who acts reads, who no longer acts does not (I3)
        self.env["vpdt.reader"].sudo()._sync(
            document_ids=sorted({row["document_id"] for row in done}),
            user_ids=sorted(
                {
                    user
                    for row in done
                    for user in (row["acting_id"], row["old_id"])
                    if user
                }
            ),
        )
        self._untell_lost(
            [(row["old_id"], row["document_id"]) for row in done if row["old_id"]]
        )
        concerned = {
            row[key] for row in done for key in ("user_id", "acting_id", "old_id")
        }
        self.env["res.users"].browse(sorted(concerned - {None}))._bus_send(
            "vpdt.desk", {}
        )
        return done

    @api.model
    def _note_acting(self, rows):
        """Add the steps: who acts no longer, then who acts now."""
        if not rows:
            return
        Step = self.env["vpdt.handling.step"]
        self.env.execute_query(
            SQL(
                """
                INSERT INTO vpdt_handling_step (document_id, handling_id, move,
                       author_id, holder_id, at, substitute_id, absence_id)
                SELECT row.document_id, row.id, change.move, %s, row.user_id,
                       %s, change.substitute_id,
                       CASE change.move WHEN 'act' THEN row.absence_id ELSE (
                            SELECT step.absence_id FROM vpdt_handling_step step
                             WHERE step.handling_id = row.id AND step.move = 'act'
                             ORDER BY step.id DESC LIMIT 1) END
                  FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::int[],
                              %s::int[])
                       AS row (id, document_id, user_id, acting_id, old_id, absence_id)
                  CROSS JOIN LATERAL (VALUES ('hand_back', row.old_id, 1),
                                             ('act', row.acting_id, 2))
                       AS change (move, substitute_id, place)
                 WHERE change.substitute_id IS NOT NULL
                 ORDER BY row.id, change.place
             RETURNING id
                """,
                self.env.uid,
                fields.Datetime.now(),
                *(
                    [row[key] for row in rows]
                    for key in (
                        "id",
                        "document_id",
                        "user_id",
                        "acting_id",
                        "old_id",
                        "absence_id",
                    )
                ),
            )
        )
        Step.invalidate_model()

    @api.model
    def _untell_lost(self, pairs):
        """Take back what the inbox says of papers that somebody no longer reads.

        :param pairs: list of (id of the user, id of the document)
        """
        if not pairs:
            return
        self.env["vpdt.telling"]._forget(pairs, reading=False)
        Notification, Message = self.env["mail.notification"], self.env["mail.message"]
        Notification.flush_model()
        Message.flush_model()
        named = Message._fields["partner_ids"]
        lost = SQL(
            """
            SELECT message.id AS message_id, users.partner_id
              FROM unnest(%s::int[], %s::int[]) AS pair (user_id, document_id)
              JOIN res_users users ON users.id = pair.user_id
              JOIN mail_message message ON message.model = 'vpdt.document'
                                       AND message.res_id = pair.document_id
             WHERE NOT EXISTS (
                    SELECT 1 FROM vpdt_reader reader
                     WHERE reader.user_id = pair.user_id
                       AND reader.document_id = pair.document_id)
            """,
            [user for user, _document in pairs],
            [document for _user, document in pairs],
        )
        for table, message, partner in (
            (Notification._table, "mail_message_id", "res_partner_id"),
            (named.relation, named.column1, named.column2),
        ):
            self.env.execute_query(
                SQL(
                    """
                    DELETE FROM %(table)s row USING (%(lost)s) lost
                     WHERE row.%(message)s = lost.message_id
                       AND row.%(partner)s = lost.partner_id
                 RETURNING 1
                    """,
                    table=SQL.identifier(table),
                    lost=lost,
                    message=SQL.identifier(message),
                    partner=SQL.identifier(partner),
                )
            )
        Notification.invalidate_model()
        Message.invalidate_model(["partner_ids", "notification_ids"])

    # -- the transfer dialog ------------------------------------------------------

    def _candidates(self, move="transfer", proposed=False):
        found = super()._candidates(move, proposed)
        if not proposed:
            self._mark_away(found)
        return found

    def _mark_away(self, found):
        """Say at each receiver whether he is away, and who acts for him (R4)."""
        Absence = self.env["vpdt.absence"]
        away = Absence._away_now()
        if not away:
            return
        agencies = [item["id"] for item in found.values() if item["kind"] == "agency"]
        clerks = self.env["hr.job"]._holdings(roles=["clerk"], agency_ids=agencies)
        rules, able = Absence._substitution()
        for item in found.values():
            item["away"] = False
            if item["kind"] == "agency":
                item["away"] = self._clerks_away_text(item["id"], clerks, away)
                continue
            absence = away.get(item["id"])
            if not absence:
                continue
            task = Task(
                item["role"],
                self.agency_id.id,
                item["usual"] or item["purposes"][0],
                self.document_id.urgency,
                self.document_id.type_id.id,
                self.document_id.field_id.id,
            )
            substitute, _absence = find_substitute(item["id"], task, rules, able)
            item["away"] = self._away_text(absence, substitute)

    def _away_text(self, absence, substitute):
        until = absence._shown(absence.date_to)
        if substitute:
            return self.env._(
                "Away until %(until)s; %(who)s acts.",
                until=until,
                who=self.env["res.users"].browse(substitute).sudo().name,
            )
        return self.env._("Away until %(until)s; nobody acts.", until=until)

    def _clerks_away_text(self, agency_id, clerks, away):
        mine = [item.user_id for item in clerks if item.agency_id == agency_id]
        if any(user not in away for user in mine):
            return False
        back = min(away[user].date_to for user in mine)
        return self.env._(
            "All its clerks are away until %(until)s.",
            until=self.env["vpdt.absence"]._shown(back),
        )
