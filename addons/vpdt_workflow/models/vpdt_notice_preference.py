from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

EVENTS = [
    ("urgent", "Express and very urgent papers"),
    ("turn", "A paper is with you"),
    ("returned", "A paper came back"),
    ("asked", "You are asked for something"),
    ("answered", "What you asked was answered"),
    ("recalled", "A paper was taken back"),
    ("finished", "What you passed on is finished"),
    ("reminder", "Reminders of deadlines"),
]
INSIDE = [("now", "At once"), ("digest", "In the digest"), ("no", "Not")]
#: What nobody may switch off inside Odoo, and what is told at once whatever happens.
_ALWAYS_TOLD = ("urgent", "turn")
_AT_ONCE = ("urgent",)


class VpdtNoticePreference(models.Model):
    """How a person wants to be told of an event; without a person: the office's way.

    | who        | may                                               |
    |------------|---------------------------------------------------|
    | everybody  | read and choose (`action_choose`) his own         |
    | operator   | set the office's way: the rows without a person   |
    """

    _name = "vpdt.notice.preference"
    _description = "How somebody is told"
    _order = "user_id, id"
    _rec_name = "event"

    user_id = fields.Many2one("res.users", index=True, ondelete="cascade")
    event = fields.Selection(EVENTS, required=True)
    inside = fields.Selection(INSIDE, required=True, default="now", string="In Odoo")
    email = fields.Boolean(string="E-mail")
    push = fields.Boolean(string="On the phone or computer")

    _one_each = models.UniqueIndex(
        "(coalesce(user_id, 0), event)", "There is one choice for each event."
    )
    _always_told = models.Constraint(
        "CHECK ((event <> 'urgent' OR inside = 'now')"
        " AND (event <> 'turn' OR inside <> 'no'))",
        "Papers that are with you, and urgent ones, are always told in Odoo.",
    )

    @api.model
    def _choices_sql(self, event):
        """Return the SQL of what each active user chose for `event`.

        Columns: user_id, inside, email, push. Who chose nothing has the office's way;
        who told Odoo to send him e-mails instead of messages gets them as well.
        """
        return SQL(
            """
            SELECT u.id AS user_id, u.partner_id,
                   coalesce(own.inside, office.inside, 'now') AS inside,
                   coalesce(own.email, coalesce(office.email, FALSE)
                            OR u.notification_type = 'email') AS email,
                   coalesce(own.push, office.push, FALSE) AS push
              FROM res_users u
         LEFT JOIN vpdt_notice_preference own
                ON own.user_id = u.id AND own.event = %(event)s
         LEFT JOIN vpdt_notice_preference office
                ON office.user_id IS NULL AND office.event = %(event)s
             WHERE u.active
            """,
            event=event,
        )

    # -- the page "How you are told" -------------------------------------------

    @api.model
    @api.readonly
    def get_choices(self):
        """Return the user's own choices, for his page.

        :return: {"events": [{"event", "inside", "email", "push", "fixed": "" |
            "always" (cannot be switched off) | "at_once"}], "quiet": {"start", "stop"
            (hours), "days_off"}, "has_email": bool, "devices": number of browsers that
            receive pushes}
        """
        user = self.env.user
        # sudo: the user's own row of each, and the office's
        sudo = self.sudo()
        events = []
        for event, _label in EVENTS:
            [row] = self.env.execute_query_dict(
                SQL(
                    "SELECT inside, email, push FROM (%s) c WHERE user_id = %s",
                    sudo._choices_sql(event),
                    user.id,
                )
            )
            fixed = (
                "at_once"
                if event in _AT_ONCE
                else "always"
                if event in _ALWAYS_TOLD
                else ""
            )
            events.append({"event": event, **row, "fixed": fixed})
        quiet = self.env["vpdt.notice.quiet"]._of(user)[user.id]
        devices = self.env["mail.push.device"].sudo()
        return {
            "events": events,
            "quiet": {
                "start": quiet.start,
                "stop": quiet.stop,
                "days_off": quiet.days_off,
            },
            "has_email": bool(user.email),
            "devices": devices.search_count([("partner_id", "=", user.partner_id.id)]),
        }

    @api.model
    def action_choose(self, choices, quiet=None):
        """Keep the user's own choices.

        :param choices: {event: {"inside", "email", "push"}}; others stay
        :param quiet: {"start", "stop", "days_off"}, hours as decimals; None: stays
        """
        if not isinstance(choices, dict) or not (choices or quiet):
            raise UserError(self.env._("Choose how you want to be told."))
        events, ways = dict(EVENTS), dict(INSIDE)
        # sudo: one's own rows, whatever one may write by right
        sudo = self.env["vpdt.notice.preference"].sudo()
        mine = {row.event: row for row in sudo.search([("user_id", "=", self.env.uid)])}
        for event, choice in choices.items():
            if (
                event not in events
                or not isinstance(choice, dict)
                or choice.get("inside") not in ways
            ):
                raise UserError(self.env._("This cannot be chosen."))
            vals = {
                "inside": choice["inside"],
                "email": bool(choice.get("email")),
                "push": bool(choice.get("push")),
            }
            self._check_choice(event, vals["inside"])
            if event in mine:
                mine[event].write(vals)
            else:
                sudo.create({"user_id": self.env.uid, "event": event, **vals})
        if quiet is not None:
            self.env["vpdt.notice.quiet"]._choose(quiet)
        return True

    def _check_choice(self, event, inside):
        if event in _AT_ONCE and inside != "now":
            raise UserError(
                self.env._("Urgent papers are always told at once in Odoo.")
            )
        if event in _ALWAYS_TOLD and inside == "no":
            raise UserError(
                self.env._("Papers that are with you are always told in Odoo.")
            )


class VpdtNoticeQuiet(models.Model):
    """When a person gets no e-mail and no push; without a person: the office's hours.

    What comes then waits for the next digest. Urgent papers pass.
    """

    _name = "vpdt.notice.quiet"
    _description = "Quiet hours"
    _order = "user_id, id"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", index=True, ondelete="cascade")
    start = fields.Float(required=True, default=19, string="Quiet from")
    stop = fields.Float(required=True, default=6.5, string="Until")
    days_off = fields.Boolean(default=True, string="Days off")

    _one_each = models.UniqueIndex(
        "(coalesce(user_id, 0))", "There is one set of quiet hours for each."
    )
    _hours = models.Constraint(
        "CHECK (start >= 0 AND start <= 24 AND stop >= 0 AND stop <= 24)",
        "Hours of the clock are between 0 and 24.",
    )

    @api.model
    def _of(self, users):
        """Return {user id: the row that holds for him (his own or the office's)}."""
        # sudo: the system asks when people may be disturbed
        rows = self.sudo().search([("user_id", "in", [False, *users.ids])])
        office = rows.filtered(lambda row: not row.user_id)[:1]
        office = office or self.new({"start": 19, "stop": 6.5, "days_off": True})
        own = {row.user_id.id: row for row in rows if row.user_id}
        return {user.id: own.get(user.id, office) for user in users}

    @api.model
    def _choose(self, quiet):
        try:
            vals = {
                "start": float(quiet["start"]),
                "stop": float(quiet["stop"]),
                "days_off": bool(quiet.get("days_off")),
            }
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise UserError(
                self.env._("Say from when until when it shall be quiet.")
            ) from error
        if not all(0 <= vals[name] <= 24 for name in ("start", "stop")):
            raise UserError(self.env._("Hours of the clock are between 0 and 24."))
        # sudo: one's own row, whatever one may write by right
        sudo = self.sudo()
        mine = sudo.search([("user_id", "=", self.env.uid)])
        if mine:
            mine.write(vals)
        else:
            sudo.create({"user_id": self.env.uid, **vals})
