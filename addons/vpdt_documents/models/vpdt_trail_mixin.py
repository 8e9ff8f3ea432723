from odoo import api, models


class VpdtTrailMixin(models.AbstractModel):
    """What accounts did, as far as rows of this kind know: each addon declares its own
    (R25).

    So that an incident shows everything since the suspected time, whichever addons are
    there. Codes of documents are shown to who reads them; who does not gets numbers
    and times (`_trail` says which document, never what it is about).
    """

    _name = "vpdt.trail.mixin"
    _description = "Trail of what accounts did"

    _trail_user = "author_id"
    _trail_at = "at"

    @api.model
    def _trail_name(self):
        """Return what the rows are, as "Openings of documents"."""
        raise NotImplementedError

    def _trail_what(self):
        """Return what this row says was done; nothing of what a document says."""
        self.ensure_one()
        return self._trail_name()

    @api.model
    def _trail(self, user, since, until):
        """Return [(when, what, document id or False)] of `user`, oldest first.

        Whoever asks: whose codes he is shown is decided there.

        :param since, until: datetimes, UTC; both count
        """
        # sudo: counted for who answers for the account
        rows = self.sudo().search(
            [
                (self._trail_user, "=", user.id),
                (self._trail_at, ">=", since),
                (self._trail_at, "<=", until),
            ],
            order=f"{self._trail_at}, id",
        )
        has_document = "document_id" in self._fields
        return [
            (
                row[self._trail_at],
                row._trail_what(),
                row.document_id.id if has_document else False,
            )
            for row in rows.with_context(lang=self.env.context.get("lang"))
        ]

    @api.model
    def _trails(self):
        """Return the models that declare a trail, in the order of their names."""
        children = self.env.registry["vpdt.trail.mixin"]._inherit_children
        return [
            self.env[name] for name in sorted(children) if not self.env[name]._abstract
        ]

    def _trail_label(self, name):
        """Return the label of a selection of this row, in the user's language."""
        self.ensure_one()
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name]) or ""
