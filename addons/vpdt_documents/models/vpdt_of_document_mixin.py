from odoo import api, models
from odoo.fields import Domain

#: Rows looked through, newest first, before the documents themselves are asked.
WINDOWS = (2_000, 20_000)
#: What a row without a document never fits.
POSITIVE = ("=", "in", "ilike", "like", "=ilike", "=like", "<", "<=", ">", ">=")
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

    def fetch(self, field_names=None):
        result = super().fetch(field_names)
        if field_names and len(self) > 1:
            self._fetch_of_documents(field_names)
        return result

    def _fetch_of_documents(self, field_names):
        """Take what a list shows of the documents over in one go.

        Odoo computes related fields row by row and field by field, through the same
        checks as a value somebody writes: half the time of a list of 80 lines.
        """
        wanted = [
            field
            for field in map(self._fields.get, field_names)
            if field is not None
            and field.related
            and field.compute_sudo
            and not field.store
            and field.related.split(".")[:-1] == ["document_id"]
            and field.related_field.column_type
            and not field.related_field.translate
        ]
        if not wanted:
            return
        # sudo: related fields show what they show to whoever sees the row (I3: its
        # rule asks the reader table)
        rows = self.filtered("document_id").sudo()
        documents = (
            self.env["vpdt.document"].sudo().browse(row.document_id.id for row in rows)
        )
        documents.fetch([field.related_field.name for field in wanted])
        for field in wanted:
            values = field.related_field._get_cache(documents.env)
            if all(document in values for document in documents._ids):
                field._insert_cache(
                    rows.with_env(self.env), [values[one] for one in documents._ids]
                )

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
            if path and self._asks_for_something(part):
                said.append(Domain(path, part.operator, part.value))
            else:
                others.append(part)
        if operator != "&" or not said:
            return None, domain
        return Domain.AND(said), Domain.AND(others)

    @api.model
    def _asks_for_something(self, condition):
        """Whether only a row with a document can fit: void lines have none, and fit
        what asks for nothing, or for not something."""
        value = condition.value
        one = isinstance(value, str) or not hasattr(value, "__iter__")
        return condition.operator in POSITIVE and all([value] if one else value)

    @api.model
    def _path_in_document(self, path):
        """Return the field of the document that a path asks for, or None."""
        field = self._fields.get(path)
        if field is not None and field.related and not field.store:
            path = field.related
        head, _dot, rest = path.partition(".")
        return rest if head == "document_id" and self._is_plain(rest) else None

    @api.model
    def _is_plain(self, name):
        """Whether a condition on this field asks for nothing beyond the document.

        What is split off is asked with the rights of the system (`_few_documents`): a
        path through the document, to its other papers or its people, would be followed
        past every rule. So only what a document says itself, to whom may read it.
        """
        documents = self.env["vpdt.document"]
        field = documents._fields.get(name)
        if field is None or not documents._has_field_access(field, "read"):
            return False
        if field.type == "many2one":
            # may be asked by name: of something whose every row the user reads
            other = self.env[field.comodel_name]
            return (
                field.store
                and other.has_access("read")
                and not self.env["ir.rule"]._get_rules(other._name, "read")
            )
        return name == "search_text" or bool(field.store and field.column_type)

    @api.model
    def _search_said(self, said, others, wanted, order, search, kwargs):
        """Return up to `wanted` ids in `order`, or None where no way is short.

        :param search: the search of a domain, as `_search` without this mixin
        """
        for size in WINDOWS:
            rows = search(others, limit=size, order=order, **kwargs)
            ids = rows.get_result_ids()
            found = search(
                Domain("id", "in", ids)
                & Domain("document_id", "in", self._fitting(said, ids)),
                limit=wanted,
                order=order,
                **kwargs,
            ).get_result_ids()
            if len(found) >= wanted or len(ids) < size:
                return list(found)
            if not found:
                # rare, or not there at all: the documents are asked before more rows
                few = self._few_documents(said)
                if few is not None:
                    break
        else:
            few = self._few_documents(said)
        if few is None:
            return None
        found = search(
            others & Domain("document_id", "in", few),
            limit=wanted,
            order=order,
            **kwargs,
        )
        return list(found.get_result_ids())

    @api.model
    def _few_documents(self, said):
        """Return the ids of the documents that fit, None where they are many."""
        # sudo: the rules of the rows are those of their documents, and hold for them;
        # no order: ranking is for who looks at documents
        found = self.env["vpdt.document"].sudo()._search(said, limit=FEW + 1)
        ids = found.get_result_ids()
        return ids if len(ids) <= FEW else None

    @api.model
    def _fitting(self, said, ids):
        """Return which documents of these rows fit; each is looked at by itself."""
        # sudo: of rows that the rules let through
        rows = self.sudo().browse(ids)
        rows.fetch(["document_id"])
        looked = said.map_conditions(self._looked_at)
        among = Domain("id", "in", rows.document_id.ids)
        return rows.document_id._search(looked & among).get_result_ids()

    @api.model
    def _looked_at(self, condition):
        """Return a condition that is asked of each of a few documents, not of an index
        of all."""
        if condition.field_expr != "search_text" or condition.operator != "ilike":
            return condition
        return self.env["vpdt.document"]._search_text_domain(
            condition.value, way="look"
        )
