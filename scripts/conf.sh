# shellcheck shell=bash
# The private odoo.conf: sourced after lib.sh, pg.sh; needs pg_start before.

# The master password is made once, at random, and only its owner may read it
master_password() {
  if [ ! -s "$DATA/master-password" ]; then
    (umask 077 && head -c 24 /dev/urandom | base64 | tr -d '+/=' \
      >"$DATA/master-password")
  fi
  cat "$DATA/master-password"
}

write_conf() {
  local oca new=$CONF.$$
  odoo_paths || die "Odoo is not set up" "run scripts/setup, or make run"
  oca=$("$VENV/bin/python" -c \
    'import sysconfig; print(sysconfig.get_path("purelib"))')/odoo/addons
  (
    umask 077
    cat >"$new" <<CONF
; Written by the scripts at each start; change VPDT_… variables instead.
[options]
addons_path = $ODOO_ADDONS,$oca,$ROOT/addons
data_dir = $DATA/share
db_host = $PGHOST
db_port = ${PGPORT:-5432}
db_user = $PGUSER
${PGPASSWORD:+db_password = $PGPASSWORD}
db_template = $TEMPLATE
db_maxconn = 40
unaccent = True
admin_passwd = $(master_password)
server_wide_modules = base,rpc,web,queue_job
http_interface = 127.0.0.1
http_port = $PORT
gevent_port = $((PORT + 3))
list_db = False
limit_time_cpu = 300
limit_time_real = 600
; reading a scan loads image libraries with large address spaces
limit_memory_soft = 4294967296
limit_memory_hard = 6442450944

[queue_job]
channels = root:2
CONF
  )
  if cmp -s "$new" "$CONF"; then rm -f "$new"; else mv "$new" "$CONF"; fi
}
