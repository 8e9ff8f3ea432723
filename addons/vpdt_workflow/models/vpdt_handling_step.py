from odoo import api, fields, models


class VpdtHandlingStep(models.Model):
    """A step that the rows of handlings do not tell: extended, suspended, reopened…

    Sending, opening and closing stand in the handling itself; whatever changes it
    later leaves a row here, so that nothing is overwritten without a trace (design
    5.5).
    """

    _name = "vpdt.handling.step"
    _inherit = ["vpdt.append.only.mixin", "vpdt.trail.mixin"]
    _description = "Step of a handling"
    _order = "id"
    _log_access = False
    _rec_name = "move"

    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
    )
    handling_id = fields.Many2one(
        "vpdt.handling", required=True, index=True, ondelete="restrict"
    )
    move = fields.Selection(
        [
            ("add", "Receiver added"),
            ("ask_opinion", "Opinion asked for"),
            ("change_lead", "Lead changed"),
            ("ask_extend", "Extension asked for"),
            ("extend", "Deadline changed"),
            ("refuse_extend", "Extension refused"),
            ("ask_take_back", "Asked to give it back"),
            ("take_back", "Taken back by agreement"),
            ("refuse_take_back", "Not given back"),
            ("suspend", "Suspended"),
            ("resume", "Resumed"),
            ("reopen", "Reopened"),
            ("cancel", "Registration cancelled"),
            ("act", "Substitute acts"),
            ("hand_back", "Handed back"),
            ("hand_over", "Handed over"),
            ("remind", "Reminded"),
            ("acknowledge", "Receipt confirmed"),
            ("escalate", "Next person called"),
        ],
        required=True,
    )
    author_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    holder_id = fields.Many2one(
        "res.users", ondelete="restrict", help="The person it concerned."
    )
    at = fields.Datetime(required=True, default=fields.Datetime.now)
    text = fields.Text()
    old_deadline = fields.Datetime()
    new_deadline = fields.Datetime()

    @api.model
    def _trail_name(self):
        return self.env._("Steps of handlings")

    def _trail_what(self):
        return self._trail_label("move")

    @api.depends("move", "author_id")
    def _compute_display_name(self):
        moves = dict(self._fields["move"]._description_selection(self.env))
        for step in self:
            step.display_name = f"{moves.get(step.move)}: {step.author_id.name}"


class VpdtHandling(models.Model):
    _inherit = "vpdt.handling"

    step_ids = fields.One2many("vpdt.handling.step", "handling_id")

    def _note_step(self, move, text="", **vals):
        """Add a row to the history of each of these handlings.

        :param move: key of vpdt.handling.step.move
        :param vals: holder_id, old_deadline, new_deadline
        :return: the rows
        """
        # sudo: history is written by moves only, after their checks
        return (
            self.env["vpdt.handling.step"]
            .sudo()
            .create(
                [
                    {
                        "document_id": handling.document_id.id,
                        "handling_id": handling.id,
                        "move": move,
                        "author_id": self.env.uid,
                        "holder_id": handling.user_id.id,
                        "text": (text or "").strip(),
                        **vals,
                    }
                    for handling in self
                ]
            )
        )
