from odoo import api, fields, models
from odoo.exceptions import UserError

_KEPT = (
    "kind",
    "date_from",
    "date_to",
    "note",
    "paper_code",
    "paper_date",
    "paper_document_id",
)


class VpdtAbsenceWizard(models.TransientModel):
    """Enter or change an absence: one substitute for everything, others by kind."""

    _name = "vpdt.absence.wizard"
    _description = "Enter an absence"

    absence_id = fields.Many2one("vpdt.absence", readonly=True)
    user_id = fields.Many2one("res.users", required=True, string="Who")
    for_others = fields.Boolean(compute="_compute_allowed")
    allowed_user_ids = fields.Many2many("res.users", compute="_compute_allowed")
    kind = fields.Selection(
        [("leave", "On leave"), ("trip", "On a work trip"), ("other", "Other")],
        string="Reason",
        required=True,
        default="leave",
    )
    date_from = fields.Datetime(string="Away from")
    date_to = fields.Datetime(string="Until")
    note = fields.Char(help="Colleagues read this.")
    substitute_id = fields.Many2one(
        "res.users",
        string="Who acts",
        help="On everything, except what is given to others below.",
    )
    allowed_ids = fields.Many2many("res.users", compute="_compute_allowed_ids")
    allowed_authorized_ids = fields.Many2many(
        "res.users", compute="_compute_allowed_ids"
    )
    line_ids = fields.One2many(
        "vpdt.absence.wizard.line", "wizard_id", string="By kind of document"
    )
    has_authorized = fields.Boolean(compute="_compute_has_authorized")
    paper_code = fields.Char(string="Number of the written delegation")
    paper_date = fields.Date(string="Date of the written delegation")
    paper_document_id = fields.Many2one("vpdt.document", string="Written delegation")

    @api.model
    def default_get(self, fields):
        """Begin with the user himself and now, or with the absence to change."""
        return self._begin_with(super().default_get(fields))

    @api.model
    def _begin_with(self, values):
        absence = self._to_change()
        if absence:
            values |= {name: absence[name] for name in _KEPT}
            values["paper_document_id"] = absence.paper_document_id.id
            values |= {"absence_id": absence.id, "user_id": absence.user_id.id}
            lines = absence.line_ids.sorted(lambda line: (line.sequence, line.id))
            everything = lines.filtered(lambda line: line.scope == "all")[:1]
            values["substitute_id"] = everything.substitute_id.id
            values["line_ids"] = [(0, 0, line._copied()) for line in lines - everything]
        else:
            values.setdefault("user_id", self.env.uid)
            values.setdefault(
                "date_from", fields.Datetime.now().replace(second=0, microsecond=0)
            )
        return {name: values[name] for name in values if name in self._fields}

    @api.model
    def _to_change(self):
        """Return the absence the dialog was opened on, when the user may change it."""
        absence = self.env["vpdt.absence"].browse(
            int(self.env.context.get("vpdt_absence_id") or 0)
        )
        absence = absence.exists()
        return absence.filtered("may_change")

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_allowed(self):
        people = self.env["vpdt.absence"]._people_to_enter_for()
        for wizard in self:
            wizard.allowed_user_ids = people
            wizard.for_others = bool(people - self.env.user)

    @api.depends("user_id")
    def _compute_allowed_ids(self):
        for wizard in self:
            plain, authorized = self.env["vpdt.substitute.rule"]._offered_for(
                wizard.user_id
            )
            me = self.env.user
            mine = me if wizard.user_id != me else me.browse()
            wizard.allowed_ids = plain - mine
            wizard.allowed_authorized_ids = authorized - mine

    @api.depends("line_ids.authorized")
    def _compute_has_authorized(self):
        for wizard in self:
            wizard.has_authorized = any(wizard.line_ids.mapped("authorized"))

    def action_enter(self):
        """Enter the absence, or put it in the place of the one being changed."""
        self.ensure_one()
        absence = self.absence_id
        if absence:
            absence._check_change("planned", "in_force")
            if absence.user_id != self.user_id:
                raise UserError(self.env._("Enter a new absence for somebody else."))
        vals = {name: self[name] for name in _KEPT}
        vals |= {
            "user_id": self.user_id.id,
            "paper_document_id": self.paper_document_id.id,
        }
        lines = [line._copied() for line in self.line_ids]
        if self.substitute_id:
            lines.append(
                {
                    "substitute_id": self.substitute_id.id,
                    "scope": "all",
                    "sequence": 1 + max(self.line_ids.mapped("sequence"), default=0),
                }
            )
        if any(not line["substitute_id"] for line in lines):
            raise UserError(self.env._("Say who acts on each kind of document."))
        entered = self.env["vpdt.absence"]._enter(vals, lines, absence or None)
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.absence",
            "res_id": entered.id,
            "views": [[False, "form"]],
            "target": "current",
        }


class VpdtAbsenceWizardLine(models.TransientModel):
    _name = "vpdt.absence.wizard.line"
    _inherit = ["vpdt.absence.line.mixin"]
    _description = "Substitute by kind of document"

    wizard_id = fields.Many2one(
        "vpdt.absence.wizard", required=True, index=True, ondelete="cascade"
    )
    scope = fields.Selection(default="field")
    type_ids = fields.Many2many(relation="vpdt_absence_wizard_type_rel")
    field_ids = fields.Many2many(relation="vpdt_absence_wizard_field_rel")
