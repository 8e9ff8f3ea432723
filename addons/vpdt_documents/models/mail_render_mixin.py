from odoo import api, models
from odoo.exceptions import AccessError


class MailRenderMixin(models.AbstractModel):
    """Expressions in texts that are rendered are program code: not for users.

    Odoo lets every internal user write ``object.env["…"].sudo()`` into a template;
    with it anybody would read every document (design 5.2, 5a).
    """

    _inherit = "mail.render.mixin"

    def _refuse_program(self):
        raise AccessError(
            self.env._("Program code is not entered here: it comes with a release.")
        )

    def _check_access_right_dynamic_template(self):
        if not self.env.su and self._has_unsafe_expression():
            self._refuse_program()

    @api.model
    def _render_template_qweb(self, template_src, model, res_ids, *args, **kwargs):
        # Stored templates were checked when they were written.
        if (
            template_src
            and not self.env.su
            and not self._unrestricted_rendering
            and self._has_unsafe_expression_template_qweb(template_src, model)
        ):
            self._refuse_program()
        return super()._render_template_qweb(
            template_src, model, res_ids, *args, **kwargs
        )

    @api.model
    def _render_template_inline_template(
        self, template_txt, model, res_ids, *args, **kwargs
    ):
        if (
            template_txt
            and not self.env.su
            and not self._unrestricted_rendering
            and self._has_unsafe_expression_template_inline_template(
                str(template_txt), model
            )
        ):
            self._refuse_program()
        return super()._render_template_inline_template(
            template_txt, model, res_ids, *args, **kwargs
        )


class MailComposerMixin(models.AbstractModel):
    _inherit = "mail.composer.mixin"

    def _compute_is_mail_template_editor(self):
        # nobody is: an unchanged template is rendered as it was released
        self.is_mail_template_editor = False
