from odoo.exceptions import UserError


class DeadlineAfterParent(UserError):
    """Somebody below would have more time than whoever answers for it above.

    The client asks and calls again with ``confirmed``.
    """
