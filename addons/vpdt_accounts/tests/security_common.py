"""The small district as the nightly check of security sees it."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from pytz import utc

from odoo.tools import SQL

from odoo.addons.vpdt_documents.office_time import ZONE

from .common import AccountsCase

#: kind → (number, days)
LIMITS = {
    "group": (1, 0),
    "no_person": (1, 0),
    "no_post": (1, 0),
    "key": (1, 0),
    "key_unused": (1, 90),
    "grant": (1, 180),
    "idle": (1, 30),
    "never": (1, 14),
    "factor": (1, 0),
    "shared_device": (2, 7),
    "odd_hours": (2, 14),
    "new_address": (2, 30),
    "failures": (5, 7),
    "shared_mail": (1, 0),
    "password_old": (1, 365),
    "password_first": (1, 3),
    "password_rule": (1, 0),
    "session_old": (1, 30),
    "link_unused": (1, 3),
}
MEND = ("group", "no_person", "no_post", "key", "key_unused", "grant")


class SecurityCase(AccountsCase):
    """Thresholds, questions and policy of its own; an operator in agency A and B."""

    POSTS = {
        **AccountsCase.POSTS,
        "operator_a": ("agency_a", "operator"),
        "operator_b": ("agency_b", "operator"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["vpdt.signin.policy"].search([]).unlink()
        cls.rules = cls.env["vpdt.security.rule"]
        cls.rules.search([]).unlink()
        offers = {
            f"offers_{key}": True
            for key in ("remind", "sessions", "lock", "factor", "password", "incident")
        }
        cls.rules.create(
            [
                {
                    "kind": kind,
                    "number": number,
                    "days": days,
                    "why": f"Why {kind}",
                    "advice": f"Advice {kind}",
                    "offers_mend": kind in MEND,
                    **offers,
                }
                for kind, (number, days) in LIMITS.items()
            ]
        )
        questions = cls.env["vpdt.security.question"]
        questions.search([]).unlink()
        questions.create([{"text": "Screens locked?"}, {"text": "Visitors?"}])
        cls.env["vpdt.security.policy"].search([]).unlink()
        cls.policy = cls.env["vpdt.security.policy"].create(
            {"days": 10, "operator_days": 0, "head_days": 3, "watch_days": 7}
        )
        # without an address of its own the office sends no e-mail
        cls.env.company.email = "vanphong@example.com"
        cls.Finding = cls.env["vpdt.account.finding"]
        cls.me = "specialist_a"

    # -- time -----------------------------------------------------------------------

    def later(self, days):
        """Let everything happen `days` days from the first day, at 18:00 UTC."""
        day = self.today + timedelta(days=days - 1)
        return freeze_time(datetime.combine(day, datetime.min.time().replace(hour=18)))

    def check(self, days=0):
        """The nightly check of the `days`-th day; return the kinds found about me."""
        with self.later(days):
            self.env.registry.clear_cache()
            self.Finding._cron_check()
            self.env.flush_all()
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        return self.kinds()

    def open_(self, who=None, kind=None):
        domain = [
            ("user_id", "=", self.users[who or self.me].id),
            ("closed_at", "=", False),
        ]
        if kind:
            domain.append(("kind", "=", kind))
        return self.Finding.search(domain)

    def kinds(self, who=None):
        return sorted(self.open_(who).mapped("kind"))

    def on(self, days, hour=9):
        """Return the naive UTC moment of an hour in Vietnam `days` days from now."""
        day = self.today + timedelta(days=days)
        wall = datetime.combine(day, datetime.min.time().replace(hour=hour))
        return ZONE.localize(wall).astimezone(utc).replace(tzinfo=None)

    def workday(self, days):
        """Return the first day worked from so many days from now on, as a number."""
        work = self.agency_a._work_time()
        while not work.on(self.today + timedelta(days=days)):
            days += 1
        return days

    # -- rows as the system writes them ---------------------------------------------

    def sign_in_on(self, days, who=None, hour=9, result="ok", **more):
        self.env["vpdt.signin.attempt"].create(
            {
                "user_id": self.users[who or self.me].id,
                "at": self.on(days, hour),
                "result": result,
                "way": "password",
                **more,
            }
        )

    def use_on(self, days, who=None, hour=9):
        day = self.today + timedelta(days=days)
        self.env["vpdt.presence"].create(
            {
                "user_id": self.users[who or self.me].id,
                "day": day,
                "half": "morning",
                "at": self.on(days, hour),
            }
        )

    def give_password(self, who=None, author=None, days=0):
        """The account gets a password, set by `author` (itself) on that day."""
        user = self.users[who or self.me]
        self.env.cr.execute(
            SQL("UPDATE res_users SET password = 'x' WHERE id = %s", user.id)
        )
        self.env["vpdt.account.change"].create(
            {
                "author_id": (author or user).id,
                "user_id": user.id,
                "person": user.name,
                "login": user.login,
                "kind": "password",
                "at": self.on(days),
            }
        )

    def told(self, record, user):
        return self.env["mail.message"].search_count(
            [
                ("model", "=", record._name),
                ("res_id", "=", record.id),
                ("notified_partner_ids", "in", user.partner_id.ids),
            ]
        )

    def as_of(self, who, record):
        return record.with_user(self.users[who])

    def today_is(self, days):
        """It is ten o'clock `days` days from the first one, until the test ends."""
        frozen = freeze_time(self.on(days, 10))
        frozen.start()
        self.addCleanup(frozen.stop)
        self.env.registry.clear_cache()
