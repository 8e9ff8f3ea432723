from psycopg2 import Error as DatabaseError

from odoo import api, models
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError

from ..routing.purposes import DRAFTING

# More at once is not a person's work any more.
MOST = 100


class VpdtHandling(models.Model):
    """Many at once: each on its own, so that one refusal spoils nothing."""

    _inherit = "vpdt.handling"

    @api.model
    def action_transfer_many(
        self, handling_ids, lines, text="", deadline=None, confirmed=False
    ):
        """Pass several handlings on with the same directive.

        Each stands by itself: what the rules refuse for one is told and leaves the
        others done. A draft is read before it is passed on, so never several at once.

        :param handling_ids: ids, at most 100
        :param lines, text, deadline, confirmed: as for `action_transfer`
        :return: [{"id", "done": bool, "message"}] in the order given
        """

        def transfer(handling):
            if handling.purpose in DRAFTING:
                raise UserError(self.env._("A draft is passed on by itself: open it."))
            handling.action_transfer(lines, text, deadline, confirmed=confirmed)

        return self._each(handling_ids, transfer)

    @api.model
    def action_finish_many(self, handling_ids, result="", kind="note"):
        """Finish several handlings with the same result; as `action_transfer_many`.

        :param result, kind: as for `action_finish`
        """
        return self._each(
            handling_ids, lambda handling: handling.action_finish(result, kind)
        )

    @api.model
    def action_accept_many(self, handling_ids):
        """Enter several papers in the agency's register; as `action_transfer_many`."""
        return self._each(handling_ids, lambda handling: handling.action_accept())

    def _each(self, handling_ids, make):
        ids = list(dict.fromkeys(int(one) for one in handling_ids))
        if len(ids) > MOST:
            raise UserError(self.env._("At most %(most)s papers at once.", most=MOST))
        results = []
        for one in ids:
            try:
                with self.env.cr.savepoint():
                    make(self.browse(one))
                    self.env.flush_all()
                results.append({"id": one, "done": True, "message": ""})
            except DatabaseError:
                # The server tries the whole call again (concurrent update)
                raise
            except (UserError, ValidationError, AccessError, MissingError) as error:
                self.env.invalidate_all()
                results.append({"id": one, "done": False, "message": str(error)})
        return results
