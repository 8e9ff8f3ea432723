from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL, config

from ..checks import Reading


class VpdtHealthProbe(models.AbstractModel):
    """E-mails and messages to phones: how many, never what they say or to whom."""

    _inherit = "vpdt.health.probe"

    @api.model
    def _measure_mail_server(self, limits):
        count = self.env["ir.mail_server"].search_count([])
        by_file = config["smtp_server"] not in (False, "", "localhost")
        return [Reading(count or int(by_file))]

    @api.model
    def _say_mail_server(self, said):
        if said.value:
            return self.env._("A server for e-mails is set up."), ""
        return (
            self.env._("No server for e-mails is set up: nobody gets one."),
            self.env._(
                "The administrator enters it: Settings → Technical → Outgoing Mail "
                "Servers."
            ),
        )

    @api.model
    def _measure_mail_failed(self, limits):
        since = self._before(limits.after)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT n.mail_message_id, n.res_partner_id
                  FROM mail_notification n
                  JOIN mail_message m ON m.id = n.mail_message_id
                 WHERE n.notification_type = 'email' AND m.date >= %(since)s
                   AND n.notification_status IN ('exception', 'bounce')
                 UNION
                SELECT e.mail_message_id, r.res_partner_id
                  FROM mail_mail e
                  JOIN mail_message m ON m.id = e.mail_message_id
                  JOIN mail_mail_res_partner_rel r ON r.mail_mail_id = e.id
                 WHERE e.state = 'exception' AND m.date >= %(since)s
                """,
                since=since,
            )
        )
        agencies = self._agencies_of_partners({partner for _mail, partner in rows})
        counts = Counter(agencies.get(partner) for _mail, partner in rows)
        return self._by_agency(counts, {"hours": limits.after})

    @api.model
    def _agencies_of_partners(self, partner_ids):
        """Return {partner id: id of the agency his account counts with}."""
        users = self.env["res.users"].search([("partner_id", "in", list(partner_ids))])
        return {user.partner_id.id: user._account_agency().id for user in users}

    @api.model
    def _say_mail_failed(self, said):
        hours = self._figure(said.facts["hours"], "hours")
        if not said.value:
            return (
                self.env._("All e-mails of the last %(time)s went out.", time=hours),
                "",
            )
        return (
            self.env._(
                "Not delivered in the last %(time)s: %(count)s e-mails.",
                time=hours,
                count=said.figure,
            ),
            self.env._(
                "Compare the addresses of the accounts; if it is many agencies, the "
                "server for e-mails refuses them: its log says why."
            ),
        )

    @api.model
    def _measure_mail_waiting(self, limits):
        now = fields.Datetime.now()
        [(count, oldest)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*), min(m.date)
                  FROM mail_mail e JOIN mail_message m ON m.id = e.mail_message_id
                 WHERE e.state = 'outgoing' AND m.date < %s
                   AND (e.scheduled_date IS NULL OR e.scheduled_date < %s)
                """,
                self._before(limits.after),
                now,
            )
        )
        facts = {
            "hours": limits.after,
            "oldest": oldest and fields.Datetime.to_string(oldest),
        }
        return [Reading(count, facts)]

    @api.model
    def _say_mail_waiting(self, said):
        hours = self._figure(said.facts["hours"], "hours")
        if not said.value:
            return self.env._("No e-mail waits longer than %(time)s.", time=hours), ""
        return (
            self.env._(
                "E-mails that wait: %(count)s, the oldest since %(time)s.",
                count=said.figure,
                time=self._moment(said.facts["oldest"]),
            ),
            self.env._(
                "Look at the scheduled jobs above, then at the server for e-mails."
            ),
        )

    @api.model
    def _measure_push_waiting(self, limits):
        [(waiting,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM mail_push WHERE create_date < %s",
                self._before(limits.after),
            )
        )
        return [Reading(waiting)]

    @api.model
    def _say_push_waiting(self, said):
        if not said.value:
            return self.env._("No message to a phone or browser waits."), ""
        return (
            self.env._(
                "Messages to phones and browsers that wait: %(count)s.",
                count=said.figure,
            ),
            self.env._(
                "The server has to reach the push services of the browsers on the "
                "internet (port 443); the log names which it does not."
            ),
        )
