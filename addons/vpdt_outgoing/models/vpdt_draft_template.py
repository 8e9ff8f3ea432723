from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..drafting import check_template, fill


class VpdtDraftTemplate(models.Model):
    """A .docx template of a type of document: data the office replaces and tests."""

    _name = "vpdt.draft.template"
    _description = "Template of drafts"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    type_id = fields.Many2one(
        "vpdt.document.type", required=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        ondelete="cascade",
        domain=[("is_agency", "=", True)],
        help="For drafts of this agency alone; for all when empty.",
    )
    file = fields.Binary(required=True, attachment=True, string="File (.docx)")
    file_name = fields.Char()

    @api.model
    def _for(self, kind, agency):
        """Return the template for drafts of type `kind` made by `agency`, if any."""
        if not kind:
            return self.browse()
        found = self.search(
            [("type_id", "=", kind.id), ("agency_id", "in", [False, agency.id])]
        )
        return found.sorted(lambda item: (not item.agency_id, item.sequence))[:1]

    def _data(self):
        """Return the bytes of the file."""
        self.ensure_one()
        return self.with_context(bin_size=False).file and self._raw()

    def _raw(self):
        import base64

        return base64.b64decode(self.with_context(bin_size=False).file)

    def _problem_text(self, problem):
        """Return in words what `drafting.check_template` found."""
        words = {
            "unknown": self.env._(
                "“%(value)s” is no field%(near)s.",
                value=problem.value,
                near=self.env._(": did you mean “%(name)s”?", name=problem.near)
                if problem.near
                else "",
            ),
            "syntax": self.env._("“%(value)s” is not closed.", value=problem.value),
        }
        return words.get(
            problem.code,
            self.env._(
                "It cannot be used as a template (%(code)s).", code=problem.code
            ),
        )

    @api.constrains("file")
    def _check_file(self):
        for template in self:
            problems = check_template(template._data())
            if problems:
                raise ValidationError(
                    self.env._("This template has faults:")
                    + "\n"
                    + "\n".join(template._problem_text(item) for item in problems[:10])
                )

    def _fill(self, values):
        """Return the .docx made of this template (bytes)."""
        self.ensure_one()
        return fill(self._data(), values)
