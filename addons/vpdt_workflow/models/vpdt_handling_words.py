from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.vpdt_documents.office_time import local_time

from ..routing.spoken import OFFICE, agency_names, person_names
from ..routing.wording import read_directive
from .vpdt_handling_deadline import LAST_YEAR

#: Nobody writes a directive longer than this; what is longer is not read.
_LONGEST = 4000


class _AgencyDays:
    """The working days of an agency as `routing.due` asks for them; read when asked."""

    def __init__(self, agency):
        self._agency, self._time = agency, None

    @property
    def time(self):
        """The agency's `clock.WorkTime`."""
        if self._time is None:
            self._time = self._agency._work_time()
        return self._time

    def is_working(self, date):
        """Return whether somebody works on `date`."""
        return bool(self.time.on(date))

    def after(self, date, days):
        """Return the `days`-th working day after `date`."""
        last = date + timedelta(days=3 * days + 60)
        while days and date < last:
            date += timedelta(days=1)
            days -= self.is_working(date)
        return date

    def moment(self, due):
        """Return a `routing.due.Due` as naive UTC: the end of work unless it says."""
        if due.time:
            return self.time.moment(due.date, due.time.hour + due.time.minute / 60)
        part = "morning" if due.half == "am" else "day"
        return self.time.end_of(due.date, part) or self.time.moment(
            due.date, 11.5 if due.half == "am" else 17
        )


class VpdtHandling(models.Model):
    """The words of a directive propose its receivers and deadline (R2, R4)."""

    _inherit = "vpdt.handling"

    @api.readonly
    def get_directive_reading(self, text, move="transfer", receiver=None):
        """Return what the words of a directive say, for the leader to confirm.

        :param text: what is written so far
        :param move: as of `get_transfer_options`
        :param receiver: key of the person in the lead ("user:7"): the words may
            propose to him whom to charge (the chief of office to the chairman)
        :return: {"lines": [{"key", "purpose"}], "deadline": UTC or False, "part": "day"
            or "morning", "past": the deadline is over, "unknown": [name that is no
            receiver's], "unclear": [words that leave open who or when], "unfit":
            [{"key", "purpose"} the rules do not allow], "spans": [{"start", "end",
            "what", "key", "words"}], "proposal": the same read as a proposal to
            `receiver`, with his "receiver" key, False where he passes nothing on}
        :raises AccessError: it is not the user's turn
        """
        self.ensure_one()
        self.check_access("read")
        if not self._is_holder():
            raise AccessError(self.env._("This is not yours to do."))
        text = text[:_LONGEST] if isinstance(text, str) else ""
        candidates = self._candidates(move) if text.strip() else {}
        answer = self._words_read(text, candidates)
        answer["proposal"] = False
        offered = candidates.get(receiver) if isinstance(receiver, str) else None
        proposable = self._candidates_of(offered)
        if proposable:
            answer["proposal"] = {
                **self._words_read(text, proposable, proposing=True),
                "receiver": receiver,
            }
        return answer

    def _words_read(self, text, candidates, proposing=False):
        """Return what the words say to `candidates`; see `get_directive_reading`."""
        days = _AgencyDays(self.agency_id)
        now = fields.Datetime.now()
        here = local_time(now).replace(tzinfo=None)
        reading = read_directive(
            text, self._by_names(candidates), here, days, proposing
        )
        due = reading.deadline
        # a year nobody means is left to the writer, as `_checked_deadline` does
        deadline = days.moment(due) if due and due.date.year <= LAST_YEAR else False
        return {
            "lines": [
                {"key": key, "purpose": purpose} for key, purpose in reading.lines
            ],
            "deadline": fields.Datetime.to_string(deadline) if deadline else False,
            "part": "morning" if deadline and reading.deadline.half == "am" else "day",
            "past": bool(deadline and deadline <= now),
            "unknown": reading.unknown,
            "unclear": reading.unclear,
            "unfit": [
                {"key": key, "purpose": "support" if role == "do" else role}
                for key, role in reading.unfit
            ],
            "spans": [
                {
                    # where it stands for a browser, which counts in UTF-16
                    "start": len(text[: span.start].encode("utf-16-le")) // 2,
                    "end": len(text[: span.end].encode("utf-16-le")) // 2,
                    "what": span.what,
                    "key": span.key,
                    "words": span.words,
                }
                for span in reading.spans
            ],
        }

    @api.model
    def _by_names(self, candidates):
        """Return `_candidates` with every name each may be called by."""
        # sudo: names of the agencies the rules offer the user
        agencies = (
            self.env["hr.department"]
            .sudo()
            .browse(
                item["id"] for item in candidates.values() if item["kind"] == "agency"
            )
        )
        agencies.fetch(["name", "symbol", "letterhead_name"])
        # thirteen communes sign as UBND: what many share calls none of them
        symbols = Counter(agency.symbol for agency in agencies)
        by_id = {agency.id: agency for agency in agencies}
        found = []
        for item in candidates.values():
            if item["kind"] == "agency":
                agency = by_id[item["id"]]
                own = symbols[agency.symbol] == 1 and agency.symbol != "UBND"
                names = agency_names(
                    agency.name,
                    agency.symbol if own else "",
                    agency.letterhead_name or "",
                )
            else:
                names = person_names(item["name"], item["role"])
                if "monitor" in item["purposes"] and item["role"].endswith("_office"):
                    names += OFFICE
            found.append(
                {
                    "key": item["key"],
                    "kind": item["kind"],
                    "names": names,
                    "purposes": item["purposes"],
                    "usual": item["usual"],
                }
            )
        return found
