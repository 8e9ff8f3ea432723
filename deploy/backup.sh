#!/bin/bash
# The service "backup": without a word it waits for each night (a backup; on the first
# of the month a restore on trial as well); with words it does what they say, as
# scripts/backup does: backup, list, rehearse, status, restore [ID] [--to NAME].
set -eu
: "${VPDT_BACKUP_TARGET:?}" "${VPDT_BACKUP_PASSWORD_FILE:?}"
PGPASSWORD=$(cat "$PASSWORD_FILE")
export PGPASSWORD PGHOST=$HOST PGUSER=$USER VPDT_DB=vpdt
export VPDT_DATA=/var/lib/odoo VPDT_BACKUP_STORE=/var/lib/odoo
export VPDT_BACKUP_ODOO="/usr/local/bin/entrypoint.sh odoo"
export VPDT_ADDONS=/mnt/extra-addons
export PYTHONPATH=/usr/local/share/vpdt PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

keep() { python3 -m safekeeping "$@"; }

[ $# = 0 ] || { keep "$@"; exit; }
# A new office has its first backup at once. What fails is in the state file, makes
# this service unhealthy, and is tried again the next night.
keep status >/dev/null || keep backup || true
while :; do
  sleep $(($(date -d 'tomorrow 01:30' +%s) - $(date +%s)))
  keep backup || true
  [ "$(date +%d)" != 01 ] || keep rehearse || true
done
