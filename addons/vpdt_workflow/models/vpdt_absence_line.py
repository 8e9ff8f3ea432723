from odoo import api, fields, models

from odoo.addons.vpdt_documents.models.vpdt_content_mixin import URGENCIES

from ..absence import SCOPES, Line
from ..routing import PURPOSES


class VpdtAbsenceLineMixin(models.AbstractModel):
    """What a substitute acts on: of the absence and of the dialog that enters it."""

    _name = "vpdt.absence.line.mixin"
    _description = "What a substitute acts on"
    _order = "sequence, id"
    _rec_name = "substitute_id"

    sequence = fields.Integer(default=10)
    substitute_id = fields.Many2one("res.users", string="Who acts")
    scope = fields.Selection(
        list(SCOPES.items()), string="Documents", required=True, default="all"
    )
    purpose = fields.Selection(list(PURPOSES.items()))
    type_ids = fields.Many2many("vpdt.document.type", string="Document types")
    field_ids = fields.Many2many("vpdt.field", string="Subject areas")
    urgency = fields.Selection(URGENCIES)
    authorized = fields.Boolean(
        string="By authorisation (TUQ.)",
        help="Acts by a written authorisation: limited in time and content, and he "
        "cannot pass it on (NĐ 30/2020 Điều 13.4).",
    )

    def _values(self):
        """Return what the line's scope is about, as `absence.Line` takes it."""
        self.ensure_one()
        return frozenset(
            {
                "purpose": [self.purpose] if self.purpose else [],
                "type": self.type_ids.ids,
                "field": self.field_ids.ids,
                "urgency": [self.urgency] if self.urgency else [],
            }.get(self.scope, [])
        )

    def _copied(self):
        """Return the values that write the same line elsewhere."""
        self.ensure_one()
        return {
            "sequence": self.sequence,
            "substitute_id": self.substitute_id.id,
            "scope": self.scope,
            "purpose": self.scope == "purpose" and self.purpose,
            "type_ids": [(6, 0, self.type_ids.ids if self.scope == "type" else [])],
            "field_ids": [(6, 0, self.field_ids.ids if self.scope == "field" else [])],
            "urgency": self.scope == "urgency" and self.urgency,
            "authorized": self.authorized,
        }


class VpdtAbsenceLine(models.Model):
    """One substitute, and the kind of documents he acts on."""

    _name = "vpdt.absence.line"
    _inherit = ["vpdt.system.written.mixin", "vpdt.absence.line.mixin"]
    _description = "Substitute"

    absence_id = fields.Many2one(
        "vpdt.absence", required=True, index=True, ondelete="cascade"
    )
    substitute_id = fields.Many2one(required=True, index=True, ondelete="restrict")
    type_ids = fields.Many2many(relation="vpdt_absence_line_type_rel")
    field_ids = fields.Many2many(relation="vpdt_absence_line_field_rel")
    kind = fields.Char(compute="_compute_kind", string="What he acts on")

    @api.depends("scope", "purpose", "type_ids", "field_ids", "urgency")
    def _compute_kind(self):
        def label(line, name):
            return dict(line._fields[name]._description_selection(line.env))

        for line in self:
            line.kind = {
                "purpose": label(line, "purpose").get(line.purpose),
                "type": ", ".join(line.type_ids.mapped("name")),
                "field": ", ".join(line.field_ids.mapped("name")),
                "urgency": line.env._(
                    "%(urgency)s and above",
                    urgency=label(line, "urgency").get(line.urgency),
                ),
            }.get(line.scope) or label(line, "scope").get(line.scope)

    def _as_rules(self):
        """Return these lines as `absence.Line`, in their order."""
        return [
            Line(
                line.substitute_id.id,
                line.scope,
                line._values(),
                line.authorized,
                line.absence_id.id,
            )
            for line in self.sorted(lambda item: (item.sequence, item.id))
        ]
