import base64
import io
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from PIL import Image

from odoo.addons.vpdt_workflow.tests.common import RouteCase

#: Monday, 08:00 in Vietnam; the office works from 7:00 to 11:30 and 13:30 to 17:00.
MONDAY = datetime(2026, 3, 2, 1, 0)


def png(size=(60, 30)):
    """Return a picture of a screen as a client sends it."""
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


class SupportCase(RouteCase):
    """The small district, with an operator of agency A.

    `operator` belongs to the committee: the whole office's; `operator_a` is of A alone.
    """

    POSTS = {**RouteCase.POSTS, "operator_a": ("agency_a", "operator")}

    #: Requests over HTTP keep real time
    FROZEN = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.usual = cls.env.ref("vpdt_support.ticket_urgency_hinders")
        cls.urgent = cls.env.ref("vpdt_support.ticket_urgency_work_stops")
        cls.slow = cls.env.ref("vpdt_support.ticket_category_slow")

    def setUp(self):
        super().setUp()
        if not self.FROZEN:
            return
        frozen = freeze_time(MONDAY)
        self.clock = frozen.start()
        self.addCleanup(frozen.stop)
        self.env.invalidate_all()

    def later(self, **span):
        self.env.flush_all()
        self.clock.tick(timedelta(**span))
        self.env.invalidate_all()

    def report(self, who="specialist_a", matter="Không in được", **details):
        answer = self.as_(who, "vpdt.ticket").action_report(matter, details)
        return self.env["vpdt.ticket"].browse(answer["id"])

    def by(self, who, records):
        return records.with_user(self.users[who])

    def kinds(self, ticket):
        return ticket.step_ids.sorted("id").mapped("kind")

    def told(self, who):
        """Return the messages somebody was told, newest first."""
        partner = self.users[who].partner_id
        found = self.env["mail.notification"].search(
            [("res_partner_id", "=", partner.id)], order="id desc"
        )
        return found.mail_message_id

    @contextmanager
    def reader_says(self, answer):
        """Let the reader of papers answer so about every file."""
        reader = type(
            "Reader", (), {"check_and_read_first": lambda self, data, name: answer}
        )()
        model = self.env.registry["vpdt.file"]
        with patch.object(model, "_reader", lambda self: reader):
            yield
