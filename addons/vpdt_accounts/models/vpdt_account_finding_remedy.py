from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..checklist import REMEDIES, USUAL
from .vpdt_overseen_mixin import MANAGERS

#: So long nobody is reminded of the same again.
_AGAIN = timedelta(hours=20)


class VpdtAccountFinding(models.Model):
    """One click each: what can be done about a finding.

    What it changes is changed by the account's own actions, which check once more. Then
    it is looked again, and what is gone is settled at once.
    """

    _inherit = "vpdt.account.finding"

    may_explain = fields.Boolean(compute="_compute_may_remedy")
    may_remedy = fields.Boolean(compute="_compute_may_remedy")
    may_remind = fields.Boolean(compute="_compute_may_remedy")
    may_sessions = fields.Boolean(compute="_compute_may_remedy")
    may_lock = fields.Boolean(compute="_compute_may_remedy")
    may_factor = fields.Boolean(compute="_compute_may_remedy")
    may_password = fields.Boolean(compute="_compute_may_remedy")
    may_incident = fields.Boolean(compute="_compute_may_remedy")

    @api.depends_context("uid")
    @api.depends("closed_at", "user_id", "kind")
    def _compute_may_remedy(self):
        rules = self.env["vpdt.security.rule"]._in_force()
        manager = self.env.user.has_group(MANAGERS)
        for finding in self:
            own = finding.user_id == self.env.user
            open_ = not finding.closed_at and not own and finding.i_oversee
            rule = rules.get(finding.kind, self.env["vpdt.security.rule"])
            offered = rule._offers() if open_ else set()
            finding.may_explain = open_
            for remedy in REMEDIES:
                name = "may_remedy" if remedy == "mend" else f"may_{remedy}"
                finding[name] = remedy in offered and (manager or remedy in USUAL)

    def _check_may(self, remedy):
        """Check that the user may do this about each of these.

        :raises AccessError: not his to do, or about himself
        :raises UserError: it is settled, or the rule of its kind does not offer this
        """
        self.check_access("read")
        rules = self.env["vpdt.security.rule"]._in_force()
        manager = self.env.user.has_group(MANAGERS)
        for finding in self:
            if finding.user_id == self.env.user or not finding.i_oversee:
                raise AccessError(
                    self.env._("Somebody else looks at what was found about you.")
                )
            if not manager and remedy not in USUAL:
                raise AccessError(
                    self.env._(
                        "An operator of the whole office does this, not for himself."
                    )
                )
            if finding.closed_at:
                raise UserError(self.env._("This is settled already."))
            rule = rules.get(finding.kind)
            if not rule or remedy not in rule._offers():
                raise UserError(
                    self.env._("This is not offered for a finding of this kind.")
                )

    def _done(self, remedy, text=""):
        """Note what was done; settle what is gone by it."""
        # sudo: rows of the system; who may was checked
        findings = self.sudo()
        findings._step(remedy, text)
        self.env.flush_all()
        found = findings.with_context(lang="vi_VN")._look()
        findings.filtered(
            lambda one: not one.closed_at and one._key() not in found
        )._close()

    def action_remind(self):
        """Tell the persons what was found and what to do; once a day.

        :raises UserError: they were reminded today already
        """
        self = self._own_context()
        self._check_may("remind")
        # sudo: steps and words of findings the user may remedy
        findings = self.sudo()
        had = (
            self.env["vpdt.account.finding.step"]
            .sudo()
            .search(
                [
                    ("finding_id", "in", self.ids),
                    ("kind", "=", "remind"),
                    ("at", ">", fields.Datetime.now() - _AGAIN),
                ]
            )
        )
        findings -= had.finding_id
        if not findings:
            raise UserError(self.env._("They were reminded today already."))
        kinds = dict(
            findings.with_context(lang="vi_VN")
            ._fields["kind"]
            ._description_selection(findings.with_context(lang="vi_VN").env)
        )
        for finding in findings:
            user = finding.user_id
            told = user.with_context(lang=user.lang or "vi_VN")
            user._tell_about_account(
                told.env._("Security of your account"),
                finding._reminder(kinds[finding.kind], self.env.user.name),
                email=True,
            )
        findings._step("remind")
        return True

    def _reminder(self, kind, author):
        parts = [f"{kind}: {self.detail}.", self.why, self.advice, author]
        return " ".join(part for part in parts if part)

    def action_sessions(self):
        """End every session of the account."""
        self = self._own_context()
        self._check_may("sessions")
        self.user_id.action_end_sessions()
        self._done("sessions")
        return True

    def action_lock(self):
        """Lock the account; its finding says why."""
        self = self._own_context()
        self._check_may("lock")
        for finding in self:
            finding.user_id.action_lock_account(finding.detail)
        self._done("lock")
        return True

    def action_factor(self):
        """Ask for a second factor from today on."""
        self = self._own_context()
        self._check_may("factor")
        self.user_id.action_require_factor()
        self._done("factor")
        return True

    def action_password(self):
        """Void the password; a link or slip lets its owner choose another."""
        self = self._own_context()
        self.ensure_one()
        self._check_may("password")
        result = self.user_id.action_require_password()
        self._done("password")
        return result

    def action_incident(self):
        """Report the account: it is contained before this returns."""
        self = self._own_context()
        self.ensure_one()
        self._check_may("incident")
        incident = self.env["vpdt.incident"].action_report_for(
            self.user_id.id,
            "access",
            fields.Datetime.to_string(self.found_at),
            self.detail,
        )
        # sudo: rows of the system; who may was checked
        self.sudo().incident_id = incident
        self._done("incident")
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.incident",
            "res_id": incident,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_remedy(self):
        """Take away the right or key, end the right beyond the post, close the account.

        :raises AccessError: the user is no operator, or it is about himself
        """
        self = self._own_context()
        self._check_may("mend")
        for finding in self:
            # sudo: rights, keys and accounts of others; who may was checked
            finding.sudo()._do_remedy()
        self._done("mend")
        return True

    def _do_remedy(self):
        user = self.user_id
        if self.kind == "group":
            user.write({"group_ids": [(3, self.res_key)]})
        elif self.kind in ("key", "key_unused"):
            self.env["res.users.apikeys"].browse(self.res_key).exists().unlink()
        elif self.kind == "grant":
            self.env["vpdt.account.grant"].browse(self.res_key).exists().action_end()
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
