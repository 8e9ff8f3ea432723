from odoo import fields, models


class VpdtDecisionBasis(models.Model):
    """Which registered decision a personnel change rests on (R17, I3).

    | who                                              | sees                         |
    |--------------------------------------------------|------------------------------|
    | who reads the document **and** sees the change   | that they belong together    |
    | everybody else                                   | nothing                      |

    A row of its own: the change is seen by operators, who read no document, and holds
    number and date as words only.
    """

    _name = "vpdt.decision.basis"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Decision behind a personnel change"
    _order = "id desc"
    _rec_name = "event_id"

    event_id = fields.Many2one(
        "vpdt.personnel.event",
        string="Personnel change",
        required=True,
        index=True,
        ondelete="cascade",
    )
    document_id = fields.Many2one(
        "vpdt.document", required=True, index=True, ondelete="restrict"
    )

    _once = models.UniqueIndex("(event_id)", "A change rests on one decision.")
