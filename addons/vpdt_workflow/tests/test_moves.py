from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..routing import MOVES, STATES
from .common import RouteCase

# Who may do what in which state, written out by hand: (state, move) → kinds of user.
# "holder" the person it lies with; "sender" who sent it. Everything else is refused.
ALLOWED = {
    ("waiting", "open"): {"holder"},
    ("waiting", "transfer"): {"holder"},
    ("waiting", "return"): {"holder"},
    ("waiting", "finish"): {"holder"},
    ("waiting", "recall"): {"sender"},
    ("opened", "transfer"): {"holder"},
    ("opened", "return"): {"holder"},
    ("opened", "finish"): {"holder"},
    ("opened", "add"): {"holder"},
    ("passed", "add"): {"holder"},
    ("waiting", "ask_opinion"): {"holder"},
    ("opened", "ask_opinion"): {"holder"},
    ("waiting", "suspend"): {"holder"},
    ("opened", "suspend"): {"holder"},
    ("waiting", "ask_extend"): {"holder"},
    ("opened", "ask_extend"): {"holder"},
    ("waiting", "extend"): {"sender"},
    ("opened", "extend"): {"sender"},
    ("passed", "extend"): {"sender"},
    ("opened", "ask_take_back"): {"sender"},
    ("passed", "ask_take_back"): {"sender"},
    ("waiting", "remind"): {"sender"},
    ("opened", "remind"): {"sender"},
    ("passed", "remind"): {"sender"},
}
# The same for what lies with an agency: any of its clerks.
ALLOWED_AGENCY = {
    ("waiting", "open"): {"clerk"},
    ("waiting", "accept"): {"clerk"},
    ("waiting", "return"): {"clerk"},
    ("waiting", "recall"): {"sender"},
    ("opened", "accept"): {"clerk"},
    ("opened", "return"): {"clerk"},
    ("waiting", "extend"): {"sender"},
    ("opened", "extend"): {"sender"},
    ("passed", "extend"): {"sender"},
    ("opened", "ask_take_back"): {"sender"},
    ("passed", "ask_take_back"): {"sender"},
    ("waiting", "remind"): {"sender"},
    ("opened", "remind"): {"sender"},
    ("passed", "remind"): {"sender"},
}


@tagged("post_install", "-at_install", "vpdt")
class TestMoves(RouteCase):
    """R4: every move in every state by every kind of person."""

    # Whom the rules offer the holder in charge; set by each walk.
    receiver = "a"
    further = ("b", "support")
    asked = "b"

    def make(self, handling, move):
        arguments = {
            "open": (),
            "accept": (),
            "transfer": ([self.line(self.receiver, "lead")],),
            "return": ("lý do",),
            "finish": ("kết quả",),
            # nothing here is for review: nobody may (test_approve)
            "approve": (),
            "recall": ("lý do",),
            "add": ([self.line(*self.further)], "thêm"),
            "ask_opinion": ([self.line(self.asked, "opinion")], "hỏi"),
            "change_lead": (self.line(self.receiver, "lead"), "lý do"),
            "suspend": ("chờ",),
            "resume": (),
            "ask_extend": (fields.Datetime.now() + timedelta(days=60), "lý do"),
            "extend": (fields.Datetime.now() + timedelta(days=60),),
            "ask_take_back": ("lý do",),
            "reopen": ("lý do",),
            "remind": ("nhắc",),
            # the papers here are not express: nobody confirms them (test_notices)
            "acknowledge": (),
        }[move]
        getattr(handling, f"action_{move}")(*arguments)

    def walk(self, document, handling, people, allowed):
        for state in STATES:
            for move in MOVES:
                for kind, user in people.items():
                    with (
                        self.subTest(state=state, move=move, who=kind),
                        self.env.cr.savepoint() as savepoint,
                    ):
                        self.check(document, handling, state, move, user, allowed, kind)
                        savepoint.rollback()
                        self.env.invalidate_all()

    def check(self, document, handling, state, move, user, allowed, kind):
        handling.sudo().write(
            {"state": state, "deadline": fields.Datetime.now() + timedelta(days=9)}
        )
        document._sync_readers()
        before = self.history(document)
        refused = False
        try:
            self.make(handling.with_user(user), move)
        except (AccessError, UserError):
            refused = True
        changed = self.history(document) != before
        may = kind in allowed.get((state, move), ())
        if may:
            self.assertFalse(refused, "refused what is allowed")
            self.assertTrue(changed, "nothing happened")
        else:
            self.assertFalse(changed, "changed something it must not")
            # Opening is a note, not an order: for others it has no effect.
            self.assertTrue(refused or move == "open", "not told")

    def test_with_a_person(self):
        """What lies with a person is moved by that person, recalled by the sender."""
        document = self.to_chairman()
        people = {
            "holder": self.users["chairman"],
            "sender": self.users["chief"],
            "reader": self.users["clerk"],
            "stranger": self.users["clerk_o"],
            "other agency": self.users["head_a"],
            "operator": self.users["operator"],
            "administrator": self.env.ref("base.user_admin"),
        }
        self.walk(document, self.open_(document, "chairman"), people, ALLOWED)

    def test_with_an_agency(self):
        """What lies with an agency is accepted or returned by its clerk; passing it
        on and finishing it are the head's, after it is registered (Điều 3.2)."""
        document = self.to_agencies()
        people = {
            "clerk": self.users["clerk_a"],
            "sender": self.users["chairman"],
            "head": self.users["head_a"],
            "other clerk": self.users["clerk_b"],
            "reader": self.users["chief"],
            "stranger": self.users["clerk_o"],
        }
        handling = self.open_(document, agency=self.agency_a)
        self.receiver = "head_a"
        self.walk(document, handling, people, ALLOWED_AGENCY)

    def test_buttons_are_the_moves(self):
        """What the form offers is what the person can do."""
        document = self.to_agencies()
        turn = {}
        for name in ("clerk_a", "clerk_b", "vice", "deputy_chief"):
            [mine] = document.with_user(self.users[name]).get_my_turn()
            turn[name] = set(mine["moves"])
        self.assertEqual(turn["clerk_a"], {"accept", "return"})
        self.assertEqual(turn["clerk_b"], {"accept", "return"})
        self.assertEqual(
            turn["vice"], {"transfer", "finish", "return", "ask_opinion", "suspend"}
        )
        self.assertEqual(document.with_user(self.users["chief"]).get_my_turn(), [])
        tree = document.with_user(self.users["chairman"]).get_transfer_tree()
        self.assertEqual(
            sum("recall" in node["moves"] for node in tree), 4, "all four are unopened"
        )

    def test_registration_is_neither_returned_nor_recalled(self):
        """The clerk's own line is the root: there is nobody behind it."""
        self.env["vpdt.transfer.rule"].search(
            [("agency_id", "=", self.committee.id), ("from_role", "=", "clerk")]
        ).unlink()
        document = self.register().document_id
        root = self.open_(document, "clerk")
        for move in ("return", "recall"):
            with self.subTest(move), self.assertRaises(UserError):
                self.make(root, move)
        self.assertInvariants(document)
        root.action_finish("Để biết, lưu")
        self.assertEqual(document.state, "done")

    def test_approve(self):
        """R5: what was given for review is approved by whom it was given to, once,
        and is finished with that; it never ends the paper."""
        self.env["vpdt.transfer.rule"].create(
            {
                "agency_id": self.committee.id,
                "from_role": "chairman",
                "to_role": "deputy_chief_of_office",
                "purpose": "review",
            }
        )
        document = self.to_chairman()
        self.pass_on(document, "chairman", ("a", "lead"), ("deputy_chief", "review"))
        review = self.open_(document, "deputy_chief")
        self.assertIn("approve", review._offered_moves())
        self.assertNotIn("finish", review._offered_moves())
        for name in ("chairman", "chief", "clerk"):
            with self.subTest(name), self.assertRaises(AccessError):
                review.with_user(self.users[name]).action_approve()
        with self.assertRaises(UserError):
            review.action_finish("Xong")
        review.action_approve("Đồng ý")
        self.assertEqual((review.state, review.result), ("done", "Đồng ý"))
        with self.assertRaises(UserError):
            review.action_approve()
        self.assertInvariants(document)
