from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.vpdt_documents.models.vpdt_content_mixin import URGENCIES
from odoo.addons.vpdt_workflow.routing import OPEN

STATES = [
    ("making", "Being drafted"),
    ("review", "Under review"),
    ("signing", "To be signed"),
    ("signed", "Signed"),
    ("numbered", "Numbered"),
    ("issued", "Issued"),
    ("abandoned", "Given up"),
]
AUTHORITIES = [
    ("own", "Signs in his own post"),
    ("deputy", "KT. – for the head"),
    ("by_order", "TL. – by order"),
    ("authorised", "TUQ. – by written authorisation"),
    ("acting", "Q. – acting head"),
]
# What its makers fill in; all else follows from what is done with the draft.
_MADE = {
    "subject",
    "type_id",
    "field_id",
    "urgency",
    "note",
    "copies",
    "template_id",
    "issuer_id",
    "signer_id",
    "authority",
    "answers_id",
    "relation",
    "related_id",
    "dispatch_ids",
}
# What the paper shows: changed after an approval it has to be reviewed again.
_SHOWN = {"subject", "type_id", "urgency", "issuer_id", "signer_id", "authority"}


class VpdtDraft(models.Model):
    """An outgoing document in the making (dự thảo; R5, NĐ 30/2020 Điều 9-13).

    | who                                    | may                                   |
    |----------------------------------------|---------------------------------------|
    | its maker (holds the root handling)    | write, upload versions, submit,       |
    |                                        | withdraw, give up                     |
    | who has it for review or signature     | read, comment, approve, return        |
    | clerk of the issuing agency, once it   | tie the signed paper, number, issue,  |
    | is to be signed                        | return                                |
    | everybody else, the administrator too  | nothing                               |

    Its document (`document_id`, state "draft") carries its handlings, files and
    readers; the document that is issued (`issued_id`) is another row.
    """

    _name = "vpdt.draft"
    _inherit = ["vpdt.content.mixin", "vpdt.system.written.mixin"]
    _description = "Draft"
    _order = "id desc"
    _rec_names_search = ["subject", "code"]

    document_id = fields.Many2one(
        "vpdt.document",
        required=True,
        index=True,
        ondelete="restrict",
        bypass_search_access=True,
        readonly=True,
    )
    # named again so that its values are of this addon, with its translations
    urgency = fields.Selection(URGENCIES)
    state = fields.Selection(STATES, required=True, default="making", readonly=True)
    agency_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        ondelete="restrict",
        string="Drafted by",
        default=lambda self: self._default_agency_id(),
    )
    issuer_id = fields.Many2one(
        "hr.department",
        required=True,
        index=True,
        ondelete="restrict",
        string="Issuing agency",
        compute="_compute_issuer_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('id', 'in', possible_issuer_ids)]",
    )
    possible_issuer_ids = fields.Many2many(
        "hr.department", compute="_compute_possible_issuer_ids"
    )
    author_id = fields.Many2one(
        "res.users", required=True, ondelete="restrict", readonly=True
    )
    template_id = fields.Many2one(
        "vpdt.draft.template",
        ondelete="restrict",
        domain="[('type_id', '=', type_id)]",
        compute="_compute_template_id",
        store=True,
        readonly=False,
    )
    signer_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        domain="[('id', 'in', possible_signer_ids)]",
        string="Signed by",
    )
    possible_signer_ids = fields.Many2many(
        "res.users", compute="_compute_possible_signer_ids"
    )
    authority = fields.Selection(
        AUTHORITIES,
        compute="_compute_authority",
        store=True,
        readonly=False,
        precompute=True,
    )
    answers_id = fields.Many2one(
        "vpdt.document",
        index="btree_not_null",
        ondelete="restrict",
        help="The document it answers: its task is finished when the answer is issued.",
    )
    relation = fields.Selection(
        [
            ("corrects", "Corrects"),
            ("replaces", "Replaces"),
            ("recalls", "Recalls"),
        ],
        help="What it does to an earlier document of ours (NĐ 30/2020 Điều 18.4).",
    )
    related_id = fields.Many2one(
        "vpdt.document",
        index="btree_not_null",
        ondelete="restrict",
        string="Earlier document",
        domain="[('state', '=', 'issued')]",
    )
    dispatch_ids = fields.One2many("vpdt.dispatch", "draft_id", string="Receivers")
    version_ids = fields.One2many("vpdt.draft.version", "draft_id", string="Versions")
    version_id = fields.Many2one(
        "vpdt.draft.version", readonly=True, string="Current version"
    )
    comment_ids = fields.One2many("vpdt.draft.comment", "draft_id", string="Comments")
    approval_ids = fields.One2many(
        "vpdt.draft.approval", "draft_id", string="Approvals"
    )
    locked_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")
    locked_until = fields.Datetime(readonly=True)
    signed_file_id = fields.Many2one("vpdt.file", readonly=True, ondelete="restrict")
    signed_on = fields.Date(readonly=True)
    tie_reason = fields.Char(
        readonly=True,
        help="Why a paper without page codes was taken as the signed one.",
    )
    issued_id = fields.Many2one(
        "vpdt.document",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        string="Issued document",
    )
    entry_id = fields.Many2one(
        "vpdt.entry", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    i_make = fields.Boolean(compute="_compute_turn")
    i_issue = fields.Boolean(compute="_compute_turn")
    i_review = fields.Boolean(compute="_compute_turn")
    open_comments = fields.Integer(compute="_compute_open_comments")

    _document_once = models.UniqueIndex(
        "(document_id)", "This document is another draft already."
    )
    _issued_once = models.UniqueIndex(
        "(issued_id) WHERE issued_id IS NOT NULL", "It was issued already."
    )
    _not_issued = models.Index(
        "(issuer_id, state) WHERE state IN ('signed', 'numbered')"
    )

    # -- defaults and computes ------------------------------------------------

    @api.model
    def _default_agency_id(self):
        return self._my_agencies()[:1]

    @api.model
    def _my_agencies(self):
        """Return the agencies the user may draft for: where he holds a post."""
        return self.env.user._agencies(
            roles=[
                role
                for role, _name in self.env["hr.job"]._fields["role"].selection
                if role != "operator"
            ]
        )

    @api.depends("agency_id")
    def _compute_possible_issuer_ids(self):
        for draft in self:
            agency = draft.agency_id
            draft.possible_issuer_ids = agency | agency.parent_id.agency_id

    @api.depends("agency_id")
    def _compute_issuer_id(self):
        for draft in self:
            if draft.issuer_id not in draft.possible_issuer_ids:
                draft.issuer_id = draft.agency_id

    @api.depends("type_id")
    def _compute_template_id(self):
        for draft in self:
            if not draft.template_id or draft.template_id.type_id != draft.type_id:
                draft.template_id = self.env["vpdt.draft.template"]._for(
                    draft.type_id, draft.agency_id
                )

    @api.depends("issuer_id")
    def _compute_possible_signer_ids(self):
        for draft in self:
            draft.possible_signer_ids = draft.issuer_id._possible_signers()

    @api.depends("signer_id", "issuer_id")
    def _compute_authority(self):
        for draft in self:
            post = draft._signer_post()
            draft.authority = post._usual_authority() if post else False

    def _signer_post(self):
        """Return the post (hr.job) in which the signer signs, none if he holds none."""
        self.ensure_one()
        return self.issuer_id._signing_post(self.signer_id)

    def _signature_lines(self):
        """Return the lines above the signature, from the top (tuple of str)."""
        self.ensure_one()
        return self.issuer_id._signature_lines(self._signer_post(), self.authority)

    @api.depends_context("uid")
    @api.depends("state", "document_id.handling_ids.state")
    def _compute_turn(self):
        for draft in self:
            # sudo: whose turn it is; the flags are of the user alone
            mine = draft.sudo().document_id.handling_ids.filtered(
                lambda item: item.state in OPEN
            )
            held = {
                item.purpose
                for item in mine.with_user(self.env.user)
                if item._is_holder()
            }
            draft.i_make = not draft.document_id or "draft" in held
            draft.i_issue = "issue" in held
            draft.i_review = bool(held & {"review", "sign"})

    @api.depends("comment_ids.state")
    def _compute_open_comments(self):
        for draft in self:
            draft.open_comments = len(
                draft.comment_ids.filtered(lambda item: item.state == "open")
            )

    @api.depends("code", "subject", "type_id.name")
    def _compute_display_name(self):
        for draft in self:
            draft.display_name = " · ".join(
                part
                for part in (draft.code or draft.type_id.name, draft.subject)
                if part
            ) or self.env._("New draft")

    # -- writing --------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        self = self._own_context()
        drafts = self.browse()
        for vals in vals_list:
            dispatch = vals.pop("dispatch_ids", None)
            draft = super().create([self._start_values(vals)])
            if dispatch:
                draft.write({"dispatch_ids": dispatch})
            draft._mirror()
            drafts |= draft
        return drafts

    @api.model
    def _start_values(self, vals):
        """Return the values of a new draft; its document and its maker's handling are
        made first, so that he reads it."""
        unknown = set(vals) - _MADE - {"agency_id"}
        if unknown:
            raise AccessError(
                self.env._("What becomes of a draft follows from what is done with it.")
            )
        agency = self.env["hr.department"].browse(
            vals.get("agency_id") or self._my_agencies()[:1].id
        )
        if agency not in self._my_agencies():
            raise AccessError(
                self.env._("You hold no post in the agency you draft for.")
            )
        answers = self.env["vpdt.document"].browse(vals.get("answers_id") or [])
        answers.check_access("read")
        related = self.env["vpdt.document"].browse(vals.get("related_id") or [])
        related.check_access("read")
        # sudo: the document and the maker's handling come into being with the draft;
        # the post was checked above
        document = (
            self.env["vpdt.document"]
            .sudo()
            .with_context(
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
            )
            .create({"state": "draft", "subject": vals.get("subject")})
        )
        document = self.env["vpdt.document"].sudo().browse(document.id)
        now = fields.Datetime.now()
        self.env["vpdt.handling"].sudo().create(
            {
                "document_id": document.id,
                "purpose": "draft",
                "agency_id": agency.id,
                "user_id": self.env.uid,
                "role": self._my_role(agency),
                "sender_id": self.env.uid,
                "sent_at": now,
                "state": "opened",
                "opened_at": now,
                "opened_by_id": self.env.uid,
                "is_main": True,
                "deadline": answers and answers._my_deadline(),
            }
        )
        document._sync_readers()
        return {
            **self._normalised(vals),
            "agency_id": agency.id,
            "document_id": document.id,
            "author_id": self.env.uid,
            "state": "making",
        }

    @api.model
    def _my_role(self, agency):
        """Return the role in which the user drafts for `agency`."""
        roles = [
            holding.role
            for holding in self.env.user._holdings()
            if holding.agency_id == agency.id and holding.role != "operator"
        ]
        return roles[0]

    def write(self, vals):
        if not self.env.su:
            self._check_written(vals)
            vals = self._normalised(vals)
        result = super().write(vals)
        if set(vals) & set(self._content_fields()):
            self._mirror()
        return result

    def _check_written(self, vals):
        """Check that the user may change this by hand now.

        :raises AccessError: it is not his to change
        :raises UserError: it is too late
        """
        if set(vals) - _MADE:
            raise AccessError(
                self.env._("What becomes of a draft follows from what is done with it.")
            )
        for draft in self:
            if set(vals) == {"dispatch_ids"} and draft.i_issue:
                continue
            if not draft.i_make:
                raise AccessError(self.env._("This is not yours to do."))
            if draft.state != "making" and set(vals) & _SHOWN:
                raise UserError(
                    self.env._(
                        "It is under review: withdraw it first, what is changed has to "
                        "be reviewed again (NĐ 30/2020 Điều 11.2)."
                    )
                )
            if draft.state in ("numbered", "issued", "abandoned"):
                raise UserError(self.env._("It is finished and stays as it is."))
        for name in ("answers_id", "related_id"):
            if vals.get(name):
                self.env["vpdt.document"].browse(vals[name]).check_access("read")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._("A draft is given up, not removed: what was made of it stays.")
        )

    def _mirror(self):
        """Show on the document what the draft says, for desks and lists."""
        for draft in self:
            # sudo: the draft's document is written with the draft alone
            draft.sudo().document_id.with_context(tracking_disable=True).write(
                {
                    "subject": draft.subject,
                    "type_id": draft.type_id.id,
                    "urgency": draft.urgency,
                    "field_id": draft.field_id.id,
                    "issuer": draft.issuer_id.letterhead_name or draft.issuer_id.name,
                    "symbol": draft.symbol,
                }
            )
            self.env["vpdt.search"]._index(draft.sudo().document_id)

    @api.constrains("issuer_id", "agency_id")
    def _check_issuer(self):
        for draft in self:
            if draft.issuer_id not in draft.possible_issuer_ids:
                raise ValidationError(
                    self.env._(
                        "A draft is issued by the agency that makes it, or by the one "
                        "above it."
                    )
                )

    @api.constrains("signer_id", "issuer_id")
    def _check_signer(self):
        for draft in self:
            if draft.signer_id and not draft._signer_post():
                raise ValidationError(
                    self.env._(
                        "%(signer)s holds no post in %(agency)s: choose who signs.",
                        signer=draft.signer_id.name,
                        agency=draft.issuer_id.name,
                    )
                )

    @api.constrains("relation", "related_id")
    def _check_related(self):
        for draft in self:
            if not draft.relation:
                continue
            earlier = draft.related_id.sudo()
            if not earlier:
                raise ValidationError(
                    self.env._("Choose the earlier document that is meant.")
                )
            own = earlier.entry_ids.filtered(lambda line: line.kind == "outgoing")
            if own.agency_id != draft.issuer_id:
                raise ValidationError(
                    self.env._("Only what the same agency issued is meant here.")
                )

    # -- whose turn it is -----------------------------------------------------

    def _root(self):
        """Return the maker's handling, at the top of the draft's tree."""
        # sudo: the tree is walked whoever asks; callers check whose turn it is
        return self.sudo().document_id.handling_ids.filtered(
            lambda item: not item.parent_id and item.purpose == "draft"
        )[:1]

    def _check_maker(self, *states):
        """Check that the user makes this draft and it is in one of `states`; lock it.

        :raises AccessError: he does not
        :raises UserError: it is too late, or somebody acts on it this moment
        """
        self.ensure_one()
        self.check_access("read")
        if not self.sudo().try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._("Somebody is acting on this right now: look again.")
            )
        root = self._root().with_user(self.env.user)
        # the maker acts as well when it lies with a reviewer: he may withdraw it
        if not root._is_holder():
            raise AccessError(self.env._("This is not yours to do."))
        self._check_state(*states)

    def _check_state(self, *states):
        if self.state not in states:
            named = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done now: the draft is %(state)s.",
                    state=named[self.state].lower(),
                )
            )

    def _set_state(self, state, **vals):
        # sudo: the state follows from moves, which were checked
        self.sudo().write({"state": state, **vals})

    # -- giving up ------------------------------------------------------------

    def action_abandon(self, reason=""):
        """Give a draft up; what was made and said of it stays.

        :raises UserError: no reason, or it has a number already
        """
        self = self._own_context()
        self._check_maker("making", "review", "signing", "signed")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the draft is given up."))
        self._withdraw_steps(reason)
        self._withdraw_opinions(reason)
        root = self._root()
        root.with_user(self.env.user)._close("done", result=reason, result_kind="filed")
        self._set_state("abandoned")
        return True

    @api.model
    def _lock_hours(self):
        # sudo: a setting everybody obeys
        get = self.env["ir.config_parameter"].sudo().get_param
        return timedelta(hours=float(get("vpdt_outgoing.lock_hours", 4)))
