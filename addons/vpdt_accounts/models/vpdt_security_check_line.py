from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .vpdt_security_rule import KINDS

ANSWERS = [("yes", "Yes"), ("no", "No"), ("na", "Not applicable")]
_MINE = {"answer", "remark", "todo", "todo_by"}


class VpdtSecurityCheckLine(models.Model):
    """What was counted, or what the operator says to a question.

    Frozen with the signature, in the database as well: nobody changes it any more.
    """

    _name = "vpdt.security.check.line"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Line of a security checklist"
    _order = "check_id, sort, id"
    _rec_name = "text"

    check_id = fields.Many2one(
        "vpdt.security.check", required=True, index=True, ondelete="restrict"
    )
    sort = fields.Selection(
        [("counted", "Counted"), ("question", "Question")], required=True
    )
    kind = fields.Selection(KINDS)
    count = fields.Integer(string="Open findings")
    explained = fields.Integer(string="Of these explained")
    text = fields.Char(string="Question")
    why = fields.Text(string="Why it matters")
    before = fields.Char(string="Last time")
    answer = fields.Selection(ANSWERS, string="Answer given")
    remark = fields.Char(string="Note on it")
    todo = fields.Char(string="What will be done")
    todo_by = fields.Date(string="By")

    def init(self):
        result = super().init()
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION vpdt_security_frozen() RETURNS trigger AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM vpdt_security_check
                            WHERE id = OLD.check_id AND signed_at IS NOT NULL) THEN
                    RAISE EXCEPTION 'A signed checklist is not changed'
                          USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END
            $$ LANGUAGE plpgsql
            """
        )
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE TRIGGER vpdt_security_frozen
                BEFORE UPDATE OR DELETE ON %s
                FOR EACH ROW EXECUTE FUNCTION vpdt_security_frozen()
                """,
                SQL.identifier(self._table),
            )
        )
        return result

    def write(self, vals):
        if any(check.signed_at for check in self.sudo().check_id):
            raise UserError(
                self.env._("This checklist is signed: nothing is changed any more.")
            )
        if not self.env.su:
            if set(vals) - _MINE or any(one.sort != "question" for one in self):
                raise AccessError(
                    self.env._("Only the answers to the questions are yours to write.")
                )
            for check in self.check_id:
                check._check_may_answer()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("This is history: it cannot be removed."))

    def _missing(self):
        """Return what this answer still lacks, in words; "" when it is complete."""
        self.ensure_one()
        if not self.answer:
            return self.env._("not answered")
        if self.answer != "no":
            return ""
        if not (self.remark or "").strip():
            return self.env._("a remark")
        if not (self.todo or "").strip() or not self.todo_by:
            return self.env._("what will be done, and by when")
        if self.todo_by < self.env["hr.job"]._today():
            return self.env._("a day that is still to come")
        return ""

    def _answer_text(self):
        """Return the answer with what goes with it, as it is printed."""
        self.ensure_one()
        answers = dict(self._fields["answer"]._description_selection(self.env))
        parts = [answers.get(self.answer, ""), self.remark]
        if self.todo:
            parts.append(
                self.env._(
                    "%(what)s by %(day)s",
                    what=self.todo,
                    day=self.todo_by and f"{self.todo_by:%d/%m/%Y}" or "…",
                )
            )
        return "; ".join(part for part in parts if part)

    def action_open_findings(self):
        """Open the findings of this line."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Findings"),
            "res_model": "vpdt.account.finding",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [
                ("closed_at", "=", False),
                ("kind", "=", self.kind),
                ("agency_id", "=", self.check_id.agency_id.id),
            ],
        }
