"""What an office gets when the addon comes in."""

import secrets

from .models.vpdt_health_line import TOKEN


def post_init_hook(env):
    """Draw the word by which an outside monitor gets the details (/vpdt/health)."""
    parameters = env["ir.config_parameter"]
    if not parameters.get_param(TOKEN):
        parameters.set_param(TOKEN, secrets.token_urlsafe(32))
