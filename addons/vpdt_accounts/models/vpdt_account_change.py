from odoo import api, fields, models

KINDS = [
    ("known", "Was there before the ledger"),
    ("issue", "Issued"),
    ("restore", "Opened again"),
    ("rights", "Rights changed"),
    ("login", "Name changed"),
    ("password", "Password set"),
    ("lock", "Locked"),
    ("unlock", "Unlocked"),
    ("revoke", "Closed"),
    ("specimen", "Specimen signature registered"),
    ("specimen_end", "Specimen signature withdrawn"),
]


class VpdtAccountChange(models.Model):
    """The ledger of accounts (sổ cấp phát, thu hồi tài khoản; QĐ 553 Điều 4.1).

    A line for every account issued, changed, locked, unlocked or closed: who did it,
    when, by which decision, which rights before and after. Written by the account
    itself (`res.users`), whatever way the change came; only added to.
    """

    _name = "vpdt.account.change"
    _inherit = ["vpdt.append.only.mixin", "vpdt.overseen.mixin", "vpdt.trail.mixin"]
    _description = "Ledger of accounts"
    _order = "id desc"
    _rec_name = "login"
    _log_access = False

    at = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    author_id = fields.Many2one(
        "res.users", string="By whom", required=True, ondelete="restrict"
    )
    user_id = fields.Many2one(required=True)
    person = fields.Char(help="Name of the person at that time.", required=True)
    login = fields.Char(string="Account name", required=True)
    kind = fields.Selection(KINDS, required=True)
    event_id = fields.Many2one(
        "vpdt.personnel.event",
        string="Personnel change",
        index="btree_not_null",
        ondelete="restrict",
    )
    decision = fields.Char(help="What it rests on, as 12/QĐ-UBND of 02/03/2026.")
    reason = fields.Char()
    posts = fields.Char(help="Posts held at that time.")
    before = fields.Text(string="Rights before")
    after = fields.Text(string="Rights after")

    _latest = models.Index("(user_id, id DESC)")

    _trail_user = "user_id"

    @api.model
    def _trail_name(self):
        return self.env._("Changes of the account")

    def _trail_what(self):
        return self._trail_label("kind")

    @api.model
    def _enter(self, user, kind, before, after, reason="", decision=""):
        """Enter a line about `user`; what it rests on is what is being carried out.

        :param before, after: rights as texts, "" where there are none
        :param decision: what it rests on, where no personnel change is carried out
        """
        event = self.env["vpdt.personnel.event"]._being_applied(user)
        # sudo: the ledger is the system's, whoever changed the account
        return self.sudo().create(
            {
                "author_id": self.env.uid,
                "user_id": user.id,
                "agency_id": (user._account_agency() or event.agency_id).id,
                "person": user.name,
                "login": user.login,
                "kind": kind,
                "event_id": event.id,
                "decision": event._decision_text() if event else decision or False,
                "reason": reason or False,
                "posts": user._posts_text() or False,
                "before": before or False,
                "after": after or False,
            }
        )
