import re

from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from ..models.res_users import TOURS
from .common import SupportCase

#: What a tour may not touch: every table of ours but what opening a screen writes.
OWN = ("vpdt_presence", "vpdt_signin_attempt", "vpdt_signin_count")


@tagged("post_install", "-at_install", "vpdt")
class TestFirstDay(SupportCase, HttpCase):
    """R19: everybody is led once over the screens of his role."""

    FROZEN = False

    def test_every_role_has_its_tour(self):
        for who, name in (
            ("clerk", "clerk"),
            ("chairman", "leader"),
            ("deputy_chief", "leader"),
            ("head_a", "head"),
            ("specialist_a", "specialist"),
            ("operator_a", "operator"),
        ):
            user = self.users[who]
            tour = f"vpdt_first_day_{name}"
            self.assertEqual(user._first_day_tour(), tour)
            found = self.env["web_tour.tour"]._first_day(user)
            self.assertEqual(found, tour)
        self.assertFalse(self.env.ref("base.user_admin")._first_day_tour())
        there = self.env["web_tour.tour"].search([]).mapped("name")
        self.assertFalse(set(TOURS.values()) - set(there))

    def test_once_begun_it_does_not_begin_by_itself(self):
        mine = self.as_("clerk", "web_tour.tour")
        self.assertFalse(mine.consume("vpdt_first_day_clerk"), "no tour of Odoo's next")
        self.assertFalse(mine._first_day(self.users["clerk"]))
        self.assertTrue(mine._first_day(self.users["clerk_a"]))

    def test_odoos_own_tours_are_left_out(self):
        self.users["clerk"].tour_enabled = True
        self.env["web_tour.tour"].create({"name": "some_tour_of_odoo"})
        self.assertFalse(self.as_("clerk", "web_tour.tour").get_current_tour())


class TourCase(SupportCase, HttpCase):
    """Runs the tours: they find what they point at, and nothing changes by them."""

    FROZEN = False

    def state(self):
        """Return a digest of each of our tables."""
        self.env.flush_all()
        names = self.env.execute_query(
            SQL("SELECT tablename FROM pg_tables WHERE tablename LIKE 'vpdt\\_%%'")
        )
        return {
            name: self.env.execute_query(
                SQL(
                    "SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM %s t",
                    SQL.identifier(name),
                )
            )
            for [name] in names
            # what the system measures of itself, as requests that were slow
            if name not in OWN and not name.startswith("vpdt_health")
        }

    def warm(self):
        """Let the server make what the pages load: it does so anew in each test, and a
        tour does not wait for it on a busy machine."""
        login = self.users["clerk"].login
        self.authenticate(login, login)
        page = self.url_open("/odoo", timeout=300)
        wanted = re.findall(r'(?:src|href)="(/web/assets/[^"]+)"', page.text)
        self.assertTrue(wanted)
        wanted += [
            f"/web/bundle/{name}?lang=vi_VN"
            for name in ("web.assets_tests", "web_tour.automatic")
        ]
        for path in wanted:
            answer = self.url_open(path, timeout=300)
            self.assertEqual(answer.status_code, 200, path)
            if path.startswith("/web/bundle"):
                for part in answer.json():
                    self.url_open(part["src"], timeout=300)
        self.logout()

    def run_tours(self):
        """Run the tour of each role as somebody of it."""
        self.warm()
        for who, name in (
            ("clerk", "clerk"),
            ("chairman", "leader"),
            ("head_a", "head"),
            ("specialist_a", "specialist"),
            ("operator_a", "operator"),
        ):
            before = self.state()
            with self.subTest(name):
                self.start_tour(
                    "/odoo/tai-khoan" if name == "operator" else "/odoo/ban-lam-viec",
                    f"vpdt_first_day_{name}",
                    login=self.users[who].login,
                    timeout=180,
                )
                self.assertEqual(self.state(), before)


@tagged("post_install", "-at_install", "vpdt")
class TestToursOnAComputer(TourCase):
    def test_tours_run(self):
        self.run_tours()


@tagged("post_install", "-at_install", "vpdt")
class TestToursOnAPhone(TourCase):
    """390 px wide: menus are in a side menu, lists are cards."""

    browser_size = "390x844"
    touch_enabled = True

    def test_tours_run(self):
        self.run_tours()
