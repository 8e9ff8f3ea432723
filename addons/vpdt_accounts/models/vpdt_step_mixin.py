from odoo import fields, models


class VpdtStepMixin(models.AbstractModel):
    """What was done about something, by whom, when; only added to (design 5.5).

    A model says what it is about and which `kind` of steps there are. What the system
    writes itself is Vietnamese, whoever caused it: the office reads it for years.
    """

    _name = "vpdt.step.mixin"
    _inherit = ["vpdt.append.only.mixin"]
    _description = "Steps"
    _log_access = False

    at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    author_id = fields.Many2one(
        "res.users", string="By whom", required=True, ondelete="restrict"
    )
    text = fields.Text(string="What")
