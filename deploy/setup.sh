#!/bin/bash
# Run once before each start by the service "setup": the first time it installs
# the modules and sets the administrator's password, later it brings the database
# up to the code of this image.
set -eu
: "${MODULES:?}" "${ADMIN_PASSWORD_FILE:?}"
PGPASSWORD=$(cat "$PASSWORD_FILE")
export PGPASSWORD
there=$(psql -XqAt -h "$HOST" -U "$USER" -d postgres \
  -c "SELECT 1 FROM pg_database WHERE datname = 'vpdt'")
common=(--workers=0 --max-cron-threads=0 --no-http)
if [ "$there" = 1 ]; then
  # Saved once before this code first touches it; the last three are kept. Under a
  # name of the code: a server that starts again and again does not push them out.
  code=$(find /mnt/extra-addons -type f ! -name '*.pyc' -print0 | sort -z |
    xargs -0 sha256sum | sha256sum | cut -c1-12)
  saved=/var/lib/odoo/backup
  mkdir -p -m 700 "$saved"
  # The service "backup" sees the database before the update or after it
  exec 7>"$saved/lock"
  flock 7
  if [ ! -e "$saved/vpdt-before-$code.dump" ]; then
    pg_dump -Fc -h "$HOST" -U "$USER" -d vpdt -f "$saved/half"
    mv "$saved/half" "$saved/vpdt-before-$code.dump"
    find "$saved" -name 'vpdt-before-*.dump' -printf '%T@ %p\n' | sort -rn |
      tail -n +4 | cut -d' ' -f2- | xargs -r rm -f
  fi
  # All of ours: -u alone updates what is named and what builds on it, not what
  # it builds on
  ours=$(psql -XqAt -h "$HOST" -U "$USER" -d vpdt -c "SELECT string_agg(name, ',')
    FROM ir_module_module WHERE state IN ('installed', 'to upgrade')
    AND (name LIKE 'vpdt\\_%' OR name = 'queue_job')")
  exec /usr/local/bin/entrypoint.sh odoo -u "$ours" "${common[@]}" \
    --i18n-overwrite --stop-after-init
fi
# Under another name until it is whole; no demo data, hence no demo password
half() {
  psql -XqAt -h "$HOST" -U "$USER" -d postgres -v ON_ERROR_STOP=1 -c "$1"
}
half 'DROP DATABASE IF EXISTS vpdt_half'
rm -rf /var/lib/odoo/filestore/vpdt_half
/usr/local/bin/entrypoint.sh odoo -d vpdt_half -i "$MODULES" "${common[@]}" \
  --load-language=vi_VN --stop-after-init
VPDT_ADMIN_PASSWORD=$(cat "$ADMIN_PASSWORD_FILE")
export VPDT_ADMIN_PASSWORD
/usr/local/bin/entrypoint.sh odoo shell -d vpdt_half --no-http \
  </usr/local/share/vpdt/first_login.py
half 'ALTER DATABASE vpdt_half RENAME TO vpdt'
[ ! -d /var/lib/odoo/filestore/vpdt_half ] ||
  mv /var/lib/odoo/filestore/vpdt_half /var/lib/odoo/filestore/vpdt
