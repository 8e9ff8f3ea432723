from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..clock import moved
from ..models.vpdt_handling_deadline import COUNTED
from ..routing import CLOSED

_OPERATOR = "vpdt_documents.group_vpdt_documents_manager"


class VpdtDeadlineShift(models.TransientModel):
    """Which open deadlines a day off added today moves; done when confirmed.

    The operator reads no document (R23): he sees agencies, dates and how many.
    """

    _name = "vpdt.deadline.shift"
    _description = "Deadlines moved by a day off"

    leave_id = fields.Many2one("resource.calendar.leaves", readonly=True)
    exchanged_id = fields.Many2one("vpdt.exchanged.day", readonly=True)
    line_ids = fields.One2many("vpdt.deadline.shift.line", "shift_id", readonly=True)
    count = fields.Integer(compute="_compute_count")

    @api.depends("line_ids.count")
    def _compute_count(self):
        for shift in self:
            shift.count = sum(shift.line_ids.mapped("count"))

    @api.model
    def _open(self, day_off):
        """Return the action that shows what `day_off` moves.

        :param day_off: a public holiday or an exchanged day
        """
        self._check_operator()
        name = "leave_id" if day_off._name != "vpdt.exchanged.day" else "exchanged_id"
        shift = self.create({name: day_off.id})
        # sudo: figures without documents; the operator was checked
        shift.sudo().line_ids = [
            (0, 0, line) for line in self._lines(shift._moved_handlings())
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open deadlines that move"),
            "res_model": self._name,
            "res_id": shift.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    @api.model
    def _check_operator(self):
        if not self.env.user.has_group(_OPERATOR):
            raise AccessError(
                self.env._("Only the operator sets public holidays and their effects.")
            )

    def _moved_handlings(self):
        """Return {handling: its new deadline} of the open ones this day off moves.

        What was set after the day off was known has counted it; what is over stays.
        """
        day_off = (self.leave_id or self.exchanged_id).sudo()
        if day_off._name == "vpdt.exchanged.day":
            first = datetime.combine(day_off.instead_of, time.min) - timedelta(days=1)
        else:
            first = day_off.date_from
        # sudo: deadlines of all agencies, of which only figures are shown
        handlings = self.env["vpdt.handling"].sudo()
        handlings = handlings.search_fetch(
            [
                ("state", "not in", CLOSED),
                ("deadline", ">", max(first, fields.Datetime.now())),
                ("sent_at", "<", day_off.create_date),
            ],
            ["agency_id", "deadline", "sent_at", "deadline_cause", "user_id"],
        )
        set_later = handlings.step_ids.filtered(
            lambda step: step.new_deadline and step.at >= day_off.create_date
        ).handling_id
        handlings -= set_later
        before = handlings.agency_id._work_times(ignored=day_off)
        after = handlings.agency_id._work_times()
        found = {}
        for handling in handlings:
            new = moved(
                before[handling.agency_id],
                after[handling.agency_id],
                handling.sent_at,
                handling.deadline,
                handling.deadline_cause in COUNTED,
            )
            if new > handling.deadline:
                found[handling] = new
        return found

    @api.model
    def _lines(self, found):
        counts = {}
        for handling, new in found.items():
            key = handling.agency_id.id, handling.deadline, new
            counts[key] = counts.get(key, 0) + 1
        return [
            {
                "agency_id": agency,
                "old_deadline": old,
                "new_deadline": new,
                "count": count,
            }
            for (agency, old, new), count in sorted(counts.items())
        ]

    def action_confirm(self):
        """Move the deadlines shown; each leaves a step in its handling."""
        self.ensure_one()
        self._check_operator()
        found = self._moved_handlings()
        shown = sorted(
            (line.agency_id.id, line.old_deadline, line.new_deadline, line.count)
            for line in self.line_ids
        )
        now = sorted(tuple(line.values()) for line in self._lines(found))
        if shown != now:
            raise UserError(
                self.env._("Deadlines have changed since: close this and look again.")
            )
        self._do_move(found)
        return {"type": "ir.actions.act_window_close"}

    def _do_move(self, found):
        text = (self.leave_id or self.exchanged_id).sudo().name or ""
        groups = {}
        for handling, new in found.items():
            key = handling.deadline, new
            groups[key] = groups.get(key, handling.browse()) | handling
        for (old, new), handlings in groups.items():
            # sudo: those in `found`, by the operator, who sees their figures only
            handlings.with_user(self.env.user).sudo()._note_step(
                "holiday", text, old_deadline=old, new_deadline=new
            )
            handlings.write({"deadline": new})
            agencies = handlings.filtered(lambda item: not item.user_id)
            entries = agencies.document_id.entry_ids.filtered(
                lambda line, old=old, agencies=agencies: (
                    line.due_date == old
                    and line.agency_id
                    in agencies.filtered(
                        lambda item, line=line: item.document_id == line.document_id
                    ).agency_id
                )
            )
            entries.due_date = new
            handlings._tell_desk()


class VpdtDeadlineShiftLine(models.TransientModel):
    _name = "vpdt.deadline.shift.line"
    _description = "Deadlines of an agency moved by a day off"

    shift_id = fields.Many2one(
        "vpdt.deadline.shift", required=True, index=True, ondelete="cascade"
    )
    agency_id = fields.Many2one("hr.department", readonly=True)
    old_deadline = fields.Datetime(string="Deadline now", readonly=True)
    new_deadline = fields.Datetime(readonly=True)
    count = fields.Integer(string="Tasks", readonly=True)


class VpdtHandlingStep(models.Model):
    _inherit = "vpdt.handling.step"

    move = fields.Selection(
        selection_add=[("holiday", "Moved by a day off")],
        ondelete={"holiday": "cascade"},
    )


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    def action_show_moved(self):
        """Show which open deadlines this public holiday moves (the operator only)."""
        self.ensure_one()
        return self.env["vpdt.deadline.shift"]._open(self)


class VpdtExchangedDay(models.Model):
    _inherit = "vpdt.exchanged.day"

    def action_show_moved(self):
        """Show which open deadlines this exchange moves (the operator only)."""
        self.ensure_one()
        return self.env["vpdt.deadline.shift"]._open(self)
