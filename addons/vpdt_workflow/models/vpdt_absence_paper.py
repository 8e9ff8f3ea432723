from odoo import api, fields, models
from odoo.tools import SQL


class VpdtAbsencePaper(models.Model):
    """The hand-back list: what came while somebody was away, what was done with it.

    Read from handlings, steps and directives; each line only by the readers of its
    document.
    """

    _name = "vpdt.absence.paper"
    _description = "Paper of an absence"
    _auto = False
    _order = "since, id"
    _rec_name = "document_id"

    absence_id = fields.Many2one("vpdt.absence", readonly=True)
    handling_id = fields.Many2one("vpdt.handling", readonly=True)
    document_id = fields.Many2one(
        "vpdt.document", readonly=True, bypass_search_access=True
    )
    user_id = fields.Many2one("res.users", readonly=True, string="Away")
    substitute_id = fields.Many2one("res.users", readonly=True, string="Who acts")
    purpose = fields.Selection(related="handling_id.purpose")
    deadline = fields.Datetime(readonly=True)
    since = fields.Datetime(readonly=True, string="Acted on since")
    done = fields.Selection(
        [
            ("left", "Left unopened"),
            ("opened", "Opened"),
            ("passed", "Passed on"),
            ("finished", "Finished"),
            ("returned", "Returned"),
            ("recalled", "Recalled by the sender"),
        ],
        readonly=True,
        string="What was done",
    )
    at = fields.Datetime(readonly=True, string="When")
    by_id = fields.Many2one("res.users", readonly=True)
    words = fields.Text(readonly=True)
    code = fields.Char(related="document_id.code")
    subject = fields.Char(related="document_id.subject")
    issuer = fields.Char(related="document_id.issuer")

    @property
    def _table_query(self):
        """One row for each handling that a substitute had in an absence.

        What was done counts only until it was handed back.
        """
        return SQL(
            """
            SELECT act.id, act.absence_id, act.handling_id, act.document_id,
                   act.holder_id AS user_id, act.substitute_id, h.deadline,
                   act.at AS since,
                   CASE WHEN directive.id IS NOT NULL THEN 'passed'
                        WHEN h.closed_at IS NULL
                          OR h.closed_at > coalesce(back.at, h.closed_at)
                        THEN CASE WHEN h.opened_at IS NULL
                                    OR h.opened_at > coalesce(back.at, h.opened_at)
                                  THEN 'left' ELSE 'opened' END
                        WHEN h.state = 'done' THEN 'finished'
                        ELSE h.state END AS done,
                   coalesce(directive.at, CASE
                       WHEN h.closed_at <= coalesce(back.at, h.closed_at)
                       THEN h.closed_at
                       WHEN h.opened_at <= coalesce(back.at, h.opened_at)
                       THEN h.opened_at END) AS at,
                   coalesce(directive.author_id, CASE
                       WHEN h.closed_at <= coalesce(back.at, h.closed_at)
                       THEN h.closed_by_id
                       WHEN h.opened_at <= coalesce(back.at, h.opened_at)
                       THEN h.opened_by_id END) AS by_id,
                   coalesce(directive.text, CASE
                       WHEN h.closed_at <= coalesce(back.at, h.closed_at)
                       THEN coalesce(h.result, h.reason) END) AS words
              FROM vpdt_handling_step act
              JOIN vpdt_handling h ON h.id = act.handling_id
              LEFT JOIN LATERAL (
                    SELECT min(step.at) AS at
                      FROM vpdt_handling_step step
                     WHERE step.handling_id = act.handling_id
                       AND step.move = 'hand_back' AND step.id > act.id
              ) back ON TRUE
              LEFT JOIN LATERAL (
                    SELECT d.id, d.at, d.author_id, d.text
                      FROM vpdt_directive d
                     WHERE d.handling_id = act.handling_id
                       AND d.at >= act.at
                       AND d.at <= coalesce(back.at, d.at)
                     ORDER BY d.id
                     LIMIT 1
              ) directive ON TRUE
             WHERE act.move = 'act' AND act.absence_id IS NOT NULL
               AND NOT EXISTS (
                    SELECT 1 FROM vpdt_handling_step later
                     WHERE later.handling_id = act.handling_id
                       AND later.absence_id = act.absence_id
                       AND later.move = 'act' AND later.id > act.id)
            """
        )

    @api.depends("document_id")
    def _compute_display_name(self):
        for paper in self:
            paper.display_name = paper.document_id.display_name

    def _print_row(self):
        """Return the line as the printed list shows it."""
        self.ensure_one()
        labels = dict(self._fields["done"]._description_selection(self.env))
        shown = self.env["vpdt.absence"]._shown
        words = f": {self.words}" if self.words else ""
        by = f" ({self.by_id.name}, {shown(self.at)})" if self.by_id else ""
        return (
            self.code or "",
            self.subject or "",
            self.substitute_id.name or "",
            f"{labels[self.done]}{by}{words}",
            shown(self.deadline),
        )
