from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError, ValidationError

from ..layout import RegisterCover, render_register
from ..layout.register import FORMS

_PRINTED = {"incoming": "incoming", "outgoing": "outgoing", "copy": "outgoing"}


class VpdtRegister(models.Model):
    """A book (sổ) of one agency, kind and year; several may share one series."""

    _name = "vpdt.register"
    _description = "Register"
    _order = "year desc, agency_id, kind, sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    series_id = fields.Many2one(
        "vpdt.series", required=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(
        "hr.department", related="series_id.agency_id", store=True, index=True
    )
    kind = fields.Selection(related="series_id.kind", store=True)
    year = fields.Integer(related="series_id.year", store=True, aggregator=None)
    is_open = fields.Boolean(default=True, help="A closed book takes no further lines.")
    entry_ids = fields.One2many("vpdt.entry", "register_id", string="Entries")

    @api.depends("name", "year", "agency_id.symbol")
    def _compute_display_name(self):
        for register in self:
            register.display_name = " · ".join(
                part
                for part in (
                    register.name,
                    register.agency_id.symbol,
                    str(register.year or ""),
                )
                if part
            )

    @api.model
    def _for(self, agency, kind, date=None, code=None):
        """Return the open register of `agency` and `kind` for the year of `date`.

        :param code: of this series alone, where an agency has several of a kind
            (one for each type); of whichever comes first when None

        The year's series and first register are opened by themselves on the first
        working day that needs them (NĐ 30/2020 Điều 15: 01 on 01 January).
        """
        year = (date or self.env["hr.job"]._today()).year
        # sudo: a clerk may not create series or registers by hand, only have the
        # new year's opened; agency and kind come from the caller's own post.
        registers = self.sudo()
        found = registers.search(
            [
                ("agency_id", "=", agency.id),
                ("kind", "=", kind),
                ("year", "=", year),
                ("is_open", "=", True),
                *([("series_id.code", "=", code)] if code is not None else []),
            ],
            limit=1,
        )
        if not found:
            found = registers._open_year(agency, kind, year, code or "")
        return found.sudo(self.env.su)

    @api.model
    def _open_year(self, agency, kind, year, code=""):
        if agency.valid_to and agency.valid_to.year < year:
            raise UserError(
                self.env._(
                    "%(agency)s ended on %(date)s: no register of %(year)s is opened.",
                    agency=agency.name,
                    date=agency.valid_to.strftime("%d/%m/%Y"),
                    year=year,
                )
            )
        series = self.env["vpdt.series"].search(
            [
                ("agency_id", "=", agency.id),
                ("kind", "=", kind),
                ("year", "=", year),
                ("code", "=", code),
            ],
            limit=1,
        )
        if not series:
            try:
                series = series.create(
                    {
                        "agency_id": agency.id,
                        "kind": kind,
                        "year": year,
                        "code": code,
                    }
                )
                series.flush_recordset()
            except UniqueViolation as error:
                # A colleague opened it this moment: the server tries again and sees it.
                raise ConcurrencyError(str(error)) from error
        before = self.search(
            [
                ("agency_id", "=", agency.id),
                ("kind", "=", kind),
                ("year", "=", year - 1),
                ("series_id.code", "=", code),
            ]
        )
        names = before.mapped("name") or [
            dict(self._fields["kind"]._description_selection(self.env))[kind]
        ]
        return self.create([{"name": name, "series_id": series.id} for name in names])[
            :1
        ]

    @api.model
    def _cron_open_year(self):
        """In December, open the coming year's registers of every agency (Điều 15)."""
        today = self.env["hr.job"]._today()
        if today.month < 12:
            return
        agencies = self.env["hr.department"].search(
            [
                ("is_agency", "=", True),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">", today.replace(month=12, day=31)),
            ]
        )
        first_day = today.replace(year=today.year + 1, month=1, day=1)
        for agency in agencies:
            for kind, code in {
                (book.kind, book.series_id.code)
                for book in self.search(
                    [("agency_id", "=", agency.id), ("year", "=", today.year)]
                )
            }:
                self._for(agency, kind, first_day, code)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_series_values(v) for v in vals_list])

    def write(self, vals):
        return super().write(self._without_series_values(vals))

    @api.model
    def _without_series_values(self, vals):
        """Leave out what follows from the series: a stored related field takes it."""
        follows = ("agency_id", "kind", "year")
        return {name: value for name, value in vals.items() if name not in follows}

    @api.constrains("series_id")
    def _check_series_kept(self):
        for register in self:
            entries = register.sudo().entry_ids
            if entries and entries.series_id != register.series_id:
                raise ValidationError(
                    self.env._("A register with lines keeps its series.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.sudo().entry_ids:
            raise UserError(self.env._("A register with lines is never removed."))

    def _print_domain(self, date_from, date_to, number_from, number_to, kinds=None):
        domain = [("register_id", "=", self.id)]
        if kinds:
            domain.append(("document_id.type_id", "in", kinds.ids))
        for field, operator, value in (
            ("received_date", ">=", date_from),
            ("received_date", "<=", date_to),
            ("number", ">=", number_from),
            ("number", "<=", number_to),
        ):
            if value:
                domain.append((field, operator, value))
        return domain

    def _print(
        self,
        date_from=None,
        date_to=None,
        number_from=None,
        number_to=None,
        kinds=None,
    ):
        """Return the register in print (PDF bytes) with the columns of the law.

        NĐ 30/2020 Điều 16.2b, 22.3b and PL IV. Lines are read with the user's own
        rights: what the reader table hides is not printed.

        :param date_from, date_to: span of dates of arrival (or issue), or None
        :param number_from, number_to: span of numbers, or None
        :param kinds: vpdt.document.type: only documents of these types, as a book of
            a type where all share one series (Điều 15); numbers that were broken off
            have no type and stand in the print of the whole
        :raises UserError: the span is turned round
        """
        self.ensure_one()
        if (date_from and date_to and date_from > date_to) or (
            number_from and number_to and number_from > number_to
        ):
            raise UserError(
                self.env._("The span ends before it begins: change it round.")
            )
        self.check_access("read")
        # What was broken off shows as void in print, not as a gap.
        # sudo: voiding is the system's own work, whoever prints
        self.sudo().series_id._void_lost()
        entries = self.env["vpdt.entry"].search(
            self._print_domain(date_from, date_to, number_from, number_to, kinds),
            order="number",
        )
        entries.fetch(["number", "state", "received_date", "document_id"])
        agency = self.agency_id
        cover = RegisterCover(
            agency=(agency.letterhead_name or agency.name).upper(),
            parent=(agency.letterhead_parent or "").upper(),
            year=self.year,
            date_from=date_from or entries[:1].received_date or None,
            date_to=date_to or entries[-1:].received_date or None,
            number_from=number_from or entries[:1].number or None,
            number_to=number_to or entries[-1:].number or None,
            title=self._print_title(kinds),
        )
        return render_register(
            _PRINTED[self.kind], cover, (entry._print_row() for entry in entries)
        )

    def _print_title(self, kinds):
        """Return the title of a book of these types, "" for that of the form.

        As "SỔ ĐĂNG KÝ VĂN BẢN ĐI LOẠI QUYẾT ĐỊNH, CHỈ THỊ".
        """
        if not kinds:
            return ""
        form = FORMS[_PRINTED[self.kind]]
        # the paper is Vietnamese, whoever prints it
        names = kinds.with_context(lang="vi_VN").mapped("name")
        return f"{form.title} LOẠI {', '.join(names).upper()}"
