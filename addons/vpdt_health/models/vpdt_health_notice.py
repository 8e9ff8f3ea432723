from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models

from odoo.addons.vpdt_accounts.models.vpdt_overseen_mixin import MANAGERS

from ..checks import ALARM, MENDED, RED, to_tell
from .vpdt_health_line import OPERATOR
from .vpdt_health_measure import STATES


class VpdtHealthNotice(models.Model):
    """Who was told that something turned bad or is mended, when and how.

    Inside at once; by e-mail and on the phone as each chose: red as for urgent papers,
    everything else as for reminders, which wait through the quiet hours. What leaves
    the office names the check and its light only.
    """

    _name = "vpdt.health.notice"
    _inherit = ["vpdt.system.written.mixin", "vpdt.health.overseen.mixin"]
    _description = "Notice about the system"
    _order = "id desc"
    _rec_name = "at"
    _log_access = False

    line_id = fields.Many2one(
        "vpdt.health.line",
        string="About",
        required=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(string="Who is told", required=True)
    kind = fields.Selection(
        [(ALARM, "Turned bad"), (MENDED, "Mended")],
        string="What happened",
        required=True,
    )
    state = fields.Selection(STATES, required=True)
    at = fields.Datetime(string="When", required=True)
    email = fields.Boolean(string="E-mail")
    push = fields.Boolean(string="On the phone or computer")
    waits = fields.Boolean(help="E-mail and push wait for the end of the quiet hours.")

    # -- deciding -------------------------------------------------------------------

    @api.model
    def _tell(self, lines, settings):
        """Tell what has to be told of these lines, each thing once.

        :param settings: {code: vpdt.health.check}
        """
        now = fields.Datetime.now()
        for line in lines:
            check = settings[line.code]
            kind = to_tell(
                line.told_state or None,
                line.state,
                line.since,
                now,
                check.tell_from,
                timedelta(minutes=check.tell_minutes),
            )
            if kind:
                line.told_state = line.state if kind == ALARM else False
                self._tell_of(line, kind, self._people(line, check))

    @api.model
    def _people(self, line, check):
        """Return who is told of a line: operators, and whom the office adds.

        Of an agency's line its own operators: those of the whole office are told of
        the sum.
        """
        holdings = self.env["hr.job"]._holdings(roles=["operator"])
        users = self.env["res.users"].browse({held.user_id for held in holdings})
        everywhere = users.filtered(lambda user: user.has_group(MANAGERS))
        if line.agency_id:
            agency = line.agency_id.id
            own = {held.user_id for held in holdings if held.agency_id == agency}
            return users.browse(own) - everywhere
        also = check.user_ids.filtered(
            lambda user: user.active and user.has_group(OPERATOR)
        )
        return everywhere | also

    # -- telling --------------------------------------------------------------------

    @api.model
    def _tell_of(self, line, kind, users):
        event = "urgent" if kind == ALARM and line.state == RED else "reminder"
        notices = self.env["vpdt.notice"]
        ways = {row["user_id"]: row for row in notices._ways(users, event)}
        quiet = notices._left_alone(users) if event == "reminder" else ()
        now = fields.Datetime.now()
        told = self.create(
            [
                {
                    "line_id": line.id,
                    "agency_id": line.agency_id.id,
                    "user_id": user.id,
                    "kind": kind,
                    "state": line.state,
                    "at": now,
                    "email": ways[user.id]["email"],
                    "push": ways[user.id]["push"],
                    "waits": user.id in quiet
                    and (ways[user.id]["email"] or ways[user.id]["push"]),
                }
                for user in users
                if user.id in ways
            ]
        )
        for notice in told:
            notice._tell_inside()
        told.filtered(lambda notice: not notice.waits)._tell_outside()
        return told

    def _short(self):
        """Return (subject, light) in the language of the one who is told."""
        self.ensure_one()
        told = self.with_context(lang=self.user_id.lang or "vi_VN")
        light = dict(self._fields["state"]._description_selection(told.env))[self.state]
        if self.kind == MENDED:
            light = told.env._("mended")
        name = told.line_id.display_name
        subject = told.env._(
            "System health: %(name)s – %(light)s", name=name, light=light
        )
        return subject, told

    def _tell_inside(self):
        """Put it into the inbox, with what to do."""
        subject, told = self._short()
        body = Markup("<p>%s</p><p>%s</p>") % (told.line_id.what, told.line_id.todo)
        # sudo: the message is the system's; its reader is the one told
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=self.user_id.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            model="vpdt.health.line",
            res_id=self.line_id.id,
            subject=subject,
            body=body,
            subtype_xmlid="mail.mt_note",
            inbox_only=True,
        )

    def _tell_outside(self):
        """Send e-mails and pushes: which check, which light, no more."""
        notices = self.env["vpdt.notice"]
        for notice in self:
            subject, told = notice._short()
            partner = notice.user_id.partner_id
            if notice.email and partner.email:
                link = Markup('<p><a href="%s">%s</a></p>') % (
                    f"{notice.get_base_url()}/odoo/suc-khoe",
                    told.env._("Open the page of the system's health"),
                )
                notices._mail(partner, subject, link, False)
            if notice.push:
                notices._push(
                    partner,
                    subject,
                    "",
                    {"model": "vpdt.health.line", "res_id": notice.line_id.id},
                    urgent=notice.kind == ALARM and notice.state == RED,
                )

    @api.model
    def _send_waiting(self):
        """Send what waited through the quiet hours to who may be disturbed now."""
        waiting = self.search([("waits", "=", True)])
        if not waiting:
            return waiting
        quiet = self.env["vpdt.notice"]._left_alone(waiting.user_id)
        due = waiting.filtered(lambda notice: notice.user_id.id not in quiet)
        due.waits = False
        due._tell_outside()
        return due
