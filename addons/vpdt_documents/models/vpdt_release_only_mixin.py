from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError


def from_release(env):
    """Return whether the system itself is at work, with nobody behind it.

    A release, that is the loading of modules, and jobs begin as the superuser. All
    rights alone do not say so: Odoo takes them (sudo) inside the request of a person.
    """
    began = env.transaction.default_env
    return env.su and (began is None or began.uid in (None, SUPERUSER_ID))


def check_program(env):
    """Check that program code comes with a release.

    :raises AccessError: somebody is entering it
    """
    if not from_release(env):
        raise AccessError(
            env._("Program code is not entered here: it comes with a release.")
        )


def check_rules(env):
    """Check that rules and access rights on documents come with a release.

    :raises AccessError: somebody is changing them
    """
    if not from_release(env):
        raise AccessError(
            env._(
                "Rules and access rights on documents cannot be changed here: "
                "they come with a release."
            )
        )


class VpdtReleaseOnlyMixin(models.AbstractModel):
    """Rules and access rights on the office's own models come with a release only.

    The system's administrator reads no document (design 5.2); with a right to edit
    these he could give himself one. What inherits this has a `model_id`.
    """

    _name = "vpdt.release.only.mixin"
    _description = "Rows that only a release changes"

    def _refuse_vpdt(self):
        # sudo: asked for their names only
        names = self.sudo().mapped("model_id.model")
        if any(name.startswith("vpdt.") for name in names):
            check_rules(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        # afterwards: the model may be a default, of the context or a set one
        rows = super().create(vals_list)
        rows._refuse_vpdt()
        return rows

    def write(self, vals):
        self._refuse_vpdt()
        result = super().write(vals)
        self._refuse_vpdt()
        return result

    # also then: it is the superuser who uninstalls, and any client's context may say so
    @api.ondelete(at_uninstall=True)
    def _unlink_except_vpdt(self):
        self._refuse_vpdt()
