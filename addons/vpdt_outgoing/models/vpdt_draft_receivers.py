from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_documents.text import fold


class VpdtDraft(models.Model):
    """Receivers that are added several at once, or taken from the paper answered."""

    _inherit = "vpdt.draft"

    goes_outside = fields.Boolean(
        compute="_compute_goes_outside",
        help="A receiver is outside the system: he has an address.",
    )

    @api.depends("dispatch_ids.agency_id", "dispatch_ids.name")
    def _compute_goes_outside(self):
        for draft in self:
            draft.goes_outside = any(
                line.name and not line.agency_id for line in draft.dispatch_ids
            )

    def _receiver_groups(self):
        """Return the agencies a draft may be sent to inside: [(key, hr.department)].

        "above"; "departments" and "committees" below the issuing agency (a committee of
        the level below bears the same symbol, or works collectively as it does); the
        others "beside".
        """
        self.ensure_one()
        issuer = self.issuer_id
        top = issuer.parent_id.agency_id
        today = self.env["hr.job"]._today()
        agencies = self.env["hr.department"].search(
            [
                ("is_agency", "=", True),
                ("id", "!=", issuer.id),
                "|",
                ("valid_from", "=", False),
                ("valid_from", "<=", today),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", today),
            ]
        )
        below = agencies.filtered(lambda unit: unit.parent_id.agency_id == issuer)
        # sudo: which of them are committees: those with a chairman, or with the symbol
        # of the committee above them
        chaired = (
            self.env["hr.job"]
            .sudo()
            .search([("role", "=", "chairman"), ("agency_id", "in", below.ids)])
        )
        committees = below.filtered(
            lambda unit: unit in chaired.agency_id or unit.symbol == issuer.symbol
        )
        above = agencies & top
        return [
            (key, units)
            for key, units in (
                ("departments", below - committees),
                ("committees", committees),
                ("above", above),
                ("beside", agencies - below - above),
            )
            if units
        ]

    @api.readonly
    def get_receiver_choices(self):
        """Return whom a draft can be sent to inside, in groups.

        :return: [{"key": "departments"|"committees"|"above"|"beside", "agencies":
            [{"id", "name", "chosen"}]}]
        """
        self.ensure_one()
        self.check_access("read")
        chosen = self.dispatch_ids.agency_id
        return [
            {
                "key": key,
                "agencies": [
                    {"id": unit.id, "name": unit.name, "chosen": unit in chosen}
                    for unit in units
                ],
            }
            for key, units in self._receiver_groups()
        ]

    def action_add_receivers(self, agency_ids, purpose="carry_out", addressee=False):
        """Add agencies to the receivers; those that are there already stay as they are.

        :param agency_ids: ids among those that `get_receiver_choices` offers
        :param purpose: "carry_out" or "inform"
        :param addressee: whether it is addressed to them ("Kính gửi")
        :return: how many were added
        """
        self = self._own_context()
        self.ensure_one()
        self.check_access("write")
        offered = self.env["hr.department"].browse(
            unit.id for _key, units in self._receiver_groups() for unit in units
        )
        wanted = self.env["hr.department"].browse(agency_ids) & offered
        added = wanted - self.dispatch_ids.agency_id
        last = max(self.dispatch_ids.mapped("sequence"), default=0)
        # the rights of the lines apply: its maker, or the clerk who issues it
        self.env["vpdt.dispatch"].create(
            [
                {
                    "draft_id": self.id,
                    "agency_id": agency.id,
                    "purpose": purpose,
                    "is_addressee": bool(addressee),
                    "sequence": last + place,
                }
                for place, agency in enumerate(added, start=1)
            ]
        )
        return len(added)

    def _sender_line(self):
        """Return the values of the receiver who sent the paper that is answered.

        Its issuer, as a receiver inside where an agency here goes by that name.

        :return: values of a vpdt.dispatch, {} where nobody is named
        """
        issuer = self.answers_id.issuer
        if not issuer:
            return {}
        wanted = fold(issuer)
        agency = self.env["hr.department"].search([("is_agency", "=", True)])
        agency = agency.filtered(
            lambda unit: wanted in (fold(unit.letterhead_name or ""), fold(unit.name))
        )[:1]
        values = {"is_addressee": True, "purpose": "carry_out"}
        if agency:
            return {**values, "agency_id": agency.id}
        return {**values, "name": issuer, "method": "post"}

    @api.onchange("answers_id")
    def _onchange_answers_id(self):
        """The answer goes to who asked, in the same area and with the same haste."""
        if not self.answers_id:
            return
        self.field_id = self.field_id or self.answers_id.field_id
        if self.urgency == "0":
            self.urgency = self.answers_id.urgency
        values = self._sender_line()
        if values and not self._has_receiver(values):
            self.dispatch_ids = [Command.create(values)]

    def action_add_sender(self):
        """Add who sent the paper that is answered to the receivers.

        :raises UserError: nobody is named, or he is among them already
        """
        self = self._own_context()
        self.ensure_one()
        self.check_access("write")
        values = self._sender_line()
        if not values:
            raise UserError(self.env._("The paper that is answered names no sender."))
        if self._has_receiver(values):
            raise UserError(self.env._("The sender is among the receivers already."))
        # the rights of the lines apply: its maker, or the clerk who issues it
        self.env["vpdt.dispatch"].create([{"draft_id": self.id, **values}])
        return True

    def _has_receiver(self, values):
        """Whether a receiver of these values (of a vpdt.dispatch) is there already."""
        return any(
            line.agency_id.id == values["agency_id"]
            if values.get("agency_id")
            else line.name == values["name"]
            for line in self.dispatch_ids
        )
