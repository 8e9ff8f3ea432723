import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from odoo.addons.vpdt_documents.text import nfc, query_lexemes

from ..desk import clean
from ..routing import PURPOSES

# Filters a person may keep; each is counted with every reading of the desk.
_MOST_FILTERS = 12
_KEY = "vpdt_desk"


class VpdtHandling(models.Model):
    """Filters over the desk; those a person keeps are rows of his in ir.filters."""

    _inherit = "vpdt.handling"

    @api.model
    def _criteria_sql(self, alias, criteria):
        """Return the condition that `criteria` (see `desk.clean`) put on handlings."""
        parts = [SQL("TRUE")]
        column = SQL.identifier(alias)
        if "text" in criteria:
            parts.append(self._criteria_text_sql(alias, criteria["text"]))
        if "purposes" in criteria:
            parts.append(SQL("%s.purpose = ANY(%s)", column, criteria["purposes"]))
        if "urgency" in criteria:
            parts.append(SQL("%s.urgency >= %s", column, criteria["urgency"]))
        if "sender_id" in criteria:
            parts.append(SQL("%s.sender_id = %s", column, criteria["sender_id"]))
        if "deadline" in criteria:
            now, soon = self._desk_times()
            since = SQL("%s.suspended_at IS NULL", column)
            parts.append(
                {
                    "overdue": SQL("%s.deadline < %s AND %s", column, now, since),
                    "due_soon": SQL(
                        "%s.deadline >= %s AND %s.deadline < %s AND %s",
                        column,
                        now,
                        column,
                        soon,
                        since,
                    ),
                    "none": SQL("%s.deadline IS NULL", column),
                }[criteria["deadline"]]
            )
        return SQL("(%s)", SQL(" AND ").join(parts))

    @api.model
    def _criteria_text_sql(self, alias, text):
        """Number, subject, issuer, signer or sender, with or without diacritics.

        The terms of each paper are looked at, not the index of all papers: a desk is
        short, the archive is not.
        """
        terms, _pairs = query_lexemes(text)
        if not terms:
            return SQL("TRUE")
        # The last word may be unfinished while a person types. Terms hold letters,
        # digits and "_" only (text.fold).
        tsquery = " & ".join(f"'{term}':*" for term in terms[:12])
        column = SQL.identifier(alias)
        unaccent = self.env.registry.unaccent
        return SQL(
            """(EXISTS (SELECT 1 FROM vpdt_search search
                         WHERE search.document_id = %s.document_id
                           AND ts_match_vq(search.content, %s::tsquery))
                OR EXISTS (SELECT 1 FROM res_users sender
                             JOIN res_partner person ON person.id = sender.partner_id
                            WHERE sender.id = %s.sender_id
                              AND %s ILIKE %s))""",
            column,
            tsquery,
            column,
            unaccent(SQL("person.name")),
            unaccent(SQL("%s", f"%{_literal(nfc(text))}%")),
        )

    @api.model
    def _criteria_domain(self, criteria):
        if not criteria:
            return Domain.TRUE
        return Domain.custom(
            to_sql=lambda model, alias, query: model._criteria_sql(alias, criteria)
        )

    # -- filters that a person keeps -------------------------------------------

    @api.model
    def _desk_filter_domain(self):
        return Domain(
            [
                ("model_id", "=", self._name),
                ("action_id", "=", self._desk_action_id()),
                ("user_ids", "in", self.env.uid),
                # nobody puts a filter on another's desk
                ("create_uid", "=", self.env.uid),
            ]
        )

    @api.model
    def _desk_filters(self):
        """Return [(id, name, criteria)] of the filters the user keeps."""
        return [
            (id_, name, _kept_criteria(context))
            for id_, name, context in self._desk_filters_kept()
        ]

    @api.model
    @ormcache("self.env.uid")
    def _desk_filters_kept(self):
        # asked each time a desk opens; forgotten when one is kept or removed
        kept = self.env["ir.filters"].with_context(active_test=True)
        kept = kept.search(self._desk_filter_domain(), order="id", limit=_MOST_FILTERS)
        return tuple((one.id, one.name, one.context) for one in kept)

    @api.model
    def _desk_action_id(self):
        return self.env["ir.model.data"]._xmlid_to_res_id(
            "vpdt_workflow.vpdt_desk_action"
        )

    @api.model
    def action_keep_filter(self, name, criteria):
        """Keep a filter over the desk under a name, for the user alone.

        :param criteria: as for `desk_read`
        :return: id of the filter
        :raises UserError: no name, nothing chosen, or too many
        """
        self.check_access("read")
        name = " ".join(name.split())[:60] if isinstance(name, str) else ""
        criteria = clean(criteria, PURPOSES)
        if not name or not criteria:
            raise UserError(self.env._("Choose something and give it a name."))
        Filters = self.env["ir.filters"]
        if Filters.search_count(self._desk_filter_domain()) >= _MOST_FILTERS:
            raise UserError(
                self.env._(
                    "You keep %(most)s filters already: remove one first.",
                    most=_MOST_FILTERS,
                )
            )
        return Filters.create(
            {
                "name": name,
                "model_id": self._name,
                "user_ids": [fields.Command.link(self.env.uid)],
                "action_id": self.env.ref("vpdt_workflow.vpdt_desk_action").id,
                "context": json.dumps({_KEY: criteria}),
            }
        ).id

    @api.model
    def action_drop_filter(self, filter_id):
        """Remove one of the user's own filters; others' are left alone."""
        self.env["ir.filters"].search(
            self._desk_filter_domain() & Domain("id", "=", filter_id)
        ).unlink()
        return True


class IrFilters(models.Model):
    _inherit = "ir.filters"

    @api.model_create_multi
    def create(self, vals_list):
        filters = super().create(vals_list)
        filters._forget_of_desks()
        return filters

    def write(self, vals):
        self._forget_of_desks()
        result = super().write(vals)
        self._forget_of_desks()
        return result

    def unlink(self):
        self._forget_of_desks()
        return super().unlink()

    def _forget_of_desks(self):
        if "vpdt.handling" in self.mapped("model_id"):
            self.env.registry.clear_cache()


def _literal(text):
    """Return `text` with the signs that mean something to LIKE taken literally."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _kept_criteria(context):
    """Return the criteria kept in the text `context`, {} if it holds none."""
    try:
        kept = json.loads(context or "{}")
    except ValueError:
        return {}
    return clean(kept.get(_KEY) if isinstance(kept, dict) else None, PURPOSES)
