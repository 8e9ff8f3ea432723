from odoo import api, fields, models
from odoo.tools import SQL

from ..checks import Reading


class VpdtHealthProbe(models.AbstractModel):
    """Where papers are stuck: how many, never which."""

    _inherit = "vpdt.health.probe"

    @api.model
    def _count_by_agency(self, query, facts):
        """Return the readings of a query with the columns agency and number."""
        return self._by_agency(dict(self.env.execute_query(query)), facts)

    @api.model
    def _measure_intakes_waiting(self, limits):
        return self._count_by_agency(
            SQL(
                "SELECT agency_id, count(*) FROM vpdt_intake"
                " WHERE create_date < %s GROUP BY 1",
                self._before(limits.after),
            ),
            {"hours": limits.after},
        )

    @api.model
    def _say_intakes_waiting(self, said):
        hours = self._figure(said.facts["hours"], "hours")
        if not said.value:
            return self.env._("No paper waits longer than %(time)s.", time=hours), ""
        return (
            self.env._(
                "Not registered for more than %(time)s: %(count)s papers.",
                time=hours,
                count=said.figure,
            ),
            self.env._("The clerks of the agency register or discard them."),
        )

    @api.model
    def _measure_files_unread(self, limits):
        return self._count_by_agency(
            SQL(
                """
                SELECT i.agency_id, count(*)
                  FROM vpdt_file f LEFT JOIN vpdt_intake i ON i.id = f.intake_id
                 WHERE f.text_state = 'waiting' AND f.create_date < %s
                 GROUP BY 1
                """,
                self._before(limits.after),
            ),
            {"hours": limits.after},
        )

    @api.model
    def _say_files_unread(self, said):
        hours = self._figure(said.facts["hours"], "hours")
        if not said.value:
            return self.env._("No file waits longer than %(time)s.", time=hours), ""
        return (
            self.env._(
                "Not read for more than %(time)s: %(count)s files; their text is not "
                "found by search.",
                time=hours,
                count=said.figure,
            ),
            self.env._(
                "Look at the line “Queued work that waits”; if nothing moves there, "
                "start the server again."
            ),
        )

    @api.model
    def _measure_reading_failed(self, limits):
        # Registered ones are history: nobody reads them again.
        return self._count_by_agency(
            SQL(
                """
                SELECT i.agency_id, count(*)
                  FROM vpdt_file f JOIN vpdt_intake i ON i.id = f.intake_id
                 WHERE f.text_state = 'failed'
                 GROUP BY 1
                """
            ),
            {},
        )

    @api.model
    def _say_reading_failed(self, said):
        if not said.value:
            return self.env._("All papers that came in could be read."), ""
        return (
            self.env._(
                "Of the papers not registered yet %(count)s files could not be read.",
                count=said.figure,
            ),
            self.env._(
                "The clerks scan them again at 200 dpi, or fill in the fields by hand."
            ),
        )

    @api.model
    def _measure_deliveries_held(self, limits):
        if "vpdt.dispatch" not in self.env:
            return [Reading(0)]
        return self._count_by_agency(
            SQL(
                """
                SELECT r.agency_id, count(*)
                  FROM vpdt_dispatch d LEFT JOIN vpdt_draft r ON r.id = d.draft_id
                 WHERE d.state = 'held' AND d.write_date < %s
                 GROUP BY 1
                """,
                self._before(limits.after),
            ),
            {"hours": limits.after},
        )

    @api.model
    def _say_deliveries_held(self, said):
        if not said.value:
            return self.env._("No delivery inside the office is held back."), ""
        return (
            self.env._(
                "Deliveries inside the office held back: %(count)s.", count=said.figure
            ),
            self.env._(
                "An agency that receives them has no clerk with an account: fill the "
                "post. They go out by themselves then."
            ),
        )

    @api.model
    def _measure_prints_missing(self, limits):
        if "vpdt.draft.version" not in self.env:
            return [Reading(0)]
        return self._count_by_agency(
            SQL(
                """
                SELECT r.agency_id, count(*)
                  FROM vpdt_draft_version v JOIN vpdt_draft r ON r.id = v.draft_id
                 WHERE v.pdf_id IS NULL AND v.at >= %s
                   AND NOT EXISTS (SELECT 1 FROM vpdt_draft_version later
                                    WHERE later.draft_id = v.draft_id
                                      AND later.number > v.number)
                 GROUP BY 1
                """,
                self._before(limits.after),
            ),
            {"hours": limits.after},
        )

    @api.model
    def _say_prints_missing(self, said):
        hours = self._figure(said.facts.get("hours", 0), "hours")
        if not said.value:
            return self.env._("All drafts of %(time)s have a print.", time=hours), ""
        return (
            self.env._(
                "Drafts of the last %(time)s without a print (PDF): %(count)s.",
                time=hours,
                count=said.figure,
            ),
            self.env._(
                "LibreOffice on the server could not make it: the log says why. Their "
                "makers save the draft once more afterwards."
            ),
        )

    @api.model
    def _measure_reader_table(self, limits):
        [(rows, last)] = self.env.execute_query(
            SQL(
                "SELECT coalesce(sum(missing + extra) FILTER (WHERE at >= %s), 0),"
                " max(at) FROM vpdt_reader_check",
                self._before(limits.after),
            )
        )
        if not last:
            return [Reading(None)]
        facts = {"last": fields.Datetime.to_string(last), "hours": limits.after}
        return [Reading(rows, facts)]

    @api.model
    def _say_reader_table(self, said):
        if said.value is None:
            return self.env._("Readers were not compared yet: it is done at night."), ""
        last = self._moment(said.facts["last"])
        if not said.value:
            return (
                self.env._(
                    "Who reads what agrees with posts and routes; compared %(time)s.",
                    time=last,
                ),
                "",
            )
        return (
            self.env._(
                "In the last %(time)s %(count)s rows of readers had to be put right.",
                time=self._figure(said.facts["hours"], "hours"),
                count=said.figure,
            ),
            self.env._(
                "Set-up → Checks of readers says by cause; tell who maintains the "
                "system."
            ),
        )
