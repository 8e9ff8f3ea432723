from odoo import fields, models
from odoo.exceptions import UserError

from .vpdt_document_copy import COPY_FORMS

#: More pages than any paper has: a slip of the key is told as such.
_MOST_PAGES = 1000


class VpdtCopyChoiceMixin(models.AbstractModel):
    """What a clerk chooses of a copy: its form, who signs it, who gets it (R8).

    The dialog of a document and the registration screen ask for the same.
    """

    _name = "vpdt.copy.choice.mixin"
    _description = "Choice of a copy"

    copy_form = fields.Selection(
        COPY_FORMS, compute="_compute_copy_form", store=True, readonly=False
    )
    copy_signer_id = fields.Many2one(
        "res.users",
        string="Signer of the copy",
        compute="_compute_copy_signer_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', copy_possible_signer_ids)]",
    )
    copy_possible_signer_ids = fields.Many2many(
        "res.users", compute="_compute_copy_possible_ids"
    )
    copy_agency_ids = fields.Many2many(
        "hr.department",
        string="Receivers of the copy",
        domain="[('id', 'in', copy_possible_agency_ids)]",
    )
    copy_possible_agency_ids = fields.Many2many(
        "hr.department", compute="_compute_copy_possible_ids"
    )
    copy_electronic = fields.Boolean(
        string="Electronic",
        default=True,
        help="Marked at the top right of page 1 (NĐ 30/2020 PL I); else with the block "
        "of a paper copy at its end, to be signed by hand.",
    )
    copy_pages = fields.Char(
        string="Pages of the extract", help="Pages of an extract, as 1-3, 5."
    )

    def _copied_type(self):
        """Return the type of the document that is copied; to override."""
        raise NotImplementedError

    def _copying_agency(self):
        """Return the agency that makes the copy, if one is made; to override."""
        raise NotImplementedError

    def _compute_copy_form(self):
        for choice in self:
            forms = self.env["vpdt.document"]._copy_forms(choice._copied_type())
            if choice._copying_agency() and choice.copy_form not in forms:
                choice.copy_form = forms[0]
            else:
                choice.copy_form = choice.copy_form

    def _compute_copy_signer_id(self):
        """Sao y is signed by order, by the chief of office, where there is one."""
        for choice in self:
            agency = choice._copying_agency()
            if not agency or choice.copy_signer_id:
                choice.copy_signer_id = choice.copy_signer_id
                continue
            signers = agency._possible_signers()
            by_order = signers.filtered(
                lambda user, agency=agency: (
                    agency._signing_post(user).role == "chief_of_office"
                )
            )
            choice.copy_signer_id = (by_order or signers)[:1]

    def _compute_copy_possible_ids(self):
        for choice in self:
            agency = choice._copying_agency()
            choice.copy_possible_signer_ids = (
                agency._possible_signers() if agency else False
            )
            choice.copy_possible_agency_ids = (
                agency._copy_receivers() if agency else False
            )

    def _copy_page_numbers(self):
        """Return the page numbers of "1-3, 5" as a list; None for the whole paper.

        :raises UserError: it is no list of pages
        """
        if self.copy_form != "extract":
            return None
        numbers = []
        for part in (self.copy_pages or "").replace(" ", "").split(","):
            first, _dash, last = part.partition("-")
            if (
                not first.isdecimal()
                or not (last or first).isdecimal()
                or int(last or first) - int(first) > _MOST_PAGES
            ):
                raise UserError(self.env._("Write the pages as 1-3, 5."))
            numbers += range(int(first), int(last or first) + 1)
        return numbers

    def _copy_arguments(self):
        """Return the choice as the arguments of `vpdt.document.action_copy`."""
        self.ensure_one()
        return (
            self.copy_form,
            self.copy_signer_id.id,
            self.copy_agency_ids.ids,
            self._copy_page_numbers(),
            self.copy_electronic,
        )

    def _copy_told(self, code, held, signer=None):
        """Return what is said of a copy that was made: (text, kind of message).

        :param held: names of receivers without a clerk
        :param signer: res.users who is to sign a copy on paper; none of an electronic
            one, which is complete when it is sent
        """
        if signer:
            message = self.env._(
                "Copy %(code)s was numbered; it is not signed yet. Print it, have it "
                "signed by %(signer)s and stamped. The receivers see it in the system "
                "as it is now.",
                code=code,
                signer=signer.name,
            )
        else:
            message = self.env._("Copy %(code)s was made and sent.", code=code)
        if held:
            message += " " + self.env._(
                "Held back, there is no clerk to receive it: %(names)s.",
                names=", ".join(held),
            )
        return message, "warning" if held or signer else "success"

    def _hand_signer(self):
        """Return who has to sign the copy by hand; nobody signs an electronic one."""
        return (
            self.copy_signer_id.browse()
            if self.copy_electronic
            else self.copy_signer_id
        )
