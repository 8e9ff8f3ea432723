from collections import Counter, defaultdict
from datetime import datetime, time

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.vpdt_documents.office_time import ZONE_NAME, utc_time


class VpdtSecurityCheck(models.Model):
    """Figures for reports, each time from the rows of findings and checklists."""

    _inherit = "vpdt.security.check"

    @api.model
    def _figures(self, date_from, date_to):
        """Return the figures of a span of days by agency, as of its end.

        Recomputed later they are the same (I6): rows are only added, or settled with
        their moment. In a fixed number of queries.

        :param date_from, date_to: dates, both in
        :return: {agency id: {"found", "settled", "open" (at the end), "by_kind":
            {kind: found}, "remedies": {step: count}, "checks" (to be signed in the
            span), "in_time", "late" (signed after the last day), "silent", "seen",
            "yes", "no", "na" (answers of those signed)}}
        """
        self.env.flush_all()
        first, after = self._moments(date_from, date_to)
        figures = defaultdict(self._no_figures)
        self._findings_into(figures, first, after)
        self._checks_into(figures, date_from, date_to, after)
        return dict(figures)

    @api.model
    def _no_figures(self):
        names = (
            "found", "settled", "open", "checks", "in_time", "late", "silent", "seen",
            "yes", "no", "na",
        )  # fmt: skip
        return {**dict.fromkeys(names, 0), "by_kind": Counter(), "remedies": Counter()}

    @api.model
    def _moments(self, date_from, date_to):
        """Return the naive UTC moments a span of days begins and has passed."""

        def moment(day, at):
            return utc_time(datetime.combine(day, at))

        return moment(date_from, time.min), moment(date_to, time.max)

    @api.model
    def _findings_into(self, figures, first, after):
        for agency, kind, found, settled, left in self.env.execute_query(
            SQL(
                """
                SELECT agency_id, kind,
                       count(*) FILTER (WHERE found_at >= %(first)s),
                       count(*) FILTER (WHERE closed_at <= %(after)s),
                       count(*) FILTER (WHERE closed_at IS NULL
                                           OR closed_at > %(after)s)
                  FROM vpdt_account_finding
                 WHERE found_at <= %(after)s
                   AND (closed_at IS NULL OR closed_at >= %(first)s)
                 GROUP BY agency_id, kind
                """,
                first=first,
                after=after,
            )
        ):
            mine = figures[agency]
            mine["found"] += found
            mine["settled"] += settled
            mine["open"] += left
            if found:
                mine["by_kind"][kind] += found
        for agency, kind, count in self.env.execute_query(
            SQL(
                """
                SELECT f.agency_id, s.kind, count(*)
                  FROM vpdt_account_finding_step s
                  JOIN vpdt_account_finding f ON f.id = s.finding_id
                 WHERE s.at BETWEEN %(first)s AND %(after)s
                   AND s.author_id IS NOT NULL
                 GROUP BY f.agency_id, s.kind
                """,
                first=first,
                after=after,
            )
        ):
            figures[agency]["remedies"][kind] += count

    @api.model
    def _checks_into(self, figures, date_from, date_to, after):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.agency_id, c.last_day,
                       CASE WHEN c.signed_at <= %(after)s THEN
                            (c.signed_at AT TIME ZONE 'UTC'
                                AT TIME ZONE %(zone)s)::date END,
                       coalesce(c.seen_at <= %(after)s, FALSE),
                       count(*) FILTER (WHERE l.answer = 'yes'),
                       count(*) FILTER (WHERE l.answer = 'no'),
                       count(*) FILTER (WHERE l.answer = 'na')
                  FROM vpdt_security_check c
             LEFT JOIN vpdt_security_check_line l ON l.check_id = c.id
                 WHERE c.last_day BETWEEN %(first)s AND %(last)s
                 GROUP BY c.id
                """,
                after=after,
                first=date_from,
                last=date_to,
                zone=ZONE_NAME,
            )
        )
        for agency, last_day, signed, seen, yes, no, na in rows:
            mine = figures[agency]
            mine["checks"] += 1
            mine["seen"] += seen
            if not signed:
                mine["silent"] += 1
                continue
            mine["late" if signed > last_day else "in_time"] += 1
            mine["yes"] += yes
            mine["no"] += no
            mine["na"] += na
