"""Wakes the server's other processes by a connection that is kept.

Each time the bus or a job is to be woken Odoo opens one to the database "postgres" and
closes it: a new process of the database server, twice in a registration, a sixth of it.
"""

import os
import threading

import psycopg2

from odoo.sql_db import connection_info_for
from odoo.tools import SQL

from odoo.addons.bus.models.bus import ODOO_NOTIFY_FUNCTION

_kept = {}
_lock = threading.Lock()


def notify(channel, payloads):
    """Send each of `payloads` to who listens on `channel` (in no transaction).

    :raises psycopg2.Error: the database server is not there
    """
    with _lock:
        try:
            _send(channel, payloads)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            # it was ended meanwhile, as when the database server was restarted
            _kept.pop(os.getpid(), None)
            _send(channel, payloads)


def _send(channel, payloads):
    # by process: a connection does not outlive a fork
    connection = _kept.get(os.getpid())
    if connection is None or connection.closed:
        _database, how = connection_info_for("postgres")
        connection = psycopg2.connect(**how)
        connection.autocommit = True
        _kept[os.getpid()] = connection
    with connection.cursor() as cr:
        for payload in payloads:
            query = SQL(
                "SELECT %s(%s, %s)",
                SQL.identifier(ODOO_NOTIFY_FUNCTION),
                channel,
                payload,
            )
            cr.execute(query.code, query.params)
