from odoo import api, models
from odoo.fields import Domain

#: Rows looked through, newest first, before the documents themselves are asked.
WINDOWS = (2_000, 20_000)
#: Documents that are few enough to begin with them.
FEW = 20_000


class VpdtOfDocumentMixin(models.AbstractModel):
    """Rows of documents, searched by what the documents say (design 5.6).

    A condition on the document and an order of the rows: whichever the database begins
    with, the other is a million rows in the worst case, and it guesses badly. So the
    newest rows are looked through until the page is full; where that does not fill it,
    what is asked for is rare, and the documents are asked first.
    """

    _name = "vpdt.of.document.mixin"
    _description = "Searched by what its document says"

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        found = None
        if limit:
            said, others = self._split_by_document(Domain(domain))
            if said:
                search = super()._search
                found = self._search_said(
                    said, others, offset + limit, order or self._order, search, kwargs
                )
        if found is None:
            return super()._search(domain, offset, limit, order, **kwargs)
        return self.browse(found[offset:])._as_query()

    @api.model
    def _split_by_document(self, domain):
        """Return (conditions on the document, all others) of what is asked.

        :return: two domains; the first is None where nothing, or nothing that can be
            taken apart, is asked of the document
        """
        operator = getattr(domain, "OPERATOR", "&")
        said, others = [], []
        for part in getattr(domain, "children", [domain]):
            path = self._path_in_document(getattr(part, "field_expr", ""))
            if path:
                said.append(Domain(path, part.operator, part.value))
            else:
                others.append(part)
        if operator != "&" or not said:
            return None, domain
        return Domain.AND(said), Domain.AND(others)

    @api.model
    def _path_in_document(self, path):
        """Return the field of the document that a path asks for, or None."""
        field = self._fields.get(path)
        if field is not None and field.related and not field.store:
            path = field.related
        head, _dot, rest = path.partition(".")
        return rest if head == "document_id" and rest else None

    @api.model
    def _search_said(self, said, others, wanted, order, search, kwargs):
        """Return up to `wanted` ids in `order`, or None where no way is short.

        :param search: the search of a domain, as `_search` without this mixin
        """
        # sudo: the rules of the rows are those of their documents, and hold for them
        documents = self.env["vpdt.document"].sudo()
        for size in WINDOWS:
            rows = search(others, limit=size, order=order, **kwargs)
            ids = rows.get_result_ids()
            # in the rows looked through only: told apart by their own documents
            looked = said.map_conditions(self._looked_at)
            fitting = documents._search(
                looked & Domain("id", "in", self._documents_of(ids))
            ).get_result_ids()
            found = search(
                Domain("id", "in", ids) & Domain("document_id", "in", fitting),
                limit=wanted,
                order=order,
                **kwargs,
            ).get_result_ids()
            if len(found) >= wanted or len(ids) < size:
                return list(found)
        # no order: ranking is for who looks at documents
        few = documents._search(said, limit=FEW + 1).get_result_ids()
        if len(few) > FEW:
            return None
        found = search(
            others & Domain("document_id", "in", few),
            limit=wanted,
            order=order,
            **kwargs,
        )
        return list(found.get_result_ids())

    @api.model
    def _looked_at(self, condition):
        """Return a condition that is asked of each of a few documents, not of an index
        of all."""
        if condition.field_expr != "search_text" or condition.operator != "ilike":
            return condition
        return self.env["vpdt.document"]._search_text_domain(
            condition.value, way="look"
        )

    @api.model
    def _documents_of(self, ids):
        # sudo: of rows that the rules let through
        rows = self.sudo().browse(ids)
        rows.fetch(["document_id"])
        return rows.document_id.ids
