from odoo import fields, models


class ResLang(models.Model):
    """Hours and minutes, as papers have them; Odoo offers seconds in any case.

    Vietnamese gets it by `data/res_lang_data.xml`: lists write numeric datetimes in the
    format of the language, whatever `show_seconds` of a view says.
    """

    _inherit = "res.lang"

    time_format = fields.Selection(
        selection_add=[("%H:%M", "13:00")], ondelete={"%H:%M": "set default"}
    )
