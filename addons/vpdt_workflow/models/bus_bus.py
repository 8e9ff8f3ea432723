from odoo import models
from odoo.tools import OrderedSet

from odoo.addons.bus.models.bus import get_notify_payloads

from .notify import notify

_CHANNELS = "bus.bus.channels"


class BusBus(models.Model):
    """Wakes the browsers by a kept connection (`notify.py`)."""

    _inherit = "bus.bus"

    def _ensure_hooks(self):
        postcommit = self.env.cr.postcommit
        if _CHANNELS not in postcommit.data:
            # there already, Odoo adds no hook of its own for it
            postcommit.data[_CHANNELS] = OrderedSet()
            postcommit.add(
                lambda: notify(
                    "imbus", get_notify_payloads(list(postcommit.data.pop(_CHANNELS)))
                )
            )
        return super()._ensure_hooks()
