# shellcheck shell=bash
# What every script shares: paths, settings, messages. Sourced, never run.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
DATA=${VPDT_DATA:-$ROOT/.vpdt}
case $DATA in /*) ;; *) DATA=$ROOT/$DATA ;; esac
CACHE=${VPDT_CACHE:-$DATA/cache}
VENV=$DATA/venv
LOGS=$DATA/log
CONF=$DATA/odoo.conf
# Where a server keeps its process numbers and logs; each server has its own
RUN=${VPDT_RUN:-$DATA/run}
PORT=${VPDT_PORT:-8069}
BIND=${VPDT_BIND:-127.0.0.1}
WORKERS=${VPDT_WORKERS:-2}
DB=${VPDT_DB:-vpdt}
TEMPLATE=vpdt_template0
# Two clones of the repository on one machine must not meet
HASH=$(printf %s "$DATA" | cksum | cut -d' ' -f1)
export ROOT CONF RUN PORT BIND WORKERS DB TEMPLATE HASH CACHE

if [ -t 1 ]; then _b=$'\e[1m' _r=$'\e[31m' _n=$'\e[0m'; else _b='' _r='' _n=''; fi
say() { printf '%s==>%s %s\n' "$_b" "$_n" "$*"; }
warn() { printf '%s!!%s  %s\n' "$_r" "$_n" "$*" >&2; }
# die MESSAGE [HOW TO MEND]
die() {
  printf '%serror:%s %s\n' "$_r" "$_n" "$1" >&2
  [ $# -lt 2 ] || printf '       %s\n' "$2" >&2
  exit 1
}

# as_root COMMAND…: with sudo when we are an ordinary user
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "root rights are needed for: $*" \
      "run that command as root once, or install sudo and allow it to $(id -un)"
  fi
}

# The data folder must be ours to write
own_data() {
  mkdir -p "$LOGS" "$CACHE" 2>/dev/null && [ -w "$DATA" ] && [ -w "$LOGS" ] ||
    die "$(id -un) may not write to $DATA" \
      "run as $(stat -c %U "$DATA" 2>/dev/null || echo its owner), or choose another folder: VPDT_DATA=…"
}

# Only one set-up, reset or update at a time in one data folder
lock() {
  own_data
  exec 9>"$DATA/lock"
  flock -n 9 && return 0
  say "another script is at work in $DATA, waiting for it"
  flock 9
}

# The folder of the unpacked Odoo and what is in it (see scripts/setup)
odoo_paths() {
  local top=$DATA/odoo
  if [ -d "$top/usr/lib/python3/dist-packages/odoo" ]; then
    ODOO_PYTHON=$top/usr/lib/python3/dist-packages
    ODOO_SCRIPT=$top/usr/bin/odoo
    ODOO_ADDONS=$ODOO_PYTHON/odoo/addons
  elif [ -f "$top/odoo-bin" ]; then
    ODOO_PYTHON=$top
    ODOO_SCRIPT=$top/odoo-bin
    ODOO_ADDONS=$top/addons,$top/odoo/addons
  else
    return 1
  fi
}

is_set_up() { [ -f "$DATA/.ready" ] && [ -x "$VENV/bin/python" ] && odoo_paths; }
