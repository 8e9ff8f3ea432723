# shellcheck shell=bash
# The private PostgreSQL cluster: sourced after lib.sh.
# A server named by PGHOST is used instead, and then never started or stopped.

PGROLE=vpdt
if [ -n "${PGHOST:-}" ]; then
  PG_PRIVATE=
  PGROLE=${PGUSER:-$(id -un)}
else
  PG_PRIVATE=1
  # As root the server must run as somebody else, who must reach its folder
  if [ "$(id -u)" = 0 ]; then PG_OWNER=postgres; else PG_OWNER=$(id -un); fi
  if [ -f "$DATA/pg.where" ]; then
    PG_HOME=$(cat "$DATA/pg.where")
  else
    PG_HOME=$DATA/pg
  fi
  export PGPORT=5432
fi

pg_as() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u "$PG_OWNER" -- "$@")
  else
    "$@"
  fi
}

pg_bin() {
  local found
  found=$(find /usr/lib/postgresql -maxdepth 3 -name pg_ctl 2>/dev/null |
    sort -V | tail -1)
  if [ -z "$found" ]; then
    command -v pg_ctl >/dev/null && found=$(readlink -f "$(command -v pg_ctl)")
  fi
  [ -n "$found" ] || die "no PostgreSQL server found" \
    "run make run (it installs it), or apt-get install postgresql"
  dirname "$found"
}

# A unix socket's path may have 107 bytes: a deep folder falls back to /tmp
pg_socket_dir() {
  if [ ${#PG_HOME} -le 80 ]; then
    echo "$PG_HOME/run"
  else
    echo "/tmp/vpdt-$(id -u)-$HASH"
  fi
}

pg_init() {
  local bin mb
  if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PG_HOME"
    if ! chown "$PG_OWNER" "$PG_HOME" || ! pg_as test -w "$PG_HOME"; then
      rmdir "$PG_HOME" 2>/dev/null || true
      PG_HOME=/var/lib/vpdt-$HASH
      install -d -o "$PG_OWNER" -m 700 "$PG_HOME"
    fi
    chmod 700 "$PG_HOME"
  else
    mkdir -p -m 700 "$PG_HOME"
  fi
  echo "$PG_HOME" >"$DATA/pg.where"
  [ ! -f "$PG_HOME/data/vpdt.ready" ] || return 0
  bin=$(pg_bin)
  say "creating the private PostgreSQL cluster in $PG_HOME"
  pg_as rm -rf "$PG_HOME/data"
  pg_as "$bin/initdb" -D "$PG_HOME/data" -U postgres -A trust \
    -E UTF8 --locale=C.UTF-8 >"$LOGS/initdb.log" 2>&1 ||
    die "initdb failed, see $LOGS/initdb.log"
  mb=$(($(awk '/^MemTotal/ {print $2}' /proc/meminfo) / 1024))
  pg_as tee -a "$PG_HOME/data/postgresql.conf" >/dev/null <<CONF
# --- VPĐT: local socket only, readable by the owner alone, so that "trust"
# trusts nobody else
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 250
shared_buffers = $((mb / 6 > 2048 ? 2048 : mb / 6))MB
effective_cache_size = $((mb / 2))MB
work_mem = 16MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
checkpoint_completion_target = 0.9
random_page_cost = 1.1
# Odoo's statements are many and short: compiling them, or starting helpers for them
# (5 ms each time), costs more than it gives
jit = off
max_parallel_workers_per_gather = 0
lc_messages = 'C'
timezone = 'UTC'
log_timezone = 'UTC'
CONF
  pg_as touch "$PG_HOME/data/vpdt.ready"
}

pg_running() {
  "$(pg_bin)/pg_isready" -q -h "$1" 2>/dev/null
}

# Start the server if it is not running; exports PGHOST, PGPORT, PGUSER
pg_start() {
  if [ -z "$PG_PRIVATE" ]; then
    export PGUSER=$PGROLE
    command -v psql >/dev/null || die "psql is missing" \
      "apt-get install postgresql-client"
    psql -d postgres -qAtc 'SELECT 1' >/dev/null ||
      die "the PostgreSQL server of PGHOST=$PGHOST does not answer as $PGUSER" \
        "mend PGHOST, PGPORT, PGUSER, PGPASSWORD or unset PGHOST"
    return
  fi
  local sock bin
  bin=$(pg_bin)
  sock=$(pg_socket_dir)
  if ! pg_running "$sock"; then
    [ -f "$PG_HOME/data/vpdt.ready" ] || pg_init
    sock=$(pg_socket_dir)
    pg_as mkdir -p -m 700 "$sock"
    # </dev/null and 9>&-: the server must hold neither our input nor our lock
    pg_as "$bin/pg_ctl" -D "$PG_HOME/data" -w -t 60 -s \
      -o "-k '$sock' -p $PGPORT" -l "$PG_HOME/postgresql.log" start \
      </dev/null >/dev/null 9>&- ||
      pg_running "$sock" ||
      die "PostgreSQL does not start, see $PG_HOME/postgresql.log"
  fi
  export PGHOST=$sock PGUSER=$PGROLE
}

pg_stop() {
  [ -n "$PG_PRIVATE" ] && [ -f "$PG_HOME/data/postmaster.pid" ] || return 0
  pg_as "$(pg_bin)/pg_ctl" -D "$PG_HOME/data" -m fast -s -w stop
}

# psql as the server's administrator
pg_admin() {
  if [ -n "$PG_PRIVATE" ]; then
    PGUSER=postgres PGOPTIONS="-c client_min_messages=warning" psql -XqAt -v ON_ERROR_STOP=1 "$@"
  else
    psql -XqAt -v ON_ERROR_STOP=1 "$@"
  fi
}

# The database every Odoo database is copied from: sorted as Vietnamese is,
# with the extensions and the immutable unaccent() that Odoo can index
pg_template() {
  local made
  made=$(pg_admin -d postgres -c \
    "SELECT datistemplate FROM pg_database WHERE datname = '$TEMPLATE'")
  [ "$made" != t ] || return 0
  say "creating the template database $TEMPLATE"
  if [ -n "$PG_PRIVATE" ]; then
    pg_admin -d postgres -c "DO \$\$ BEGIN
      CREATE ROLE $PGROLE LOGIN CREATEDB;
      EXCEPTION WHEN duplicate_object THEN NULL; END \$\$"
  fi
  # A template without its flag is one whose making was interrupted
  pg_admin -d postgres -c "DROP DATABASE IF EXISTS $TEMPLATE"
  pg_admin -d postgres -c "CREATE DATABASE $TEMPLATE OWNER $PGROLE
    ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'vi-VN' TEMPLATE template0"
  pg_admin -d "$TEMPLATE" -v role="$PGROLE" <<'SQL' ||
-- Odoo states the volatility again in each database it makes: as the owner
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER FUNCTION unaccent(text) IMMUTABLE;
ALTER FUNCTION unaccent(text) OWNER TO :"role";
SQL
    die "the role $PGROLE may not prepare $TEMPLATE" \
      "let an administrator of the PostgreSQL server run scripts/setup once"
  pg_admin -d postgres -c "ALTER DATABASE $TEMPLATE IS_TEMPLATE true"
}
