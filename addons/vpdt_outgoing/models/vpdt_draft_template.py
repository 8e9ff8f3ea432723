import base64

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
        return base64.b64decode(self.with_context(bin_size=False).file)

    def _problem_text(self, problem):
        """Return in words what `drafting.check_template` found.

        :param problem: drafting.Problem
        """
        data = {"tag": "", "end": "", "name": "", "message": "", **problem.data}
        near = data.get("nearest")
        words = {
            "unknown_name": self.env._(
                "“%(name)s” is no field; did you mean “%(near)s”?",
                name=data["name"],
                near=near,
            )
            if near
            else self.env._("“%(name)s” is no field.", name=data["name"]),
            "unbalanced": self.env._(
                "“%(tag)s” is not closed: each {{ needs its }}, in the same paragraph.",
                tag=data["tag"],
            ),
            "unclosed_block": self.env._(
                "“%(tag)s” has no end (“%(end)s” is missing).",
                tag=data["tag"],
                end=data["end"],
            ),
            "unopened_block": self.env._(
                "“%(tag)s” ends something that was not begun.", tag=data["tag"]
            ),
            "crossing_block": self.env._(
                "“%(tag)s” begins in one cell or paragraph and ends in another.",
                tag=data["tag"],
            ),
            "not_alone": self.env._(
                "“%(tag)s” has to stand alone in its paragraph.", tag=data["tag"]
            ),
            "not_in_row": self.env._(
                "“%(tag)s” has to stand in a row of a table.", tag=data["tag"]
            ),
            "wrong_prefix": self.env._(
                "“%(tag)s” and its end have to be written the same way.",
                tag=data["tag"],
            ),
            "spans_paragraphs": self.env._(
                "“%(tag)s” is begun and ended in different paragraphs.",
                tag=data["tag"],
            ),
            "raw_tag": self.env._(
                "“%(tag)s” would bring unchecked marks in: write {{ … }}.",
                tag=data["tag"],
            ),
            "not_allowed": self.env._(
                "“%(tag)s” does more than a template may: only fields, if and for.",
                tag=data["tag"],
            ),
            "wrong_kind": self.env._(
                "“%(name)s” is a list: it needs a for of its own.", name=data["name"]
            ),
            "syntax": self.env._("“%(tag)s” cannot be understood.", tag=data["tag"]),
            "not_filled": self.env._(
                "Filled with sample values it gives no sound document."
            ),
        }
        text = words.get(problem.code) or self.env[
            "vpdt.draft.version"
        ]._refusal_message(problem.code, **problem.data)
        return f"{problem.place}: {text}" if problem.place else text

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
