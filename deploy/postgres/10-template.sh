#!/bin/bash
# First start of the PostgreSQL container: the role Odoo works as (no superuser)
# and the template its database is made from, as scripts/pg.sh does locally.
set -eu
password=$(cat /run/secrets/odoo_db_password)
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v password="$password" <<'SQL'
CREATE ROLE odoo LOGIN CREATEDB PASSWORD :'password';
CREATE DATABASE vpdt_template0 OWNER odoo ENCODING 'UTF8'
  LOCALE_PROVIDER icu ICU_LOCALE 'vi-VN' TEMPLATE template0;
SQL
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d vpdt_template0 <<'SQL'
CREATE EXTENSION unaccent;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
ALTER FUNCTION unaccent(text) IMMUTABLE;
ALTER FUNCTION unaccent(text) OWNER TO odoo;
ALTER DATABASE vpdt_template0 IS_TEMPLATE true;
SQL
