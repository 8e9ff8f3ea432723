from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .res_users import NO_RIGHTS

KINDS = [
    ("group", "A right that nothing explains"),
    ("no_person", "An account without a person"),
    ("no_post", "An account whose person holds no post"),
    ("key", "A key for programs that nothing explains"),
]


class VpdtAccountFinding(models.Model):
    """What the nightly check found: an account, right or key without a reason (R17).

    | who                                     | may                                   |
    |-----------------------------------------|---------------------------------------|
    | who oversees the account                | read, remark                          |
    | operators of the whole office, not for  | take the right or key away, close the |
    | themselves                              | account                               |

    It closes by itself the night after what it found is gone or explained, as by a row
    among the rights beyond the post.
    """

    _name = "vpdt.account.finding"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Finding about an account"
    _order = "closed_at desc nulls first, id desc"
    _rec_name = "detail"

    user_id = fields.Many2one(required=True)
    kind = fields.Selection(KINDS, required=True)
    detail = fields.Char(required=True)
    res_key = fields.Integer(help="The group or key it is about.")
    found_at = fields.Datetime(required=True, default=fields.Datetime.now)
    closed_at = fields.Datetime()
    remark = fields.Char(readonly=True)
    remarked_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    may_remedy = fields.Boolean(compute="_compute_may_remedy")

    _once = models.UniqueIndex(
        "(user_id, kind, res_key) WHERE closed_at IS NULL",
        "This was found already.",
    )

    @api.depends_context("uid")
    @api.depends("closed_at", "user_id")
    def _compute_may_remedy(self):
        manager = self.env.user.has_group("vpdt_documents.group_vpdt_documents_manager")
        for finding in self:
            finding.may_remedy = (
                manager and not finding.closed_at and finding.user_id != self.env.user
            )

    # -- the nightly check ----------------------------------------------------

    @api.model
    def _cron_check(self):
        """Compare every account with what explains it; open and close findings."""
        # sudo: the server's clockwork
        self.sudo()._check_accounts()

    def _check_accounts(self):
        found = self._look()
        known = {
            (one.user_id.id, one.kind, one.res_key): one
            for one in self.search([("closed_at", "=", False)])
        }
        gone = self.browse().union(
            *(one for key, one in known.items() if key not in found)
        )
        gone.write({"closed_at": fields.Datetime.now()})
        new = self.create(
            [
                {
                    "user_id": user_id,
                    "kind": kind,
                    "res_key": key,
                    "detail": detail,
                    "agency_id": self.env["res.users"]
                    .browse(user_id)
                    ._account_agency()
                    .id,
                }
                for (user_id, kind, key), detail in found.items()
                if (user_id, kind, key) not in known
            ]
        )
        if new:
            new._tell_operators()
        return new

    @api.model
    def _look(self):
        """Return {(user id, kind, group or key id): in words} of what nothing explains.

        A fixed number of queries for however many accounts.
        """
        users = self.env["res.users"].search([("share", "=", False)])
        users -= self.env.ref("base.user_root")
        holders = {held.user_id for held in users._holdings()}
        with_person = set(
            self.env["hr.employee"].search([("user_id", "in", users.ids)]).user_id.ids
        )
        _managed, held = users._groups_of_posts()
        plain = self.env["res.groups"].union(*(self.env.ref(one) for one in NO_RIGHTS))
        found = {}
        for user in users:
            if user.id not in with_person:
                found[user.id, "no_person", 0] = user.login
            elif user.id not in holders:
                found[user.id, "no_post", 0] = user.login
            for group in user.group_ids - plain - held[user.id]:
                found[user.id, "group", group.id] = group.display_name
        keys = self.env["res.users.apikeys"].search([("user_id", "in", users.ids)])
        for key in keys:
            found[key.user_id.id, "key", key.id] = key.name
        return found

    def _tell_operators(self):
        holdings = self.env["hr.job"]._holdings(roles=["operator"])
        operators = self.env["res.users"].browse({one.user_id for one in holdings})
        if operators:
            # sudo: the message is the system's
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=operators.partner_id.ids,
                model=self._name,
                res_id=self[:1].id,
                subject=self.env._("Accounts that nothing explains"),
                body=self.env._(
                    "The nightly check found %(count)s: look at Accounts → Findings.",
                    count=len(self),
                ),
                subtype_xmlid="mail.mt_note",
            )

    # -- what is done about it ----------------------------------------------------

    def action_remark(self, text):
        """Note why it may stay for now; it is still looked at every night.

        :raises AccessError: it is not the user's to see, or about himself
        """
        self.check_access("read")
        if self.env.user in self.user_id or not self.i_oversee:
            raise AccessError(
                self.env._("Somebody else looks at what was found about you.")
            )
        if not isinstance(text, str) or not text.strip():
            raise UserError(self.env._("Write the remark first."))
        # sudo: rows of the system; who may remark was checked
        self.sudo().write({"remark": text.strip(), "remarked_by_id": self.env.uid})
        return True

    def action_remedy(self):
        """Take away the right or the key, close the account: what nothing explains.

        :raises AccessError: the user is no operator, or it is about himself
        """
        for finding in self._own_context():
            finding.check_access("read")
            if not finding.may_remedy:
                raise AccessError(
                    self.env._(
                        "An operator of the whole office mends this, not for himself."
                    )
                )
            finding.sudo()._do_remedy()
        return True

    def _do_remedy(self):
        user = self.user_id
        if self.kind == "group":
            user.write({"group_ids": [(3, self.res_key)]})
        elif self.kind == "key":
            self.env["res.users.apikeys"].browse(self.res_key).exists().unlink()
        elif user == self.env.ref("base.user_admin"):
            raise UserError(
                self.env._(
                    "The first administrator's account stays: give it a strong "
                    "password, and use it only where there is no other way."
                )
            )
        else:
            user._put_out()
            user.active = False
        self.closed_at = fields.Datetime.now()
