from odoo import api, fields, models

from .vpdt_overseen_mixin import MANAGERS


class VpdtSignatureSpecimen(models.Model):
    """A specimen signature follows the post, whatever way the post ended (R17)."""

    _inherit = "vpdt.signature.specimen"

    @api.model
    def _follow(self, users=None):
        """Withdraw what no post of today explains, or whose last day has passed.

        :param users: look at these only; None: at all
        """
        domain = [("state", "=", "in_force")]
        if users is not None:
            domain.append(("user_id", "in", users.ids))
        # sudo: follows from posts, whoever moved them
        specimens = self.sudo().search(domain)
        if not specimens:
            return
        today = self.env["hr.job"]._today()
        held = {
            (holding.user_id, holding.job_id)
            for holding in self.env["hr.job"]._holdings(user_ids=specimens.user_id.ids)
        }
        over = specimens.filtered(lambda one: one.date_to and one.date_to < today)
        over._do_withdraw(self.env._("Its last day has passed."))
        (specimens - over).filtered(
            lambda one: (one.user_id.id, one.job_id.id) not in held
        )._do_withdraw(self.env._("The post is no longer held."))


class ResUsers(models.Model):
    _inherit = "res.users"

    def _sync_post_rights(self):
        result = super()._sync_post_rights()
        if self:
            self.env["vpdt.signature.specimen"]._follow(self)
        return result


class VpdtPersonnelEvent(models.Model):
    """What a personnel change does to specimen signatures: shown before, then done."""

    _inherit = "vpdt.personnel.event"

    wants_specimen = fields.Boolean(compute="_compute_wants_specimen")

    @api.depends_context("uid")
    @api.depends("state", "job_id", "user_id")
    def _compute_wants_specimen(self):
        """Whether the user may register how the person signs, and nobody did yet."""
        manager = self.env.user.has_group(MANAGERS)
        for event in self:
            # sudo: which posts sign and are held
            job, user = event.sudo().job_id, event.sudo().user_id
            event.wants_specimen = bool(
                manager
                and event.state == "done"
                and job.signs_papers
                and user != self.env.user
                and job.id in {holding.job_id for holding in user._holdings()}
                and job not in self.env["vpdt.signature.specimen"]._of(user).job_id
            )

    def _planned_specimens(self, effects, user):
        """Return what will happen to specimen signatures, line by line."""
        specimens = self.env["vpdt.signature.specimen"]._of(user)
        if effects.specimen == "post":
            kept = self._jobs_after(effects)
            specimens = specimens.filtered(lambda one: one.job_id not in kept)
        elif effects.specimen == "keep":
            specimens = specimens.browse()
        for specimen in specimens:
            yield self.env._(
                "The specimen signature is withdrawn: %(post)s.",
                post=specimen.job_id.name,
            )
        there = self.env["vpdt.signature.specimen"]._of(user) - specimens
        if effects.needs_post and self._signing_job() - there.job_id:
            yield self.env._(
                "To be registered from its day: the specimen signature as %(post)s.",
                post=self.job_id.name,
            )

    def _signing_job(self):
        return self.job_id.filtered("signs_papers")

    def _jobs_after(self, effects):
        """Return the posts held once it was carried out."""
        own = self.job_id or self._current_job()
        day = self.date or self.env["hr.job"]._today()
        # sudo: posts held beside are no secret to who plans the change
        beside = self.env["vpdt.second.post"].sudo()
        held = beside.search(
            [("employee_id", "=", self.employee_id.id), ("date_from", "<=", day)]
        ).filtered(lambda post: not post.date_to or post.date_to >= day)
        return own | held.job_id

    def _withdraw_specimens(self, effects):
        """Withdraw what the change ends; once withdrawn it does not come back."""
        specimens = self.env["vpdt.signature.specimen"]
        user = self.user_id
        if not user or self._is_over():
            return
        if effects.specimen == "all":
            specimens._of(user)._do_withdraw(self.display_name)
        elif effects.specimen == "post":
            specimens._follow(user)

    def action_register_specimen(self):
        """Open the form to register how the person signs in the post of this change."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register a specimen signature"),
            "res_model": "vpdt.signature.specimen",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                "default_user_id": self.user_id.id,
                "default_job_id": self.job_id.id,
                "default_decision": self._decision_text(),
            },
        }

    @api.model
    def _cron_apply(self):
        result = super()._cron_apply()
        self.env["vpdt.signature.specimen"]._follow()
        return result
