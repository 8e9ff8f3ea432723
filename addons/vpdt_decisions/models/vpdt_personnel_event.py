from odoo import api, fields, models
from odoo.exceptions import UserError

# What leaves a change without a decision to rest on
_VOID = ("replaced", "cancelled", "recalled")
_OPEN = ("planned", "confirmed", "stuck")


class VpdtPersonnelEvent(models.Model):
    """A change that rests on a registered decision, and is warned when that changes.

    The change itself holds number and date as words; which document it is stands in
    `vpdt.decision.basis`, for who may read it.
    """

    _inherit = "vpdt.personnel.event"

    decision_document_id = fields.Many2one(
        "vpdt.document", compute="_compute_decision_document_id", string="The decision"
    )
    decision_trouble = fields.Selection(
        [
            ("corrected", "Corrected since"),
            ("replaced", "Replaced since"),
            ("cancelled", "Its registration was cancelled"),
            ("recalled", "Recalled"),
        ],
        string="What became of the decision",
        readonly=True,
        copy=False,
    )

    @api.depends_context("uid")
    def _compute_decision_document_id(self):
        # under the user's own rights: False for who does not read it (I3)
        bases = self.env["vpdt.decision.basis"].search(
            [("event_id", "in", self._origin.ids)]
        )
        by_event = {basis.event_id.id: basis.document_id for basis in bases}
        for event in self:
            event.decision_document_id = by_event.get(event._origin.id)

    def write(self, vals):
        result = super().write(vals)
        # another number entered by hand: it rests on another decision
        if not self.env.su and {"decision_code", "decision_date"} & vals.keys():
            self._rest_on_words()
        return result

    def _rest_on_words(self):
        # sudo: the link goes with the number, whoever may not see it
        events = self.sudo()
        for basis in events.env["vpdt.decision.basis"].search(
            [("event_id", "in", events.ids)]
        ):
            document, event = basis.document_id, basis.event_id
            if (event.decision_code, event.decision_date) != (
                document.code,
                document.issued_date,
            ):
                basis.unlink()
                event.decision_trouble = False

    def _note_trouble(self, trouble):
        """Note what became of the decision, and tell who planned and who confirms."""
        managers = self.env["hr.job"]._holdings(roles=["operator"])
        operators = self.env["res.users"].browse({held.user_id for held in managers})
        for event in self:
            if event.state == "cancelled" or event.decision_trouble in _VOID:
                continue
            event.decision_trouble = trouble
            users = event.planned_by_id | event.confirmed_by_id
            if trouble in _VOID:
                users |= operators.filtered(
                    lambda user: user._overseen_agencies() is None
                )
            names = dict(
                event._fields["decision_trouble"]._description_selection(event.env)
            )
            event._tell_about_row(
                users - event.user_id - self.env.user,
                event.env._("The decision of a personnel change"),
                event.env._(
                    "%(change)s: decision %(code)s – %(trouble)s. Open the change and "
                    "look at it again.",
                    change=event.display_name,
                    code=event.decision_code or "",
                    trouble=names[trouble].lower(),
                ),
            )

    def _check_basis(self):
        """Check that the decision it rests on still holds.

        :raises UserError: it was recalled, replaced, or its registration cancelled
        """
        for event in self:
            if event.decision_trouble in _VOID:
                raise UserError(
                    self.env._(
                        "Decision %(code)s does not hold any more: cancel this change, "
                        "or enter the decision it rests on now.",
                        code=event.decision_code or "",
                    )
                )

    def action_confirm(self):
        """Refuse what rests on a decision that does not hold any more."""
        self.check_access("read")
        self._check_basis()
        return super().action_confirm()

    @api.model
    def _due(self, today):
        due = super()._due(today)
        return due.filtered(lambda event: event.decision_trouble not in _VOID)

    def action_open_decision(self):
        """Open the decision; for who reads it."""
        self.ensure_one()
        self.check_access("read")
        document = self.decision_document_id
        if not document:
            raise UserError(
                self.env._("There is no document behind this change that you may read.")
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.document",
            "res_id": document.id,
            "views": [(False, "form")],
        }

    def action_take_correction(self):
        """Take number and date over as the corrected decision says them now.

        :raises AccessError: the user keeps no personnel records, or it is about himself
        :raises UserError: it is carried out, or he does not read the decision
        """
        for event in self._own_context():
            event.check_access("read")
            event._check_personnel()
            event._check_not_own()
            document = event.decision_document_id
            if not document or event.decision_trouble != "corrected":
                raise UserError(
                    self.env._("There is no correction here that you may read.")
                )
            if event.state not in _OPEN:
                raise UserError(
                    self.env._(
                        "It was carried out, at least in part: enter the change that "
                        "follows, as a return."
                    )
                )
            # sudo: also of a confirmed one; who may, and that he reads it, was checked
            event.sudo().write(
                {
                    "decision_code": document.code,
                    "decision_date": document.issued_date,
                    "decision_trouble": False,
                }
            )
        return True
