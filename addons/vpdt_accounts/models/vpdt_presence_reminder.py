from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..presence import ABSENT, AFTERNOON
from .vpdt_presence_window import HALVES

#: People reminded in one transaction.
_PEOPLE = 20
#: So long nobody is reminded by hand again.
AGAIN_AFTER = timedelta(minutes=30)


class VpdtPresenceReminder(models.Model):
    """Who was reminded to use the system in a half-day, when and how (R24).

    The run reminds once a half-day, from the reminder's hour on; by hand the head or
    whoever follows reminds those still not seen. By e-mail and on the phone, since who
    is reminded is not in the system.
    """

    _name = "vpdt.presence.reminder"
    _inherit = ["vpdt.append.only.mixin", "vpdt.overseen.mixin"]
    _description = "Reminder of daily use"
    _order = "id desc"
    _rec_name = "day"
    _log_access = False

    user_id = fields.Many2one(required=True)
    day = fields.Date(required=True)
    half = fields.Selection(HALVES, string="Half-day", required=True)
    at = fields.Datetime(string="When", required=True)
    author_id = fields.Many2one(
        "res.users",
        string="By whom",
        ondelete="restrict",
        help="Nobody: by the system.",
    )
    email = fields.Boolean(string="E-mail")
    push = fields.Boolean(string="On the phone or computer")

    _once = models.UniqueIndex("(day, half, user_id) WHERE author_id IS NULL")

    @api.model
    def _overseen(self):
        return self.env.user._presence_agencies()

    # -- the run ----------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Remind who has to be there and was not seen by the reminder's hour.

        Who is in his quiet hours is reminded by a later run.

        :return: number of people reminded
        """
        now = fields.Datetime.now()
        half, _until = self.env["vpdt.presence.window"]._half_at(now)
        if not half or now < half.remind_at:
            return 0
        absent = self._absent(half, now)
        had = self.search_fetch(
            [
                ("day", "=", half.day),
                ("half", "=", half.half),
                ("author_id", "=", False),
            ],
            ["user_id"],
        ).user_id
        users = self.env["res.users"].browse(sorted(absent)) - had
        reminded = 0
        for place in range(0, len(users), _PEOPLE):
            some = users[place : place + _PEOPLE]
            quiet = self.env["vpdt.notice"]._left_alone(some)
            some = some.filtered(lambda user, quiet=quiet: user.id not in quiet)
            reminded += len(self._do_remind(some, half, absent, now))
            left = self.env["ir.cron"]._commit_progress(
                len(some), remaining=max(0, len(users) - place - _PEOPLE)
            )
            if not left:
                break
        return reminded

    @api.model
    def _absent(self, half, now, agency_ids=None):
        """Return {user id: agency id} of who has to be there and was not seen yet."""
        verdicts = self.env["vpdt.presence"]._verdicts(
            half.day, half.day, agency_ids, now=now
        )
        return {
            user: agency
            for (agency, user), mine in verdicts.items()
            if mine[half.day, half.half].kind in ABSENT
        }

    # -- by hand ----------------------------------------------------------------

    @api.model
    def action_remind(self, agency_id):
        """Remind those of an agency who should be there now and were not seen.

        :return: number of people reminded
        :raises AccessError: the agency is not the user's to follow
        :raises UserError: nobody to remind now, or all were a short time ago
        """
        self = self._own_context()
        agency = self.env["vpdt.presence"]._followed_agency(agency_id)
        now = fields.Datetime.now()
        half, _until = self.env["vpdt.presence.window"]._half_at(now)
        if not half or now < half.start:
            raise UserError(
                self.env._("It is not the time yet: people are reminded in a half-day.")
            )
        # Two at once: the second waits here and then sees the first one's traces
        self.env.execute_query(
            SQL(
                "SELECT pg_advisory_xact_lock(hashtext('vpdt.presence.reminder'), %s)",
                agency.id,
            )
        )
        absent = self._absent(half, now, agency.ids)
        absent.pop(self.env.uid, None)
        if not absent:
            raise UserError(self.env._("Everybody who has to be there was seen."))
        # sudo: traces of those followed
        had = self.sudo().search_fetch(
            [
                ("user_id", "in", list(absent)),
                ("day", "=", half.day),
                ("half", "=", half.half),
                ("at", ">", now - AGAIN_AFTER),
            ],
            ["user_id"],
        )
        users = self.env["res.users"].browse(sorted(absent)) - had.user_id.sudo(False)
        if not users:
            raise UserError(
                self.env._(
                    "They were reminded less than half an hour ago: give them time."
                )
            )
        return len(self._do_remind(users, half, absent, now, self.env.user))

    # -- telling ----------------------------------------------------------------

    @api.model
    def _do_remind(self, users, half, agencies, now, author=None):
        """Write down and send reminders; whoever was first in another run is left out.

        :param agencies: {user id: agency id}
        :return: the users reminded
        """
        ways = {
            row["user_id"]: row
            for row in self.env["vpdt.notice"]._ways(users, "reminder")
        }
        # sudo: addresses of colleagues
        partners = users.sudo().partner_id
        partners.fetch(["email", "lang"])
        rows = []
        for user in users.sudo():
            way = ways.get(user.id, {"email": False, "push": False})
            # A message in the system would not reach who is not in it.
            email = bool(user.partner_id.email) and (way["email"] or not way["push"])
            rows.append((user.id, agencies[user.id], email, way["push"]))
        told = self.env.execute_query_dict(
            SQL(
                """
                INSERT INTO vpdt_presence_reminder
                       (user_id, agency_id, day, half, at, author_id, email, push)
                SELECT t.user_id, t.agency_id, %(day)s, %(half)s, %(now)s, %(author)s,
                       t.email, t.push
                  FROM unnest(%(users)s::int[], %(agencies)s::int[],
                              %(emails)s::bool[], %(pushes)s::bool[])
                    AS t (user_id, agency_id, email, push)
                    ON CONFLICT DO NOTHING
             RETURNING user_id, email, push
                """,
                day=half.day,
                half=half.half,
                now=now,
                author=author.id if author else None,
                **{
                    name: [row[place] for row in rows]
                    for place, name in enumerate(
                        ("users", "agencies", "emails", "pushes")
                    )
                },
            )
        )
        self._send(told, half, author)
        return users.browse(row["user_id"] for row in told)

    @api.model
    def _send(self, told, half, author):
        notices = self.env["vpdt.notice"]
        # sudo: addresses and devices of colleagues
        users = self.env["res.users"].sudo()
        for way, send in (("email", self._mail), ("push", self._push)):
            reached = users.browse(row["user_id"] for row in told if row[way])
            for lang, group in reached.partner_id.grouped("lang").items():
                send(notices._in(lang), group, half, author)

    def _words(self, notices, half, author):
        """Return (title, text) of a reminder."""
        env, day = notices.env, half.day.strftime("%d/%m/%Y")
        if half.half == AFTERNOON:
            title = env._("You have not used the e-office this afternoon yet")
        else:
            title = env._("You have not used the e-office this morning yet")
        if author:
            text = env._("%(who)s reminds you (%(day)s).", who=author.name, day=day)
        else:
            text = env._(
                "%(day)s: the e-office is to be used from %(hour)s on; twice each "
                "working day, in the morning and in the afternoon (QĐ 553 Điều 4.3).",
                day=day,
                hour=self.env["vpdt.presence"]._clock(half.start),
            )
        return title, text

    def _mail(self, notices, partners, half, author):
        title, text = self._words(notices, half, author)
        link = Markup('<p>%s</p><p><a href="%s">%s</a></p>') % (
            text,
            f"{self.get_base_url()}/odoo",
            notices.env._("Open the e-office"),
        )
        notices._mail(partners, title, link, False)

    def _push(self, notices, partners, half, author):
        title, text = self._words(notices, half, author)
        notices._push(partners, title, text, {"model": "vpdt.document", "res_id": ""})
