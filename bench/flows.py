"""The rows a paper leaves behind on its way: entries, handlings, directives.

The route is the district's: clerk, chief of office, chairman, clerks of departments
and communes, head, specialist (QĐ 553 Điều 3). A paper under way stands at one step;
a finished one has gone through all of them.
"""

from datetime import timedelta
from itertools import accumulate

# How many agencies besides the lead one a committee paper goes to: 3.1 on average,
# which gives a paper about twelve readers.
_SIDES = list(range(9)) + [12]
_SIDE_WEIGHTS = list(accumulate([13, 18, 19, 15, 12, 8, 5, 3, 2, 5]))
# Where a paper under way stands: step of the route, weight
_STAGES = [1, 2, 3, 4, 5]
_STAGE_WEIGHTS = list(accumulate([20, 25, 20, 15, 20]))
_WORDS = [
    "Giao chủ trì, tham mưu UBND huyện thực hiện.",
    "Chuyển các đơn vị liên quan phối hợp.",
    "Kính chuyển đồng chí xem xét, cho ý kiến chỉ đạo.",
    "Nghiên cứu, đề xuất trước thời hạn.",
    "Để biết và theo dõi.",
    "",
]
RESULT = "Đã thực hiện xong, có báo cáo kèm theo."
NULL = r"\N"


class Flow:
    """Turns papers into rows (lists of COPY text lines) by table name."""

    def __init__(self, ids, total):
        self.agencies = ids["agencies"]
        self.held = {int(agency): roles for agency, roles in ids["held"].items()}
        self.books = ids["books"]
        self.committee = self.agencies[0]
        # Between 2,000 and 20,000 handlings are open, about 1.5 for a paper
        self.first_open = total - max(1_300, min(13_000, total // 50))
        self.last_number = {}
        self.next_entry = self.next_handling = 1
        self.entries, self.handlings, self.directives = [], [], []

    def take(self):
        """Return and forget the rows made since the last call: table → lines."""
        rows = {
            "vpdt_entry": self.entries,
            "vpdt_handling": self.handlings,
            "vpdt_directive": self.directives,
        }
        self.entries, self.handlings, self.directives = [], [], []
        return rows

    def someone(self, rng, agency, role):
        """Return one holder of a post in an agency."""
        people = self.held[agency][role]
        return people[int(rng.random() * len(people))]

    def document(self, rng, number, day, urgency):
        """Make the rows of paper `number`, received at the datetime `day`.

        :return: (state of the document, id of who registered it)
        """
        share = rng.random()
        is_open = number > self.first_open
        if share < 0.60:
            return self._committee(rng, number, day, urgency, is_open)
        agency = self.agencies[1 + int(rng.random() * (len(self.agencies) - 1))]
        clerk = self.someone(rng, agency, "clerk")
        if share < 0.85:
            steps = self._route(rng, [(agency, "clerk", clerk)], agency)
            stage = rng.choice((1, 2)) if is_open else len(steps)
            self._chain(number, steps, stage, "lead", day, urgency, rng)
            state = "processing" if is_open else "done"
            self._entry(number, agency, "incoming", state, clerk, day)
            return state, clerk
        self._entry(number, agency, "outgoing", "done", clerk, day)
        return "done", clerk

    def _route(self, rng, steps, agency):
        return [
            *steps,
            (agency, "head", self.someone(rng, agency, "head")),
            (agency, "specialist", self.someone(rng, agency, "specialist")),
        ]

    def _committee(self, rng, number, day, urgency, is_open):
        home = self.committee
        clerk = self.someone(rng, home, "clerk")
        chairman = self.held[home]["chairman"][0]
        [sides] = rng.choices(_SIDES, cum_weights=_SIDE_WEIGHTS)
        lead, *others = rng.sample(self.agencies[1:], sides + 1)
        lead_clerk = self.someone(rng, lead, "clerk")
        steps = self._route(
            rng,
            [
                (home, "clerk", clerk),
                (home, "chief_of_office", self.held[home]["chief_of_office"][0]),
                (home, "chairman", chairman),
                (lead, "clerk", lead_clerk),
            ],
            lead,
        )
        [stage] = (
            rng.choices(_STAGES, cum_weights=_STAGE_WEIGHTS)
            if is_open
            else [len(steps)]
        )
        made = self._chain(number, steps, stage, "lead", day, urgency, rng)
        state = "processing" if is_open else "done"
        self._entry(number, home, "incoming", state, clerk, day)
        if stage > 3:
            self._entry(number, lead, "incoming", state, lead_clerk, day)
        if stage <= 2:
            return state, clerk
        parent = made[2]
        later = day + timedelta(hours=5)
        for role, purpose, likely in (
            ("vice_chairman", "direct", 0.4),
            ("deputy_chief_of_office", "monitor", 0.6),
        ):
            if rng.random() < likely:
                step = [(home, role, self.someone(rng, home, role))]
                self._chain(
                    number,
                    step,
                    not is_open,
                    purpose,
                    later,
                    urgency,
                    rng,
                    parent,
                    chairman,
                )
        for agency in others:
            its_clerk = self.someone(rng, agency, "clerk")
            purpose = "support" if rng.random() < 0.7 else "inform"
            steps = self._route(rng, [(agency, "clerk", its_clerk)], agency)
            if purpose == "inform":
                steps.pop()
            stage = len(steps) if not is_open else int(rng.random() * 3)
            self._chain(
                number,
                steps,
                min(stage, len(steps)),
                purpose,
                later,
                urgency,
                rng,
                parent,
                chairman,
            )
            if stage:
                self._entry(number, agency, "incoming", state, its_clerk, later)
        return state, clerk

    def _chain(
        self, number, steps, stage, purpose, day, urgency, rng, parent=NULL, sender=None
    ):
        """Make the handlings of one line of the route; return their ids.

        Step `stage` is the open one, the ones before were passed on; all are done
        where `stage` is the number of steps. An agency's own step lies with no
        person: its user is empty.
        """
        made = []
        finished = stage == len(steps)
        end = day + timedelta(hours=7 * len(steps))
        deadline = day + timedelta(days=3 + int(rng.random() * 12))
        for place, (agency, role, user) in enumerate(steps[: stage + 1]):
            is_agency = role == "clerk" and (place > 0 or parent != NULL)
            number_of = self.next_handling
            self.next_handling += 1
            sent = day + timedelta(hours=6 * place)
            opened = place < stage or rng.random() < 0.5
            if place == stage:
                state = "opened" if opened else "waiting"
            else:
                state = "done" if finished else "passed"
            above = made[-1] if made else parent
            self.handlings.append(
                f"{number_of}\t{number}\t{above}\t{above}\t{agency}\t"
                f"{NULL if is_agency else user}\t{sender or user}\t"
                f"{user if opened else NULL}\t{user if finished else NULL}\t"
                f"{purpose}\t{role}\t{urgency}\t{state}\t"
                f"{RESULT if finished else NULL}\t"
                f"{'t' if made or (purpose == 'lead' and above != NULL) else 'f'}\t"
                f"{sent}\t{deadline}\t{sent if opened else NULL}\t"
                f"{end if finished else NULL}\t{sent}\t{sent}\n"
            )
            if place < min(stage, len(steps) - 1):
                # The directive that passed it on bears the number of its handling
                words = _WORDS[int(rng.random() * len(_WORDS))]
                self.directives.append(
                    f"{number_of}\t{number}\t{number_of}\t{user}\t{sent}\t{words}\n"
                )
            made.append(number_of)
            sender = user
        return made

    def _entry(self, number, agency, kind, state, clerk, day):
        series, register = self.books[f"{agency}/{kind}/{day.year}"]
        line = self.last_number.get(series, 0) + 1
        self.last_number[series] = line
        self._line(
            number, agency, kind, state, clerk, day, series, register, line, NULL
        )

    def void(self, number, day):
        """Make a void line in the committee's book, as after a broken registration."""
        agency = self.committee
        series, register = self.books[f"{agency}/incoming/{day.year}"]
        line = self.last_number.get(series, 0) + 1
        self.last_number[series] = line
        clerk = self.held[agency]["clerk"][number % 4]
        self._line(
            NULL,
            agency,
            "incoming",
            "void",
            clerk,
            day,
            series,
            register,
            line,
            "Vào sổ dở dang",
        )

    def _line(
        self, number, agency, kind, state, clerk, day, series, register, line, why
    ):
        self.entries.append(
            f"{self.next_entry}\t{number}\t{register}\t{series}\t{agency}\t{day.year}\t"
            f"{line}\t{clerk}\t{kind}\t{state}\t{why}\t{day.date()}\t{day}\t{day}\t{day}\n"
        )
        self.next_entry += 1


COLUMNS = {
    "vpdt_handling": "id, document_id, parent_id, directive_id, agency_id, user_id, "
    "sender_id, opened_by_id, closed_by_id, purpose, role, urgency, state, result, "
    "is_main, sent_at, deadline, opened_at, closed_at, create_date, write_date",
    "vpdt_directive": "id, document_id, handling_id, author_id, at, text",
    "vpdt_entry": "id, document_id, register_id, series_id, agency_id, year, number, "
    "registered_by_id, kind, state, void_reason, received_date, registered_at, "
    "create_date, write_date",
}
