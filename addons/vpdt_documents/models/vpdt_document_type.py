from odoo import api, fields, models


class VpdtDocumentType(models.Model):
    """The kinds of administrative papers (NĐ 30/2020 Điều 7, PL III), dated."""

    _name = "vpdt.document.type"
    _description = "Document type"
    _order = "sequence, id"
    _rec_names_search = ["name", "abbreviation"]

    name = fields.Char(required=True)
    abbreviation = fields.Char(
        help="As QĐ in 553/QĐ-UBND; a công văn and a thư công have none. Compared "
        "with marks and case: CĐ, QĐ, HD and HĐ are four types.",
    )
    sequence = fields.Integer(default=100)
    valid_from = fields.Date()
    valid_to = fields.Date()
    is_copy = fields.Boolean(help="A form of copy: sao y, sao lục, trích sao.")
    handling_days = fields.Integer(
        string="Usual working days",
        help="Working days usually given to settle an incoming paper of this type "
        "(NĐ 30/2020 Điều 24: the agency's work regulation); 0 for none.",
    )

    _name_unique = models.UniqueIndex(
        "(name, valid_from)", "There is already a document type of this name."
    )

    @api.model
    def _find(self, name=None, symbol=None, date=None):
        """Return the type a paper names itself by, or that its symbol stands for.

        :param name: type as read ("QUYẾT ĐỊNH"), any case
        :param symbol: symbol of the paper ("QĐ-UBND", "2025/TT-BKHCN")
        :param date: date of the paper (a type is dated), today when None
        :return: one record or none
        """
        date = date or self.env["hr.job"]._today()
        in_force = self.search(
            [
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", date),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", date),
            ]
        )
        if name:
            wanted = name.strip().casefold()
            found = in_force.filtered(lambda kind: kind.name.casefold() == wanted)
            if found:
                return found[:1]
        parts = (symbol or "").replace("/", "-").split("-")
        return in_force.filtered(
            lambda kind: kind.abbreviation and kind.abbreviation in parts[:2]
        )[:1]
