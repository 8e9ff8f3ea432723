from odoo import api, fields, models


class VpdtHandOverWizard(models.TransientModel):
    """Hand over what is open with somebody whose post changes hands: numbers only."""

    _name = "vpdt.hand.over.wizard"
    _description = "Hand over for good"

    from_user_id = fields.Many2one(
        "res.users",
        required=True,
        string="Handed over by",
        context={"active_test": False},
    )
    to_user_id = fields.Many2one("res.users", string="Taken over by")
    allowed_ids = fields.Many2many("res.users", compute="_compute_counts")
    may_arrange = fields.Boolean(compute="_compute_may_arrange")
    reason = fields.Char(
        string="On what it rests", help="As the decision that moves the person."
    )
    counts = fields.Text(compute="_compute_counts", string="What is open")
    left = fields.Text(compute="_compute_left", string="What stays")

    @api.depends_context("uid")
    @api.depends("from_user_id")
    def _compute_may_arrange(self):
        for wizard in self:
            wizard.may_arrange = wizard._may()

    @api.depends("from_user_id")
    def _compute_counts(self):
        HandOver = self.env["vpdt.hand.over"]
        for wizard in self:
            wizard.counts, wizard.allowed_ids = "", False
            if not wizard.from_user_id or not wizard._may():
                continue
            counts = HandOver._counts(wizard.from_user_id)
            wizard.counts = "\n".join(
                self.env._(
                    "%(post)s: %(open)s open, %(passed)s passed on",
                    post=wizard._post_name(post),
                    **kinds,
                )
                for post, kinds in counts.items()
            ) or self.env._("Nothing is open.")
            colleagues = self.env["hr.job"]._holdings(
                agency_ids=[agency for agency, _role in counts]
            )
            users = self.env["res.users"].browse({one.user_id for one in colleagues})
            wizard.allowed_ids = users.filtered(
                lambda user, counts=counts, wizard=wizard: (
                    user not in (wizard.from_user_id, self.env.user)
                    and HandOver._roles_for(user, counts)
                )
            )

    @api.depends("from_user_id", "to_user_id")
    def _compute_left(self):
        HandOver = self.env["vpdt.hand.over"]
        for wizard in self:
            wizard.left = ""
            if not wizard.to_user_id or not wizard.from_user_id or not wizard._may():
                continue
            counts = HandOver._counts(wizard.from_user_id)
            taken = HandOver._roles_for(wizard.to_user_id, counts)
            wizard.left = "\n".join(
                self.env._(
                    "%(post)s: needs somebody else", post=wizard._post_name(post)
                )
                for post in counts
                if post not in taken
            )

    def _may(self):
        """Whether the user may arrange it, so that its numbers are his to see."""
        return self.env["vpdt.hand.over"]._may_arrange(self.from_user_id)

    @api.model
    def _post_name(self, post):
        agency, role = post
        roles = dict(
            self.env["vpdt.handling"]._fields["role"]._description_selection(self.env)
        )
        return f"{roles[role]} – {self.env['hr.department'].browse(agency).name}"

    def action_hand_over(self):
        """Hand over everything the successor's post can take."""
        self.ensure_one()
        hand_over = self.env["vpdt.hand.over"]._arrange(
            self.from_user_id, self.to_user_id, self.reason
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.hand.over",
            "res_id": hand_over.id,
            "views": [[False, "form"]],
            "target": "current",
        }
