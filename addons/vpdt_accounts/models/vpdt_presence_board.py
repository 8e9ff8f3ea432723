from collections import defaultdict
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.vpdt_documents.layout import Signer, render_month_sheet
from odoo.addons.vpdt_documents.office_time import local_time

from ..presence import HOLIDAY, LEGEND, OFF, WAITING, count, mark
from .vpdt_presence_reminder import AGAIN_AFTER
from .vpdt_presence_window import HALVES

_DAY = timedelta(days=1)
_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


class VpdtPresence(models.Model):
    """The board of daily use: who was there, who was not, who is excused and why.

    Of the agencies a user follows (`res.users._presence_agencies`); of the others,
    everybody sees his own month.
    """

    _inherit = "vpdt.presence"

    # -- whose --------------------------------------------------------------------

    @api.model
    def _followed_agencies(self):
        """Return the agencies on the user's board, in the order of protocol."""
        agencies = self.env.user._presence_agencies()
        # sudo: the tree of agencies is no secret
        units = self.env["hr.department"].sudo()
        domain = [
            ("is_agency", "=", True),
            "|",
            ("valid_to", "=", False),
            ("valid_to", ">=", self.env["hr.job"]._today()),
        ]
        if agencies is not None:
            domain.append(("id", "in", agencies.ids))
        return units.search(domain, order="id")

    @api.model
    def _followed_agency(self, agency_id):
        """Return an agency by its id, one whose people the user follows.

        :raises AccessError: another one
        """
        try:
            agency = self.env["hr.department"].sudo().browse(int(agency_id or 0))
        except (TypeError, ValueError):
            agency = self.env["hr.department"]
        followed = self.env.user._presence_agencies()
        if not agency.exists() or followed is not None and agency not in followed:
            raise AccessError(
                self.env._("The people of this agency are not yours to follow.")
            )
        return agency

    @api.model
    def _asked_day(self, day):
        try:
            return fields.Date.to_date(day) if day else self.env["hr.job"]._today()
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("Choose a day.")) from error

    @api.model
    def _asked_month(self, month):
        """Return (first, last day) of a month like "2026-11"; this one if empty."""
        try:
            year, number = map(int, month.split("-")) if month else (0, 0)
            first = date(year, number, 1) if month else None
        except (AttributeError, TypeError, ValueError, OverflowError) as error:
            raise UserError(self.env._("Choose a month.")) from error
        first = first or self.env["hr.job"]._today().replace(day=1)
        return first, (first + 31 * _DAY).replace(day=1) - _DAY

    # -- a day ----------------------------------------------------------------------

    @api.model
    @api.readonly
    def board_read(self, day=None):
        """Return how the agencies stand on a day; the people with `board_people`.

        :param day: "2026-11-26"; today when empty
        :return: {"day", "today", "halves": [{"half", "start": "07:00", "state":
            "to_come" | "open" | "over"}], "agencies": [{"id", "name", "morning",
            "afternoon": counts of `presence.count`, "free": {half nobody works in:
            "holiday" or "off"}, "to_remind": number of who can be reminded now,
            "reminded_at"}], "total": the same sums}
        """
        day, now = self._asked_day(day), fields.Datetime.now()
        agencies = self._followed_agencies()
        current, _until = self.env["vpdt.presence.window"]._half_at(now)
        verdicts = defaultdict(lambda: defaultdict(list))
        absent = defaultdict(set)
        for (agency, user), mine in self._verdicts(day, day, agencies.ids).items():
            for (_day, half), found in mine.items():
                verdicts[agency][half].append(found)
                if self._is_to_remind(found, day, half, current, now, user):
                    absent[agency].add(user)
        reminded = self._reminded(absent, day, current)
        worked = self._halves(agencies.ids, day, day)
        rows = []
        for agency in agencies:
            last = [at for user, at in reminded.items() if user in absent[agency.id]]
            rows.append(
                {
                    "id": agency.id,
                    "name": agency.name,
                    **{half: count(verdicts[agency.id][half]) for half, _n in HALVES},
                    "free": {
                        half.at.half: HOLIDAY if half.is_holiday else OFF
                        for half in worked[agency.id][day]
                        if not half.worked
                    },
                    "to_remind": sum(
                        reminded.get(user, now - AGAIN_AFTER) <= now - AGAIN_AFTER
                        for user in absent[agency.id]
                    ),
                    "reminded_at": self._stamp(max(last, default=None)),
                }
            )
        return {
            "day": fields.Date.to_string(day),
            "today": fields.Date.to_string(self.env["hr.job"]._today()),
            "halves": self._halves_of(day, now),
            "agencies": rows,
            "total": {
                half: {name: sum(row[half][name] for row in rows) for name in count([])}
                for half, _name in HALVES
            },
        }

    def _is_to_remind(self, found, day, half, current, now, user):
        return bool(
            current
            and (day, half) == (current.day, current.half)
            and now >= current.start
            and found.kind in ("missing", WAITING)
            and user != self.env.uid
        )

    @api.model
    def _reminded(self, absent, day, current):
        """Return {user id: when last reminded in the current half-day}."""
        users = [user for some in absent.values() for user in some]
        if not users:
            return {}
        # sudo: traces of those followed
        rows = self.env["vpdt.presence.reminder"].sudo()
        rows = rows.search_fetch(
            [
                ("day", "=", day),
                ("half", "=", current.half),
                ("user_id", "in", users),
            ],
            ["user_id", "at"],
            order="at",
        )
        return {row.user_id.id: row.at for row in rows}

    @api.model
    def _halves_of(self, day, now):
        return [
            {
                "half": half.half,
                "start": self._clock(half.start),
                "state": "to_come"
                if now < half.start
                else "open"
                if now < half.end
                else "over",
            }
            for half in self.env["vpdt.presence.window"]._half_days(day)
        ]

    @api.model
    @api.readonly
    def board_people(self, agency_id, day=None):
        """Return how the people of an agency stand on a day.

        :return: [{"id", "name", "post", "morning", "afternoon": {"kind", "why",
            "seen": "07:12" or ""}}], who is missing first
        """
        agency, day = self._followed_agency(agency_id), self._asked_day(day)
        found = self._verdicts(day, day, agency.ids)
        names = self._names(user for _agency, user in found)
        titles = self._titles(found, day)
        rows = [
            {
                "id": user,
                "name": names[user],
                "post": titles.get(user, ""),
                **{half: self._cell(mine.get((day, half))) for half, _name in HALVES},
            }
            for (_agency, user), mine in found.items()
        ]
        order = ("missing", "late", "waiting", "present", "excused", "holiday", "off")
        rows.sort(
            key=lambda row: (
                min(order.index(row[half]["kind"]) for half, _name in HALVES),
                row["name"],
            )
        )
        return rows

    def _cell(self, found):
        if not found:
            return {"kind": "off", "why": "", "seen": ""}
        seen = self._clock(found.seen) if found.seen else ""
        return {"kind": found.kind, "why": found.why, "seen": seen}

    @api.model
    def _titles(self, found, day):
        """Return {user id: name of his post} on a day."""
        posts = self._posts(day, day)
        # sudo: titles of colleagues
        jobs = self.env["hr.job"].sudo()
        held = {user: posts[user][0].job_id for _agency, user in found if user in posts}
        jobs.browse(set(held.values())).fetch(["name"])
        return {user: jobs.browse(job).name for user, job in held.items()}

    @api.model
    def _names(self, user_ids):
        """Return {user id: name}."""
        # sudo: names of colleagues, closed accounts as well
        users = self.env["res.users"].sudo().browse(set(user_ids))
        users.fetch(["partner_id"])
        users.partner_id.fetch(["name"])
        return {user.id: user.partner_id.name for user in users}

    @api.model
    def _clock(self, moment):
        """Return a naive UTC moment as "07:12"."""
        return f"{local_time(moment):%H:%M}"

    @api.model
    def _stamp(self, value):
        return fields.Datetime.to_string(value) if value else False

    # -- a month ----------------------------------------------------------------------

    @api.model
    @api.readonly
    def board_month(self, month=None, agency_id=None):
        """Return the month of an agency's people, or the user's own.

        :param month: "2026-11"; this one when empty
        :param agency_id: one the user follows; none: his own month
        :return: {"month", "name", "days": [{"day", "weekday", "off"}], "people":
            [{"id", "name", "cells": [[morning, afternoon] …: as in `board_people` with
            "mark"], counts}], "legend": [[mark, meaning]]}
        """
        first, last = self._asked_month(month)
        agency = self._followed_agency(agency_id) if agency_id else None
        days, people = self._month(first, last, agency)
        return {
            "month": f"{first:%Y-%m}",
            "name": agency.name if agency else self.env.user.name,
            "days": [
                {
                    "day": day.day,
                    "weekday": _WEEKDAYS[day.weekday()],
                    "off": all(
                        not mark(found)
                        for _user, _name, mine in people
                        for found in self._of_day(mine, day)
                    ),
                }
                for day in days
            ],
            "people": [
                {
                    "id": user,
                    "name": name,
                    "cells": [
                        [
                            {**self._cell(found), "mark": mark(found)}
                            for found in self._of_day(mine, day)
                        ]
                        for day in days
                    ],
                    **count(mine.values()),
                }
                for user, name, mine in people
            ],
            "legend": [list(pair) for pair in LEGEND],
        }

    def _of_day(self, mine, day):
        return [mine.get((day, half)) for half, _name in HALVES]

    @api.model
    def _month(self, first, last, agency):
        """Return (days, [(user id, name, {(day, half): Verdict})] by given name)."""
        days = [first + _DAY * n for n in range((last - first).days + 1)]
        now = fields.Datetime.now()
        if agency:
            found = self._verdicts(first, last, agency.ids, now=now)
        else:
            found = self._verdicts(first, last, user_ids=[self.env.uid], now=now)
        mine = defaultdict(dict)
        for (_agency, user), verdicts in found.items():
            mine[user].update(verdicts)
        names = self._names(mine)
        today = self.env["hr.job"]._today()
        people = [
            (
                user,
                names[user],
                {
                    key: found
                    for key, found in verdicts.items()
                    # a leave of tomorrow is not written into the sheet yet
                    if key[0] <= today
                },
            )
            for user, verdicts in mine.items()
        ]
        # by given name, as Vietnamese lists are
        people.sort(key=lambda row: (row[1].split()[-1:], row[1]))
        return days, people

    @api.model
    def _print_month(self, agency_id, month):
        """Return the monthly sheet of an agency as PDF bytes.

        :raises AccessError: the agency is not the user's to follow
        """
        agency = self._followed_agency(agency_id)
        first, last = self._asked_month(month)
        days, people = self._month(first, last, agency)
        sums = count(found for _user, _name, mine in people for found in mine.values())
        above = agency.letterhead_parent
        return render_month_sheet(
            issuer=agency.letterhead_name or agency.name,
            parents=(above,) if above else (),
            kind="Bảng theo dõi",
            subject=f"Truy cập hệ thống hằng ngày, tháng {first:%m/%Y}",
            days=[(day.day, _WEEKDAYS[day.weekday()]) for day in days],
            totals=("Phải truy cập", "Đúng giờ", "Muộn", "Không", "Có lý do"),
            rows=[
                (
                    name,
                    [
                        tuple(mark(found) for found in self._of_day(mine, day))
                        for day in days
                    ],
                    [str(count(mine.values())[key]) for key in _PRINTED],
                )
                for _user, name, mine in people
            ],
            closing=(
                f"Cộng: {sums['due']} buổi phải truy cập; đúng giờ {sums['present']}, "
                f"muộn {sums['late']}, không truy cập {sums['missing']}; "
                f"vắng có lý do {sums['excused']}.",
                "Ký hiệu: S: buổi sáng; C: buổi chiều; "
                + "; ".join(f"{sign}: {meaning}" for sign, meaning in LEGEND)
                + " (Quyết định số 553, Điều 4.3).",
            ),
            empty="Không có người nào phải truy cập trong tháng này.",
            signers=(Signer(("Người lập bảng",)), Signer(("Thủ trưởng đơn vị",))),
        )


_PRINTED = ("due", "present", "late", "missing", "excused")
