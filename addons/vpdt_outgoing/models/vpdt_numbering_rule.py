from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..numbering import PLACES, SymbolError, compose, missing_places


class VpdtNumberingRule(models.Model):
    """How an agency's outgoing documents are numbered: symbol and series, dated.

    NĐ 30/2020 Điều 15: the head of the agency decides; one series for all, or one for
    each type. The most particular rule in force on the day holds.
    """

    _name = "vpdt.numbering.rule"
    _description = "Numbering rule"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    agency_id = fields.Many2one(
        "hr.department",
        index=True,
        ondelete="cascade",
        domain=[("is_agency", "=", True)],
        help="The agency that issues; every agency when empty.",
    )
    type_id = fields.Many2one(
        "vpdt.document.type", ondelete="cascade", help="Every type when empty."
    )
    has_abbreviation = fields.Selection(
        [("yes", "Types with an abbreviation"), ("no", "Types without one")],
        help="A công văn and a thư công have no abbreviation.",
    )
    pattern = fields.Char(
        required=True,
        default="{type}-{agency}",
        help="{type}: the type's abbreviation; {agency}: the issuer's symbol; {unit}: "
        "the drafting unit's; {year}: of the date.",
    )
    series_code = fields.Char(
        help="Its numbers run in a series of this code; in the common one when empty.",
    )
    valid_from = fields.Date()
    valid_to = fields.Date()

    @api.constrains("pattern")
    def _check_pattern(self):
        for rule in self:
            try:
                missing_places(rule.pattern, {})
            except SymbolError as error:
                raise ValidationError(
                    self.env._(
                        "%(place)s cannot stand in a pattern; there are %(places)s.",
                        place=error.place,
                        places=", ".join("{%s}" % place for place in PLACES),
                    )
                ) from error

    @api.depends("pattern", "agency_id", "type_id")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = " · ".join(
                part
                for part in (rule.agency_id.symbol, rule.type_id.name, rule.pattern)
                if part
            )

    @api.model
    def _for(self, agency, kind, date):
        """Return the rule by which `agency` numbers documents of type `kind`.

        :param agency: hr.department
        :param kind: vpdt.document.type
        :param date: the day of the number
        :return: one record, or none
        """
        rules = self.search(
            [
                ("agency_id", "in", [False, agency.id]),
                ("type_id", "in", [False, kind.id]),
                (
                    "has_abbreviation",
                    "in",
                    [False, "yes" if kind.abbreviation else "no"],
                ),
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", date),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", date),
            ]
        )
        return rules.sorted(
            lambda rule: (
                not rule.agency_id,
                not rule.type_id,
                not rule.has_abbreviation,
                rule.sequence,
            )
        )[:1]

    @api.model
    def _symbol(self, agency, kind, unit, date):
        """Return (symbol, code of the series) of a document of that day.

        :param agency: hr.department that issues
        :param kind: vpdt.document.type
        :param unit: hr.department that drafted
        :raises UserError: there is no rule, or it needs what is not there
        """
        rule = self._for(agency, kind, date)
        if not rule:
            raise UserError(
                self.env._(
                    "There is no rule for the symbol of this type: the operator sets "
                    "one up under numbering rules."
                )
            )
        values = {
            "type": kind.abbreviation,
            "agency": agency.symbol,
            "unit": unit.symbol or agency.symbol,
            "year": date.year,
        }
        try:
            return compose(rule.pattern, values), rule.series_code or ""
        except SymbolError as error:
            raise UserError(
                self.env._(
                    "The symbol %(pattern)s needs %(place)s, which is not set up.",
                    pattern=rule.pattern,
                    place=error.place,
                )
            ) from error
