from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError


def from_release(env):
    """Return whether the system itself is at work, with nobody behind it.

    A release, that is the loading of modules, and jobs begin as the superuser. All
    rights alone do not say so: Odoo takes them (sudo) inside the request of a person.
    """
    began = env.transaction.default_env
    return env.su and (began is None or began.uid in (None, SUPERUSER_ID))


class VpdtReleaseOnlyMixin(models.AbstractModel):
    """Rules and access rights on the office's own models come with a release only.

    The system's administrator reads no document (design 5.2); with a right to edit
    these he could give himself one. What inherits this has a `model_id`.
    """

    _name = "vpdt.release.only.mixin"
    _description = "Rows that only a release changes"

    def _refuse_vpdt(self):
        if not from_release(self.env) and any(
            # sudo: asked for their names only
            name.startswith("vpdt.")
            for name in self.sudo().mapped("model_id.model")
        ):
            raise AccessError(
                self.env._(
                    "Rules and access rights on documents cannot be changed here: "
                    "they come with a release."
                )
            )

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
