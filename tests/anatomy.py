"""What a database is made of, read by SQL so that two databases can be compared."""

import csv
import json
import re
import subprocess

from office import ROOT

# Rows that are program: an update writes them from the code
PROGRAM_TABLES = re.compile(
    r"ir_(?!(attachment|config_parameter|cron|default|filters|sequence)$)"
    r"|orm_signaling_|rule_group_rel$|res_groups$|res_groups_implied_rel$"
    r"|queue_job_(channel|function)$"
)
# … and the models of them whose rows are compared with those of a new office
PROGRAM_MODELS = (
    "ir.actions.act_window",
    "ir.actions.server",
    "ir.cron",
    "ir.model.access",
    "ir.rule",
    "ir.ui.menu",
    "ir.ui.view",
    "queue.job.channel",
    "queue.job.function",
    "res.groups",
)
# Columns of theirs that say when, or by which ids
_PASSING = re.compile(
    r"(create|write)_|(next|last)call$|parent_path$|arch_(fs|prev|updated)$"
)
_SHAPE = r"""
SELECT 'column', c.relname || '.' || a.attname,
       format_type(a.atttypid, a.atttypmod)
       || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
       || COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND a.attnum > 0 AND NOT a.attisdropped
 UNION ALL
SELECT 'index', tablename || '.' || indexname, indexdef
  FROM pg_indexes WHERE schemaname = 'public'
 UNION ALL
SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
  FROM pg_constraint
 WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 0
 UNION ALL
SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
  FROM pg_trigger WHERE NOT tgisinternal
 UNION ALL
SELECT 'view', viewname,
       -- a view of Odoo's holds the day it was made on
       regexp_replace(definition, '''\d{4}-\d\d-\d\d''::date', '''DAY''::date', 'g')
  FROM pg_views WHERE schemaname = 'public'
 UNION ALL
SELECT 'function', p.oid::regprocedure::text, p.prosrc
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
   AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
"""


def ask(database, query):
    """Return the rows of a query whose columns are given as one JSON array."""
    out = subprocess.run(
        [ROOT / "scripts/db", "psql", "-d", database, "-XqAt", "-v", "ON_ERROR_STOP=1"],
        input=f"SELECT json_build_array({query}",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    return [json.loads(line) for line in out.splitlines()]


def shape(database):
    """Return {(kind, name): definition} of all that stores and guards the rows.

    Without the casts and brackets that PostgreSQL writes one way in the database
    that made an object and another way in its restored copy.
    """
    rows = ask(database, f"kind, name, text) FROM ({_SHAPE}) found (kind, name, text)")
    plain = re.compile(r'::(character varying|text)(\[\])?|[()"\s]')
    return {(kind, name): plain.sub("", text) for kind, name, text in rows}


def contents(database):
    """Return {table: {key: row}} of what people have entered.

    The key is the row's id, or the whole row where there is none. When and by whom a
    row was written last is left out: an update may write the same again.
    """
    tables = ask(database, "tablename) FROM pg_tables WHERE schemaname = 'public'")
    found = {table: {} for [table] in tables if not PROGRAM_TABLES.match(table)}
    every = " UNION ALL ".join(
        f"SELECT '{table}', to_jsonb(t) - 'write_date' - 'write_uid' FROM \"{table}\" t"
        for table in found
    )
    for table, row in ask(database, f"name, row) FROM ({every}) found (name, row)"):
        key = row["id"] if "id" in row else json.dumps(row, sort_keys=True)
        found[table][key] = row
    return found


def names(database):
    """Return {external id: [model, id, noupdate]} of our addons."""
    rows = ask(
        database,
        "module || '.' || name, model, res_id, COALESCE(noupdate, FALSE)) "
        "FROM ir_model_data WHERE module LIKE 'vpdt\\_%'",
    )
    return {name: rest for name, *rest in rows}


def _named(arch, ours):
    """Return the texts of a view with the actions of its buttons told by name."""

    def name(found):
        for model in ("act_window", "server", "report", "client", "act_url"):
            told = ours.get(f"ir.actions.{model},{found[1]}")
            if told:
                return f'name="{told}" type="action"'
        return found[0]

    return {
        language: re.sub(r'name="(\d+)" type="action"', name, text)
        for language, text in (arch or {}).items()
    }


def program(database):
    """Return {external id: row} of our rules, jobs, views, menus, roles.

    Texts and switches only: ids differ between databases, and the operator may move
    the next run of a job.
    """
    ours = {f"{model},{row}": name for name, (model, row, _) in names(database).items()}
    found = {}
    for model in PROGRAM_MODELS:
        table = {
            "ir.actions.act_window": "ir_act_window",
            "ir.actions.server": "ir_act_server",
        }.get(model, model.replace(".", "_"))
        for name, row in ask(
            database,
            f"d.module || '.' || d.name, to_jsonb(t)) FROM ir_model_data d "
            f"JOIN {table} t ON t.id = d.res_id "
            f"WHERE d.model = '{model}' AND d.module LIKE 'vpdt\\_%'",
        ):
            found[name] = {
                # a menu's action is told by model and id
                column: ours.get(value, value)
                if column == "action"
                else _named(value, ours)
                if column == "arch_db"
                else value
                for column, value in row.items()
                if isinstance(value, (str, bool, dict)) and not _PASSING.match(column)
            }
    groups = "JOIN ir_model_data g ON g.model = 'res.groups' AND g.res_id = "
    for table, model, own, other in (
        ("rule_group_rel", "ir.rule", "rule_group_id", "group_id"),
        ("res_groups_implied_rel", "res.groups", "gid", "hid"),
    ):
        for name, group in ask(
            database,
            f"d.module || '.' || d.name, g.module || '.' || g.name) FROM {table} r "
            f"JOIN ir_model_data d ON d.model = '{model}' AND d.res_id = r.{own} "
            f"AND d.module LIKE 'vpdt\\_%' {groups} r.{other}",
        ):
            found[name].setdefault("groups", []).append(group)
            found[name]["groups"].sort()
    return found


def demo_names():
    """Return the external ids of the demonstration's people: no update brings them."""
    found = set()
    for path in (ROOT / "addons").glob("vpdt_*/demo/*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if "id" in row:
                    name = f"{path.parents[1].name}.{row['id']}"
                    # and what Odoo makes along with an account and an employee
                    found |= {name, f"{name}_res_partner", f"{name}_resource_resource"}
    return found
