from odoo import api, fields, models

from ..clock import Stay, used

_READ = (
    "document_id",
    "parent_id",
    "is_main",
    "purpose",
    "agency_id",
    "user_id",
    "sender_id",
    "role",
    "state",
    "sent_at",
    "opened_at",
    "closed_at",
    "deadline",
)
#: They are told, watch or guide: the task is not on their desk, and is not late there.
_ONLOOKERS = ("inform", "monitor", "direct")


class VpdtDocument(models.Model):
    """Whose desk, how long, and which part was late on arrival (R16)."""

    _inherit = "vpdt.document"

    @api.readonly
    def get_time_chart(self):
        """Return the working time each desk used of this document.

        Suspensions are not counted. Positions on the common axis are working hours of
        the agency where the document came in, since it was first sent.

        :return: {"hours": length of the axis, "day_hours": hours of a working day,
            "due": position of the document's deadline or False, "days": [{"at", "day"}]
            marks, "is_open": whether somebody still has it, "rows": [{"id", "holder",
            "agency", "role", "purpose", "to_agency", "state", "sent_at", "opened_at",
            "left_at", "deadline", "due" (position or False), "hours", "late_hours",
            "stopped_hours", "late_on_arrival": working hours late when it came, or
            False, "pieces": [{"from", "to", "is_opened", "is_late"}]}]}
        """
        self.ensure_one()
        self.check_access("read")
        # Who reads the document reads its handlings (rule of vpdt.handling).
        self.handling_ids.fetch(_READ)
        handlings = self.handling_ids.sorted(lambda item: (item.sent_at, item.id))
        handlings = handlings.filtered(
            lambda item: item.state != "recalled" or item.opened_at
        )
        if not handlings:
            return {
                "hours": 0,
                "day_hours": 8,
                "due": False,
                "days": [],
                "is_open": False,
                "rows": [],
            }
        # sudo: names of colleagues and agencies on lines the user reads
        lines = handlings.sudo()
        names = handlings._desk_names()
        lines.agency_id.fetch(["name", "symbol"])
        times = lines.agency_id._work_times()
        root = lines.filtered(lambda item: not item.parent_id)[:1] or lines[:1]
        axis = times[root.agency_id]
        origin = lines[0].sent_at
        now = fields.Datetime.now()
        if all(item.closed_at for item in lines if item.purpose not in _ONLOOKERS):
            now = max((item.closed_at for item in lines if item.closed_at), default=now)
        stays = lines._stays()
        # The document's deadline is the first that was set on the main line.
        main = lines.filtered(
            lambda item: item.deadline and (item.is_main or not item.parent_id)
        )
        due = main[:1].deadline or None

        def place(moment):
            return axis.between(origin, moment).total_seconds() / 3600

        rows = []
        for line in lines:
            onlooker = line.purpose in _ONLOOKERS
            deadline = None if onlooker else line.deadline or None
            spent = used(
                stays[line.id], times[line.agency_id], now, None if onlooker else due
            )
            rows.append(
                {
                    "id": line.id,
                    "holder": names[line.user_id.id]
                    if line.user_id
                    else line.agency_id.name,
                    "agency": line.agency_id.symbol or line.agency_id.name,
                    "role": line.role,
                    "purpose": line.purpose,
                    "to_agency": not line.user_id,
                    "state": line.state,
                    "sent_at": fields.Datetime.to_string(line.sent_at),
                    "opened_at": line.opened_at
                    and fields.Datetime.to_string(line.opened_at),
                    "left_at": bool(spent.left)
                    and fields.Datetime.to_string(spent.left),
                    "deadline": bool(deadline) and fields.Datetime.to_string(deadline),
                    "due": bool(deadline) and place(deadline),
                    "hours": spent.time.total_seconds() / 3600,
                    "late_hours": spent.late.total_seconds() / 3600,
                    "stopped_hours": spent.stopped.total_seconds() / 3600,
                    "late_on_arrival": spent.late_on_arrival is not None
                    and spent.late_on_arrival.total_seconds() / 3600,
                    "pieces": [
                        {
                            "from": place(start),
                            "to": place(end),
                            "is_opened": is_opened,
                            "is_late": is_late,
                        }
                        for start, end, is_opened, is_late in spent.pieces
                    ],
                }
            )
        end = max([now, *(line.closed_at for line in lines if line.closed_at)])
        if due and due > end:
            end = due
        days = []
        worked = axis.worked(origin, end)
        for day in sorted({axis.local(low).date() for low, _high in worked}):
            days.append({"at": place(axis.on(day)[0][0]), "day": day.isoformat()})
        return {
            "hours": place(end),
            "day_hours": axis.day_hours(),
            "due": bool(due) and place(due),
            "days": days,
            "is_open": any(line.state in ("waiting", "opened") for line in lines),
            "rows": rows,
        }


class VpdtHandling(models.Model):
    _inherit = "vpdt.handling"

    def _stays(self):
        """Return {handling id: clock.Stay} of the handlings of one document.

        Two queries, however many they are.
        """
        stopped, first_due = {}, {}
        steps = self.env["vpdt.handling.step"].search_fetch(
            [("handling_id", "in", self.ids)],
            ["handling_id", "move", "at", "old_deadline", "new_deadline"],
            order="id",
        )
        for step in steps:
            if step.new_deadline and step.old_deadline:
                first_due.setdefault(step.handling_id.id, step.old_deadline)
            spans = stopped.setdefault(step.handling_id.id, [])
            if step.move == "suspend":
                spans.append((step.at, None))
            elif step.move == "resume" and spans and spans[-1][1] is None:
                spans[-1] = (spans[-1][0], step.at)
        away = {}
        for line in self.document_id.handling_ids:
            if line.is_main and line.parent_id:
                back = line.state in ("returned", "recalled")
                away.setdefault(line.parent_id.id, []).append(
                    (line.sent_at, line.closed_at if back else None)
                )
        stays = {}
        for line in self:
            ended = line.closed_at or None
            onlooker = line.purpose in _ONLOOKERS
            if onlooker:
                ended = line.opened_at or line.closed_at or None
            stays[line.id] = Stay(
                sent=line.sent_at,
                opened=line.opened_at or None,
                ended=ended,
                due=None if onlooker else line.deadline or None,
                first_due=None if onlooker else first_due.get(line.id),
                away=tuple(away.get(line.id, ())),
                stopped=tuple(stopped.get(line.id, ())),
            )
        return stays
