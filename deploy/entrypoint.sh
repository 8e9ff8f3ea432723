#!/bin/bash
# The configuration with a master password nobody knows, then the image's own
# entry point (which adds the database's address from the environment).
set -eu
export ODOO_RC=/tmp/odoo.conf
(
  umask 077
  {
    sed '/^\[queue_job\]/,$d' /etc/odoo/odoo.conf.in
    echo "admin_passwd = $(head -c 32 /dev/urandom | base64 | tr -d '+/=\n')"
    sed -n '/^\[queue_job\]/,$p' /etc/odoo/odoo.conf.in
  } >"$ODOO_RC"
)
exec /entrypoint.sh "$@"
