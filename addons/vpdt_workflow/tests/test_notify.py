"""Design 5.6, 7: browsers and jobs are woken by a connection that is kept."""

import select
import threading
from contextlib import closing

import psycopg2

from odoo.sql_db import connection_info_for
from odoo.tests import TransactionCase, tagged

from ..models import notify

_CHANNEL = "vpdt_test_notify"


def _connect():
    _database, how = connection_info_for("postgres")
    connection = psycopg2.connect(**how)
    connection.autocommit = True
    return connection


@tagged("post_install", "-at_install", "vpdt")
class TestNotify(TransactionCase):
    def setUp(self):
        super().setUp()
        self.listener = self.enterContext(closing(_connect()))
        with self.listener.cursor() as cr:
            cr.execute(f"LISTEN {_CHANNEL}")

    def heard(self):
        """Return what came, waiting for it at most two seconds."""
        select.select([self.listener], [], [], 2)
        self.listener.poll()
        payloads = [note.payload for note in self.listener.notifies]
        self.listener.notifies.clear()
        return payloads

    def test_one_connection_for_all(self):
        notify.notify(_CHANNEL, ["một", "hai"])
        [first] = notify._kept.values()
        notify.notify(_CHANNEL, ["ba"])
        self.assertEqual(list(notify._kept.values()), [first])
        heard = self.heard()
        while len(heard) < 3:
            more = self.heard()
            self.assertTrue(more, f"only {heard}")
            heard += more
        self.assertEqual(heard, ["một", "hai", "ba"])

    def test_a_connection_that_was_ended_is_made_anew(self):
        """The database server is restarted at night: nobody has to restart Odoo."""
        notify.notify(_CHANNEL, ["trước"])
        self.assertEqual(self.heard(), ["trước"])
        [kept] = notify._kept.values()
        with self.listener.cursor() as cr:
            cr.execute("SELECT pg_terminate_backend(%s)", [kept.info.backend_pid])
        notify.notify(_CHANNEL, ["sau"])
        self.assertEqual(self.heard(), ["sau"])

    def test_threads_share_it(self):
        threads = [
            threading.Thread(target=notify.notify, args=(_CHANNEL, [str(number)]))
            for number in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        heard = set()
        while len(heard) < 8:
            more = self.heard()
            self.assertTrue(more, f"only {heard}")
            heard |= set(more)
        self.assertEqual(len(notify._kept), 1)

    def test_the_bus_wakes_once(self):
        """Odoo's own hook, which opens a connection, is not there beside ours."""
        before = len(self.env.cr.postcommit)
        user = self.env.ref("base.user_admin")
        user._bus_send("vpdt.desk", {})
        user._bus_send("vpdt.desk", {})
        self.assertEqual(len(self.env.cr.postcommit), before + 1)
