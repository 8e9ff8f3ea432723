import logging
from types import SimpleNamespace

from odoo import api, fields, models
from odoo.tools import formatLang

from odoo.addons.vpdt_documents.office_time import time_text

from ..checks import AMBER, CHECKS, RED, Reading, bytes_of, span_of

_logger = logging.getLogger(__name__)


class VpdtHealthProbe(models.AbstractModel):
    """What is measured and how it is said: for each check of the catalogue a pair
    `_measure_CODE(limits)` and `_say_CODE(said)`, by area in the files `probe_….py`.

    Measured are counts, sizes and times. Nothing of a document, of a message or of who
    wrote it is read (I3).
    """

    _name = "vpdt.health.probe"
    _description = "What is measured"

    # -- measuring ------------------------------------------------------------------

    @api.model
    def _take(self, settings):
        """Measure; a check that fails is not known, the others go on.

        :param settings: {code: vpdt.health.check}
        :return: {code: [Reading]}, the first is of the whole office
        """
        found = {}
        for code, limits in settings.items():
            try:
                with self.env.cr.savepoint():
                    found[code] = getattr(self, f"_measure_{code}")(limits)
            # whatever it is, the page says so and the log says what
            except Exception as error:  # pylint: disable=broad-except
                _logger.warning("health: %s was not measured", code, exc_info=True)
                found[code] = [Reading(None, {"error": type(error).__name__})]
        return found

    @api.model
    def _before(self, hours):
        """Return the naive UTC moment so many hours ago."""
        return fields.Datetime.subtract(fields.Datetime.now(), hours=hours)

    @api.model
    def _by_agency(self, counts, facts):
        """Return the readings of the whole office and of each agency.

        :param counts: {agency id or None: number}
        """
        return [
            Reading(sum(counts.values()), facts),
            *(
                Reading(count, facts, agency_id=agency)
                for agency, count in counts.items()
                if agency
            ),
        ]

    # -- saying ---------------------------------------------------------------------

    @api.model
    def _words(self, code, value, known, facts, state):
        """Return {"figure", "what", "todo"} of a measured value, in the language of
        the context; `todo` is empty while all is well.

        :param known: whether there is a value
        """
        facts = facts or {}
        check = CHECKS[code]
        said = SimpleNamespace(
            value=value if known else None,
            figure=self._figure(value, check.unit) if known else "–",
            facts=facts,
            bad=state in (AMBER, RED),
        )
        if "error" in facts:
            what = self.env._("Could not be measured (%(error)s).", **facts)
            todo = self.env._("The log of the server says why.")
        else:
            what, todo = getattr(self, f"_say_{code}")(said)
        return {
            "figure": said.figure,
            "what": what,
            "todo": todo if said.bad or "error" in facts else "",
        }

    @api.model
    def _number(self, value):
        """Return a number as people here write it, with one decimal below ten."""
        digits = 1 if abs(value) < 10 and round(value, 1) != round(value) else 0
        return formatLang(self.env, value, digits=digits)

    @api.model
    def _figure(self, value, unit):
        """Return a value with its unit, in words."""
        if unit == "bytes":
            number, unit = bytes_of(value)
            return f"{self._number(number)} {unit}"
        if unit == "percent":
            return f"{self._number(value)}%"
        if unit == "count":
            return self._number(value)
        number, unit = span_of(value, unit)
        number = self._number(number)
        return {
            "seconds": self.env._("%(number)s seconds", number=number),
            "minutes": self.env._("%(number)s minutes", number=number),
            "hours": self.env._("%(number)s hours", number=number),
            "days": self.env._("%(number)s days", number=number),
        }[unit]

    @api.model
    def _moment(self, text):
        """Return a moment of the facts (UTC, ISO) as people here write it."""
        return time_text(fields.Datetime.to_datetime(text[:19]))
