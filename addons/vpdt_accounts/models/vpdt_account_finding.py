from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .vpdt_security_rule import KINDS, SEVERITIES

STATES = [("open", "Open"), ("explained", "Explained"), ("closed", "Settled")]
#: Longer than this nothing stays explained.
_LONGEST = timedelta(days=366)


class VpdtAccountFinding(models.Model):
    """What the nightly check found about an account (R17, R26; QĐ 553 Điều 4.3).

    | who                                     | may                                   |
    |-----------------------------------------|---------------------------------------|
    | who oversees the account                | read, remark, explain until a day,    |
    |                                         | remind, lock, report an incident      |
    | operators of the whole office           | all other remedies                    |
    | the person concerned                    | nothing                               |

    It closes by itself the night after what it found is gone or has its reason, as by a
    row among the rights beyond the post. What was explained comes back after that day.
    """

    _name = "vpdt.account.finding"
    _inherit = ["vpdt.system.written.mixin", "vpdt.overseen.mixin"]
    _description = "Finding about an account"
    _order = "closed_at desc nulls first, rank, id desc"
    _rec_name = "detail"

    user_id = fields.Many2one(required=True)
    kind = fields.Selection(KINDS, required=True)
    detail = fields.Char(required=True)
    res_key = fields.Integer(help="The group, key, right or link it is about.")
    severity = fields.Selection(SEVERITIES, required=True, default="medium")
    rank = fields.Integer(compute="_compute_rank", store=True)
    found_at = fields.Datetime(required=True, index=True, default=fields.Datetime.now)
    closed_at = fields.Datetime()
    remark = fields.Char(readonly=True)
    remarked_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    explained_until = fields.Date(
        readonly=True, help="Until that day it needs nothing; then it is open again."
    )
    state = fields.Selection(STATES, compute="_compute_state", store=True)
    step_ids = fields.One2many("vpdt.account.finding.step", "finding_id")
    incident_id = fields.Many2one(
        "vpdt.incident",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    why = fields.Text(string="Why it matters", compute="_compute_words")
    advice = fields.Text(string="What to do", compute="_compute_words")

    _once = models.UniqueIndex(
        "(user_id, kind, res_key) WHERE closed_at IS NULL",
        "This was found already.",
    )

    @api.depends("severity")
    def _compute_rank(self):
        order = [key for key, _name in reversed(SEVERITIES)]
        for finding in self:
            finding.rank = order.index(finding.severity)

    @api.depends("closed_at", "explained_until")
    def _compute_state(self):
        for finding in self:
            explained = "explained" if finding.explained_until else "open"
            finding.state = "closed" if finding.closed_at else explained

    @api.depends("kind")
    def _compute_words(self):
        rules = self.env["vpdt.security.rule"]._in_force()
        for finding in self:
            rule = rules.get(finding.kind)
            finding.why = rule and rule.why
            finding.advice = rule and rule.advice

    # -- the nightly check ----------------------------------------------------

    @api.model
    def _cron_check(self):
        """Look at every account; open, reopen and close findings."""
        # sudo: the server's clockwork
        self.sudo()._check_accounts()

    def _check_accounts(self):
        """Bring the findings in line with `_look`; return the new ones.

        In a number of queries that does not depend on the accounts.
        """
        self = self.with_context(lang="vi_VN")
        found = self._look()
        rules = self.env["vpdt.security.rule"]._in_force()
        known = {one._key(): one for one in self.search([("closed_at", "=", False)])}
        gone = self.browse(one.id for key, one in known.items() if key not in found)
        gone._close()
        for key, one in known.items():
            if key in found:
                one._follow(found[key], rules[one.kind].severity)
        self._come_back()
        agencies = (
            self.env["res.users"]
            .browse({user_id for user_id, _kind, _key in found})
            ._account_agencies()
        )
        new = self.create(
            [
                {
                    "user_id": user_id,
                    "kind": kind,
                    "res_key": key,
                    "detail": detail,
                    "severity": rules[kind].severity,
                    "agency_id": agencies[user_id].id,
                }
                for (user_id, kind, key), detail in found.items()
                if (user_id, kind, key) not in known
            ]
        )
        new._step("found", author=False)
        if new:
            new._tell_operators()
        return new

    def _key(self):
        """Return what it is about, as `_look` does."""
        return self.user_id.id, self.kind, self.res_key

    def _follow(self, detail, severity):
        """Say anew what differs: the numbers of a finding move."""
        vals = {"detail": detail, "severity": severity}
        vals = {key: value for key, value in vals.items() if self[key] != value}
        if vals:
            self.write(vals)

    def _close(self):
        if self:
            self.write({"closed_at": fields.Datetime.now()})
            self._step("gone", author=False)

    def _come_back(self):
        """Open what was explained until yesterday."""
        back = self.search(
            [
                ("closed_at", "=", False),
                ("explained_until", "<", self.env["hr.job"]._today()),
            ]
        )
        if back:
            back.write({"explained_until": False})
            back._step("back", author=False)
            back._tell_operators()

    def _step(self, kind, text="", author=True):
        """Note a step with each of these findings.

        :param author: False: the nightly check
        """
        # sudo: steps are written by the findings only
        self.env["vpdt.account.finding.step"].sudo().create(
            [
                {
                    "finding_id": finding.id,
                    "kind": kind,
                    "text": text or finding.detail,
                    "author_id": self.env.uid if author else False,
                }
                for finding in self
            ]
        )

    def _tell_operators(self):
        holdings = self.env["hr.job"]._holdings(roles=["operator"])
        operators = self.env["res.users"].browse({one.user_id for one in holdings})
        if operators:
            # sudo: the message is the system's
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=operators.partner_id.ids,
                model=self._name,
                res_id=self[:1].id,
                subject=self.env._("Accounts to be looked at"),
                body=self.env._(
                    "The nightly check found %(count)s: look at Accounts → Findings.",
                    count=len(self),
                ),
                subtype_xmlid="mail.mt_note",
            )

    # -- what is said about it ----------------------------------------------------

    def _check_may_explain(self, text):
        self.check_access("read")
        if self.env.user in self.user_id or not all(one.i_oversee for one in self):
            raise AccessError(
                self.env._("Somebody else looks at what was found about you.")
            )
        if not isinstance(text, str) or not text.strip():
            raise UserError(self.env._("Write the remark first."))
        return text.strip()

    def action_remark(self, text):
        """Note why it may stay for now; it stays open.

        :raises AccessError: it is not the user's to see, or about himself
        """
        text = self._check_may_explain(text)
        # sudo: rows of the system; who may remark was checked
        findings = self._own_context().sudo()
        findings.write({"remark": text, "remarked_by_id": self.env.uid})
        findings._step("remark", text)
        return True

    def action_explain(self, text, until):
        """Say why it needs nothing until a day; after it, it is open again.

        :param until: date or "YYYY-MM-DD", from today on, a year at most
        :raises AccessError: it is not the user's to see, or about himself
        :raises UserError: no remark, no such day, or it is settled
        """
        text = self._check_may_explain(text)
        try:
            day = fields.Date.to_date(until or None)
        except (TypeError, ValueError):
            day = None
        today = self.env["hr.job"]._today()
        if not day or not today <= day <= today + _LONGEST:
            raise UserError(
                self.env._("Say until which day: from today on, a year at most.")
            )
        if any(one.closed_at for one in self):
            raise UserError(self.env._("This is settled already."))
        # sudo: rows of the system; who may was checked
        findings = self._own_context().sudo()
        findings.write(
            {
                "remark": text,
                "remarked_by_id": self.env.uid,
                "explained_until": day,
            }
        )
        findings._step("explained", f"{text} ({day:%d/%m/%Y})")
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("This is history: it cannot be removed."))
