from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import ormcache

from odoo.addons.vpdt_documents.models.vpdt_content_mixin import URGENCIES


class VpdtUrgencyTerm(models.Model):
    """How long an urgent paper usually has: the agencies' rules of work as data.

    NĐ 30/2020 Điều 18.1 and 23.1 only say that it is passed on at once.
    """

    _name = "vpdt.urgency.term"
    _description = "Usual time of urgent documents"
    _order = "urgency"
    _rec_name = "urgency"

    urgency = fields.Selection(URGENCIES, required=True)
    amount = fields.Float(required=True, digits=(6, 2))
    unit = fields.Selection(
        [
            ("hours", "Hours, day and night"),
            ("working_hours", "Working hours"),
            ("working_days", "Working days"),
        ],
        required=True,
        default="working_days",
    )

    _urgency_unique = models.UniqueIndex(
        "(urgency)", "There is already a usual time for this urgency."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount > 0 AND amount <= 1000)",
        "The usual time is a number between 0 and 1000.",
    )

    @api.model
    def _of(self, urgency):
        """Return the term of an urgency, none where nothing is usual."""
        # sudo: everybody's deadlines are counted, whoever may see the set-up
        return self.sudo().browse(self._ids_by_urgency().get(urgency))

    @api.model
    @ormcache()
    def _ids_by_urgency(self):
        """Return {urgency: id}; each registration and each move asks."""
        return {term.urgency: term.id for term in self.sudo().search([])}

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    def _ends(self, time, start):
        """Return when the term ends, None for no record.

        :param time: clock.WorkTime of the agency
        :param start: naive UTC datetime
        """
        if not self:
            return None
        if self.unit == "hours":
            return start + timedelta(hours=self.amount)
        if self.unit == "working_hours":
            return time.after(start, timedelta(seconds=round(self.amount * 3600)))
        # Half a working day is the morning of the next
        whole = -int(-self.amount // 1)
        end = time.day_after(start, whole)
        if end and whole - self.amount >= 0.5:
            return time.end_of(time.local(end).date(), "morning")
        return end

    def _text(self):
        """Return the term in words."""
        words = {
            "hours": self.env._("%(amount)s hours", amount=f"{self.amount:g}"),
            "working_hours": self.env._(
                "%(amount)s working hours", amount=f"{self.amount:g}"
            ),
            "working_days": self.env._(
                "%(amount)s working days", amount=f"{self.amount:g}"
            ),
        }
        levels = dict(self._fields["urgency"]._description_selection(self.env))
        return f"{levels[self.urgency]}: {words[self.unit]}"
