"""Why a document did not come to somebody: what was sent where, and taken back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Sent:
    """A handling as far as it explains who does not have it.

    `holder`: the person, or None while it lies with the clerks of the agency.
    """

    agency_id: int
    holder: int | None
    state: str
    sent_at: datetime
    sender: str
    closed_at: datetime | None = None
    closed_by: str = ""


def sent_reasons(person, agencies, sent):
    """Return what of the route explains that `person` does not have the document.

    :param person: id of the account
    :param agencies: ids of the agencies of the posts held today
    :param sent: the document's handlings, as `Sent`
    :return: list of (code, agency id or None, `Sent` or None). Codes: "taken_back"
        (it was sent to the person and recalled), and of each agency: "at_clerk" (lies
        with its clerks, not registered yet), "agency_taken_back", "within" (the agency
        has it, nobody passed it on to the person), "never" (it was not sent there)
    """
    reasons = []
    own = [item for item in sent if item.holder == person and item.state == "recalled"]
    if own:
        reasons.append(("taken_back", None, max(own, key=lambda item: item.sent_at)))
    for agency in agencies:
        reasons.append(_of_agency(agency, person, sent))
    return reasons


def _of_agency(agency, person, sent):
    there = [item for item in sent if item.agency_id == agency]
    live = [item for item in there if item.state != "recalled"]
    if not there:
        return ("never", agency, None)
    if not live:
        return ("agency_taken_back", agency, max(there, key=lambda item: item.sent_at))
    at_clerk = [item for item in live if not item.holder]
    if len(at_clerk) == len(live) and all(
        item.state in ("waiting", "opened") for item in at_clerk
    ):
        return ("at_clerk", agency, max(at_clerk, key=lambda item: item.sent_at))
    return ("within", agency, None)
