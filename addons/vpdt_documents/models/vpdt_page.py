from odoo import fields, models


class VpdtPage(models.Model):
    """The text read on one page of a file."""

    _name = "vpdt.page"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Page of a file"
    _order = "file_id, number"
    _log_access = False
    _rec_name = "number"

    file_id = fields.Many2one(
        "vpdt.file",
        required=True,
        index=True,
        ondelete="cascade",
        bypass_search_access=True,
    )
    number = fields.Integer(required=True, aggregator=None)
    text = fields.Text()
    source = fields.Selection(
        [("text", "Text layer"), ("ocr", "Recognised"), ("docx", "Word file")]
    )

    _page_once = models.UniqueIndex("(file_id, number)", "A page is read once.")
