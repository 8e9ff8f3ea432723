from odoo import api, fields, models
from odoo.tools import SQL

from ..ledger import GENESIS, Link, content_digest, first_break, link


class VpdtLedger(models.Model):
    """The sealed events of each series, chained by hash (design 5.3, I2)."""

    _name = "vpdt.ledger"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Sealed register line"
    _order = "series_id, sequence"
    _log_access = False

    series_id = fields.Many2one(
        "vpdt.series", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(required=True, aggregator=None)
    number = fields.Integer(required=True, aggregator=None)
    event = fields.Selection(
        [
            ("used", "Used"),
            ("void", "Void"),
            ("corrected", "Corrected"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
    )
    correction_id = fields.Many2one(
        "vpdt.correction", index="btree_not_null", ondelete="restrict"
    )
    digest = fields.Char(required=True)
    previous_hash = fields.Char(required=True)
    hash = fields.Char(required=True)
    sealed_at = fields.Datetime(required=True)

    _number_index = models.Index("(series_id, number)")
    _sequence_unique = models.UniqueIndex(
        "(series_id, sequence)", "An event of a series is sealed once."
    )

    @api.model
    def _seal(self, all_series):
        """Append what is settled since the last sealing, in order of number.

        Stops at a number that is reserved and not settled yet: its line comes first.
        Runs in its own short transaction under a lock, so two sweeps do not fork the
        chain.
        """
        for series in all_series:
            with series._short_transaction() as cr:
                cr.execute(
                    SQL(
                        "SELECT pg_advisory_xact_lock(hashtext('vpdt_ledger'), %s)",
                        series.id,
                    )
                )
                self._seal_one(cr, series.id)
        self.invalidate_model()

    @api.model
    def _seal_one(self, cr, series_id):
        cr.execute(
            SQL(
                """
                SELECT sequence, hash,
                       (SELECT max(number) FROM vpdt_ledger
                         WHERE series_id = %s AND event IN ('used', 'void'))
                  FROM vpdt_ledger WHERE series_id = %s
                 ORDER BY sequence DESC LIMIT 1
                """,
                series_id,
                series_id,
            )
        )
        sequence, previous, number = cr.fetchone() or (0, GENESIS, 0)
        rows = []
        for values in self._settled_lines(cr, series_id, number):
            if values["number"] != number + 1:
                break
            number += 1
            sequence += 1
            event = "void" if values["state"] == "void" else "used"
            sealed = link(
                series_id,
                sequence,
                number,
                event,
                content_digest(self._line_content(values)),
                previous,
            )
            previous = sealed.hash
            rows.append((sealed, None))
        for correction_id, corrected, digest in self._new_corrections(
            cr, series_id, number
        ):
            sequence += 1
            sealed = link(series_id, sequence, corrected, "corrected", digest, previous)
            previous = sealed.hash
            rows.append((sealed, correction_id))
        for cancelled, digest in self._new_cancellations(cr, series_id, number):
            sequence += 1
            sealed = link(series_id, sequence, cancelled, "cancelled", digest, previous)
            previous = sealed.hash
            rows.append((sealed, None))
        for sealed, correction_id in rows:
            cr.execute(
                SQL(
                    """
                    INSERT INTO vpdt_ledger
                           (series_id, sequence, number, event, correction_id, digest,
                            previous_hash, hash, sealed_at)
                    VALUES (%s, %s, %s, %s, %s, %s, %s, %s,
                            now() AT TIME ZONE 'UTC')
                    """,
                    series_id,
                    sealed.sequence,
                    sealed.number,
                    sealed.event,
                    correction_id,
                    sealed.digest,
                    sealed.previous,
                    sealed.hash,
                )
            )

    @api.model
    def _settled_lines(self, cr, series_id, after):
        cr.execute(
            SQL(
                """
                SELECT e.number, e.state, e.void_reason,
                       COALESCE(c.before, jsonb_build_object(
                           'code', d.code, 'issued_date', d.issued_date,
                           'issuer', d.issuer, 'subject', d.subject,
                           'signer', d.signer, 'type_id', d.type_id)) AS content,
                       e.received_date, e.document_id
                  FROM vpdt_entry e
             LEFT JOIN vpdt_document d ON d.id = e.document_id
             LEFT JOIN LATERAL (
                        SELECT before FROM vpdt_correction
                         WHERE document_id = d.id ORDER BY id LIMIT 1
                  ) c ON TRUE
                 WHERE e.series_id = %s AND e.number > %s
              ORDER BY e.number LIMIT 5000
                """,
                series_id,
                after,
            )
        )
        names = [column.name for column in cr.description]
        return [dict(zip(names, row, strict=True)) for row in cr.fetchall()]

    @api.model
    def _line_content(self, values, event=None):
        """Return what the seal of a line covers.

        :param event: what was sealed: a line sealed as used may be cancelled later
        """
        void = event == "void" if event else values["state"] == "void"
        return {
            "number": values["number"],
            "received_date": values["received_date"],
            "document_id": values["document_id"],
            "void_reason": values["void_reason"] if void else None,
            "content": values["content"] if values["document_id"] else None,
        }

    @api.model
    def _new_corrections(self, cr, series_id, sealed_number):
        cr.execute(
            SQL(
                """
                SELECT c.id, e.number, c.after
                  FROM vpdt_correction c
                  JOIN vpdt_entry e ON e.document_id = c.document_id
                 WHERE e.series_id = %s AND e.number <= %s
                   AND NOT EXISTS (
                        SELECT 1 FROM vpdt_ledger l
                         WHERE l.series_id = e.series_id AND l.correction_id = c.id)
              ORDER BY c.id, e.number
                """,
                series_id,
                sealed_number,
            )
        )
        return [
            (correction, number, content_digest(after))
            for correction, number, after in cr.fetchall()
        ]

    @api.model
    def _new_cancellations(self, cr, series_id, sealed_number):
        """Return (number, digest) of lines cancelled since they were sealed as used."""
        cr.execute(
            SQL(
                """
                SELECT e.number, e.void_reason
                  FROM vpdt_entry e
                  JOIN vpdt_ledger used ON used.series_id = e.series_id
                                       AND used.number = e.number
                                       AND used.event = 'used'
                 WHERE e.series_id = %s AND e.number <= %s AND e.state = 'void'
                   AND NOT EXISTS (
                        SELECT 1 FROM vpdt_ledger l
                         WHERE l.series_id = e.series_id AND l.number = e.number
                           AND l.event = 'cancelled')
              ORDER BY e.number
                """,
                series_id,
                sealed_number,
            )
        )
        return [
            (number, content_digest(self._cancelled_content(number, reason)))
            for number, reason in cr.fetchall()
        ]

    @api.model
    def _cancelled_content(self, number, reason):
        return {"number": number, "void_reason": reason}

    @api.model
    def _verify(self, series):
        """Check one series against its ledger.

        :return: list of problems, each ``(number, "chain"|"content"|"gap")``; empty
            when the chain holds, every number 1…n has its line and every line says
            what was sealed
        """
        series.env.flush_all()
        cr = self.env.cr
        rows = self.search([("series_id", "=", series.id)], order="sequence")
        links = [
            Link(
                row.sequence,
                row.number,
                row.event,
                row.digest,
                row.previous_hash,
                row.hash,
            )
            for row in rows
        ]
        problems = []
        broken = first_break(series.id, links)
        if broken is not None:
            number = links[broken - 1].number if broken <= len(links) else 0
            problems.append((number, "chain"))
        used = {item.number: item for item in links if item.event in ("used", "void")}
        cancelled = {item.number: item for item in links if item.event == "cancelled"}
        last = {item.number: item for item in links if item.event != "cancelled"}
        seen = 0
        for values in self._all_lines(cr, series.id):
            number = values["number"]
            problems += [(gap, "gap") for gap in range(seen + 1, number)]
            seen = number
            if number not in used:
                continue
            event = used[number].event
            if used[number].digest != content_digest(self._line_content(values, event)):
                problems.append((number, "content"))
            elif number in cancelled and (
                values["state"] != "void"
                or cancelled[number].digest
                != content_digest(
                    self._cancelled_content(number, values["void_reason"])
                )
            ):
                problems.append((number, "content"))
            elif values["now"] is not None and values["corrected"]:
                if last[number].event == "corrected" and last[
                    number
                ].digest != content_digest(values["now"]):
                    problems.append((number, "content"))
        problems += [(number, "gap") for number in used if number > seen]
        return problems

    @api.model
    def _all_lines(self, cr, series_id):
        """Yield every line with the content sealed first and the content now."""
        after = 0
        while lines := self._settled_lines(cr, series_id, after):
            ids = [line["document_id"] for line in lines if line["document_id"]]
            cr.execute(
                SQL(
                    """
                    SELECT d.id, jsonb_build_object(
                               'code', d.code, 'issued_date', d.issued_date,
                               'issuer', d.issuer, 'subject', d.subject,
                               'signer', d.signer, 'type_id', d.type_id),
                           EXISTS (SELECT 1 FROM vpdt_correction c
                                    WHERE c.document_id = d.id)
                      FROM vpdt_document d WHERE d.id = ANY(%s)
                    """,
                    ids,
                )
            )
            now = {row[0]: row[1:] for row in cr.fetchall()}
            for line in lines:
                content, corrected = now.get(line["document_id"], (None, False))
                yield {**line, "now": content, "corrected": corrected}
            after = lines[-1]["number"]
