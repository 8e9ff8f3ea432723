from odoo import api, fields, models

from odoo.addons.vpdt_documents.office_time import time_text

from ..serving import OPEN


class VpdtTicket(models.Model):
    """What happens by itself: passed up, told as late, closed."""

    _inherit = "vpdt.ticket"

    @api.model
    def _cron_follow(self):
        """Pass up what nobody answered in time, tell once what is late, close what the
        person left as it is."""
        # sudo: the server's clockwork
        tickets = self.sudo()
        tickets._pass_up_unanswered()
        tickets._tell_late()
        tickets._expire()

    def _pass_up_unanswered(self):
        """To the whole office, by itself, once: it lies there from then on."""
        found = self.search(
            [
                ("level", "=", "agency"),
                ("state", "in", list(OPEN)),
                ("answered_at", "=", False),
                ("answer_due", "<", fields.Datetime.now()),
            ]
        )
        here = self.with_context(lang="vi_VN")
        for ticket in found:
            ticket._do_move(
                "overdue",
                here.env._("Nobody answered by %s.", time_text(ticket.answer_due)),
                self.env.ref("base.user_root"),
                level="office",
                operator_id=False,
                passed_at=fields.Datetime.now(),
            )
            ticket._tell_passed_up()
            self._commit_one()
        return found

    def _tell_late(self):
        """Tell the office's operators, who has it and their head, once."""
        found = self.search(
            [
                ("state", "in", [state for state in OPEN if state != "waiting"]),
                ("repair_due", "<", fields.Datetime.now()),
                ("late_told_at", "=", False),
            ]
        )
        here = self.with_context(lang="vi_VN")
        for ticket in found:
            ticket._do_move(
                "overdue",
                here.env._("Not repaired by %s.", time_text(ticket.repair_due)),
                self.env.ref("base.user_root"),
                late_told_at=fields.Datetime.now(),
                **(
                    {"level": "office", "passed_at": fields.Datetime.now()}
                    if ticket.level == "agency"
                    else {}
                ),
            )
            ticket._tell(
                ticket._operators() | ticket.operator_id | ticket._chiefs(),
                lambda here: here.env._(
                    "Not repaired in time: the request of %(person)s (%(agency)s), "
                    "%(category)s, due %(due)s. Look at VPĐT → Support → Requests for "
                    "help.",
                    person=here.person,
                    agency=here.agency_id.name or "",
                    category=here.category_id.name,
                    due=time_text(here.repair_due),
                ),
                email=True,
            )
            self._commit_one()
        return found

    def _chiefs(self):
        """Return the heads of the agency that Phòng VHTT's operators belong to."""
        jobs = self.env["hr.job"]
        agencies = {
            held.agency_id
            for held in jobs._holdings(roles=["operator"])
            if held.user_id in self._operators().ids
        }
        held = jobs._holdings(roles=["head"], agency_ids=sorted(agencies))
        return self.env["res.users"].browse(dict.fromkeys(one.user_id for one in held))

    def _expire(self):
        """Close what was solved N working days ago and nobody opened again."""
        # sudo: set-up that holds for everybody
        get = self.env["ir.config_parameter"].sudo().get_param
        days = max(1, int(get("vpdt_support.close_days", 5)))
        now = fields.Datetime.now()
        found = self.search([("state", "=", "solved"), ("solved_at", "<", now)])
        closed = self.browse()
        for ticket in found:
            if ticket._clock_agency()._deadline(days, ticket.solved_at) < now:
                ticket._do_move(
                    "expire", "", self.env.ref("base.user_root"), closed_at=now
                )
                closed |= ticket
                self._commit_one()
        return closed

    def _commit_one(self):
        """Keep what is done and told, whatever comes of the next."""
        if self.env.context.get("cron_id"):
            self.env["ir.cron"]._commit_progress(1)
