from odoo import api, models
from odoo.tools import SQL, ormcache


class VpdtHandling(models.Model):
    """Names of colleagues, agencies and types, kept between requests.

    Each desk shows eighty of them, and asks anew with each paper that comes in; they
    change once a year. Whoever or whatever is new is asked for (`_names_asked`).
    """

    _inherit = "vpdt.handling"

    @api.model
    @ormcache("lang")
    def _kept_names(self, lang):
        """Return what `_names_asked` does of everybody; not to be changed."""
        return self.with_context(lang=lang)._names_asked()

    @api.model
    def _names_asked(self, users=None, agencies=None, types=None):
        """Return three dicts {id: name}, by one query: of these, or of all.

        Shown on lines the user reads; they say nothing of a paper.
        """
        env = self.env
        env["res.users"].flush_model(["partner_id", "share"])
        env["res.partner"].flush_model(["name"])
        env["hr.department"].flush_model(["name"])
        env["vpdt.document.type"].flush_model(["name"])
        found = env.execute_query(
            SQL(
                """
                SELECT 0, account.id, person.name
                  FROM res_users account
                  JOIN res_partner person ON person.id = account.partner_id
                 WHERE %s
                 UNION ALL
                SELECT 1, agency.id, %s FROM hr_department agency WHERE %s
                 UNION ALL
                SELECT 2, kind.id, %s FROM vpdt_document_type kind WHERE %s
                """,
                SQL("NOT account.share") if users is None else _among("account", users),
                # sudo: names of agencies and types on lines the user reads
                env["hr.department"].sudo()._field_to_sql("agency", "name"),
                _among("agency", agencies),
                env["vpdt.document.type"].sudo()._field_to_sql("kind", "name"),
                _among("kind", types),
            )
        )
        names = ({}, {}, {})
        for kind, key, name in found:
            names[kind][key] = name
        return names


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        # sudo: whether it is somebody with an account
        if "name" in vals and self.sudo().with_context(active_test=False).user_ids:
            self.env.registry.clear_cache()
        return result


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            self.env.registry.clear_cache()
        return result


class HrDepartment(models.Model):
    _inherit = "hr.department"

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self.env.registry.clear_cache()
        return result


class VpdtDocumentType(models.Model):
    _inherit = "vpdt.document.type"

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self.env.registry.clear_cache()
        return result


def _among(alias, ids):
    if ids is None:
        return SQL("TRUE")
    return SQL("%s = ANY(%s)", SQL.identifier(alias, "id"), list(ids))
