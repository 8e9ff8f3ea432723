from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.vpdt_documents.office_time import local_time
from odoo.addons.vpdt_documents.text import fold

METHODS = [
    ("inside", "In the system"),
    ("post", "By post"),
    ("hand", "By hand"),
    ("email", "By e-mail"),
]
# What the clerk fills in about a delivery outside.
_DELIVERY = {"method", "copies", "address", "note", "name", "agency_id", "purpose"}


class VpdtDispatch(models.Model):
    """One receiver of an outgoing document, and how it got there (R6).

    Inside the office a receiver has it the moment it is issued: the line names the
    handling that lies with the agency's clerks. Outside, the line is filled in as the
    envelope goes out and the proof comes back.
    """

    _name = "vpdt.dispatch"
    _inherit = ["vpdt.system.written.mixin"]
    _description = "Receiver of an outgoing document"
    _order = "draft_id, sequence, id"
    _rec_name = "name"

    draft_id = fields.Many2one("vpdt.draft", index="btree_not_null", ondelete="cascade")
    document_id = fields.Many2one(
        "vpdt.document",
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
        readonly=True,
        help="The draft's document until it is numbered, the issued one from then on.",
    )
    sequence = fields.Integer(default=10)
    agency_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_agency", "=", True)],
        help="A receiver in the system; empty for one outside.",
    )
    name = fields.Char(
        string="Receiver",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    address = fields.Char()
    is_addressee = fields.Boolean(
        string="Addressed to",
        help="Named in the head of the letter, not only at its foot.",
    )
    purpose = fields.Selection(
        [("carry_out", "To carry out"), ("inform", "To know")],
        required=True,
        default="carry_out",
    )
    method = fields.Selection(
        METHODS,
        required=True,
        compute="_compute_method",
        store=True,
        readonly=False,
        precompute=True,
    )
    copies = fields.Integer(default=1, aggregator=None)
    note = fields.Char()
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("held", "Held back"),
            ("sent", "Sent"),
            ("delivered", "Delivered"),
            ("returned", "Returned"),
            ("recalled", "Recalled"),
        ],
        required=True,
        default="planned",
        readonly=True,
    )
    problem = fields.Char(readonly=True, help="Why it is held back.")
    handling_id = fields.Many2one(
        "vpdt.handling", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    sent_at = fields.Datetime(readonly=True)
    sent_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    envelopes = fields.Integer(default=1, aggregator=None)
    delivered_on = fields.Date(readonly=True)
    proof = fields.Char(readonly=True, help="Number of the receipt, or who took it.")
    opened_at = fields.Datetime(related="handling_id.opened_at")

    _agency_once = models.UniqueIndex(
        "(document_id, agency_id) WHERE agency_id IS NOT NULL AND state <> 'recalled'",
        "This agency is among the receivers already.",
    )
    _held_back = models.Index("(id) WHERE state = 'held'")

    @api.depends("agency_id")
    def _compute_name(self):
        for line in self:
            if line.agency_id:
                line.name = line.agency_id.name

    @api.depends("agency_id")
    def _compute_method(self):
        for line in self:
            if line.agency_id:
                line.method = "inside"
            elif not line.method or line.method == "inside":
                line.method = "post"

    @api.constrains("agency_id", "name", "method", "copies", "envelopes")
    def _check_receiver(self):
        for line in self:
            if not (line.name or "").strip():
                raise ValidationError(self.env._("Name the receiver."))
            if line.method == "inside" and not line.agency_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s is not in the system: say how it is delivered.",
                        name=line.name,
                    )
                )
            if line.copies < 0 or line.envelopes < 0:
                raise ValidationError(self.env._("Copies are counted from 1."))
        for draft in self.draft_id:
            outside = draft.dispatch_ids.filtered(
                lambda line: not line.agency_id and line.state != "recalled"
            )
            seen = set()
            for line in outside:
                name = fold(" ".join(line.name.split()))
                if name in seen:
                    raise ValidationError(
                        self.env._(
                            "%(name)s is among the receivers twice.", name=line.name
                        )
                    )
                seen.add(name)

    # -- writing by hand: the receivers of a draft in the making ----------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_by_hand(
                    self.env["vpdt.draft"].browse(vals.get("draft_id")), vals
                )
            vals_list = [
                {
                    **vals,
                    # sudo: the draft's document; the right to the draft was checked
                    "document_id": self.env["vpdt.draft"]
                    .browse(vals["draft_id"])
                    .sudo()
                    ._dispatch_document()
                    .id,
                }
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            for line in self:
                self._check_by_hand(line.draft_id, vals)
                if vals.get("draft_id", line.draft_id.id) != line.draft_id.id:
                    # or anybody would put himself among the receivers of any draft
                    raise AccessError(
                        self.env._("A receiver stays with the draft he was named for.")
                    )
                if line.state not in ("planned", "held"):
                    raise UserError(self.env._("It is sent: the line stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        for line in self:
            if not self.env.su:
                self._check_by_hand(line.draft_id, {})
            if line.state not in ("planned", "held"):
                raise UserError(self.env._("What was sent is not removed."))

    @api.model
    def _check_by_hand(self, draft, vals):
        """Check that the user may write receivers of `draft` by hand.

        :raises AccessError: he neither makes nor issues it, or writes what follows
        """
        by_hand = _DELIVERY | {
            "draft_id",
            "sequence",
            "is_addressee",
            "envelopes",
        }
        if set(vals) - by_hand:
            raise AccessError(
                self.env._("What became of a delivery follows from what is done.")
            )
        draft.check_access("read")
        if not draft:
            raise AccessError(self.env._("This is not yours to do."))
        if not (draft.i_make or draft.i_issue) or draft.state in (
            "issued",
            "abandoned",
        ):
            raise AccessError(self.env._("This is not yours to do."))

    # -- outside ------------------------------------------------------------------

    def _check_issuing_clerk(self):
        for line in self:
            line.check_access("read")
            # sudo: who issued it
            agency = line.sudo().document_id._issuing_agency()
            if agency not in self.env.user._agencies(roles=["clerk"]):
                raise AccessError(self.env._("This is not yours to do."))

    def action_delivered(self, proof="", date=None):
        """Note that receivers outside have it.

        :param proof: number of the receipt, or who took it
        :param date: the day; today when None
        """
        self = self._own_context()
        self._check_issuing_clerk()
        today = self.env["hr.job"]._today()
        date = fields.Date.to_date(date) or today
        for line in self:
            if line.agency_id or line.state not in ("sent", "delivered"):
                raise UserError(
                    self.env._("Only what was sent outside is delivered by hand.")
                )
            sent = local_time(line.sent_at).date()
            if not sent <= date <= today:
                raise UserError(
                    self.env._("The day lies between the sending and today.")
                )
        # sudo: deliveries are written by these steps only, after the check
        self.sudo().write(
            {
                "state": "delivered",
                "delivered_on": date,
                "proof": (proof or "").strip()[:200],
            }
        )
        return True

    def action_returned(self, reason):
        """Note that the post brought it back; it can be sent again.

        :param reason: as the post says it (required)
        """
        self = self._own_context()
        self._check_issuing_clerk()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why it came back."))
        if any(line.agency_id or line.state != "sent" for line in self):
            raise UserError(self.env._("Only what was sent outside comes back."))
        # sudo: deliveries are written by these steps only, after the check
        self.sudo().write({"state": "returned", "problem": reason[:200]})
        return True

    def action_send_again(self):
        """Send again what came back, or was held back."""
        self = self._own_context()
        self._check_issuing_clerk()
        if any(line.state not in ("held", "returned") for line in self):
            raise UserError(self.env._("It is on its way already."))
        self.sudo()._do_send()
        return True

    def action_print_envelopes(self):
        """Open the envelopes of these receivers in a new tab."""
        self.check_access("read")
        outside = self.filtered(lambda line: line.method in ("post", "hand"))
        if not outside:
            raise UserError(
                self.env._("Choose receivers who get it by post or by hand.")
            )
        numbers = ",".join(str(line.id) for line in outside)
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/dispatch/envelopes.pdf?lines={numbers}",
            "target": "new",
        }

    # -- sending ------------------------------------------------------------------

    def _do_send(self):
        """Send these lines of issued documents; no check of rights here.

        An agency without a clerk cannot receive: its line is held back, the others go,
        and it is sent by itself when there is one (I1: somebody is told).
        """
        now = fields.Datetime.now()
        inside = self.filtered("agency_id")
        with_clerk = {
            holding.agency_id
            for holding in self.env["hr.job"]._holdings(
                roles=["clerk"], agency_ids=inside.agency_id.ids
            )
        }
        held = inside.filtered(lambda line: line.agency_id.id not in with_clerk)
        for line in held:
            line.write(
                {
                    "state": "held",
                    "problem": self.env._(
                        "%(agency)s has no clerk to receive it: tell the operator.",
                        agency=line.agency_id.name,
                    ),
                }
            )
        vals = {
            "state": "sent",
            "sent_at": now,
            "sent_by_id": self.env.uid,
            "problem": False,
        }
        (self - inside).write(vals)
        going = inside - held
        for document, lines in going.grouped("document_id").items():
            root = document._issue_root()
            handlings = self.env["vpdt.handling"].create(
                [
                    {
                        "document_id": document.id,
                        "parent_id": root.id,
                        "purpose": line.purpose,
                        "agency_id": line.agency_id.id,
                        "user_id": False,
                        "role": "clerk",
                        "sender_id": root.user_id.id,
                        "sent_at": now,
                        "is_main": False,
                    }
                    for line in lines
                ]
            )
            for line, handling in zip(lines, handlings, strict=True):
                line.handling_id = handling
            lines.write(vals)
            document._sync_readers()
            handlings.with_user(root.user_id).sudo()._tell_holders()
        return held

    @api.model
    def _cron_send_held(self):
        """Send what was held back, where there is a clerk by now."""
        held = self.search([("state", "=", "held")])
        with_clerk = {
            holding.agency_id
            for holding in self.env["hr.job"]._holdings(
                roles=["clerk"], agency_ids=held.agency_id.ids
            )
        }
        held.filtered(lambda line: line.agency_id.id in with_clerk)._do_send()
