"""Ways to act out of turn, or to bend a move (I1, design 5a)."""

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import RouteCase


@tagged("post_install", "-at_install", "vpdt")
class TestWaysRound(RouteCase):
    def test_default_of_ones_own(self):
        """I1: handlings are not born recalled because their sender likes it."""
        document = self.to_chairman()
        Default = self.as_("chairman", "ir.default")
        for field, value in (
            ("state", "recalled"),
            ("result", "forged"),
            ("opened_at", "2020-01-01 00:00:00"),
        ):
            Default.set("vpdt.handling", field, value, user_id=True)
        self.pass_on(document, "chairman", ("a", "lead"))
        handling = self.open_(document, agency=self.agency_a)
        self.assertEqual(handling.state, "waiting")
        self.assertFalse(handling.result or handling.opened_at)
        self.assertInvariants(document)

    def test_directive_is_not_named(self):
        """I3: a refusal in debug mode does not quote the directive."""
        document = self.to_chairman()
        directive = self.pass_on(
            document, "chairman", ("a", "lead"), text="Lời phê kín"
        )
        error = (
            self.env["ir.rule"]
            .with_user(self.users["head_o"])
            ._make_access_error("read", directive)
        )
        self.assertNotIn("Lời phê kín", str(error))

    def test_operator_is_no_receiver(self):
        """R23: no rule of the route sends papers to the operator."""
        Rule = self.as_("operator", "vpdt.transfer.rule")
        vals = {"from_role": "clerk", "to_role": "operator", "purpose": "inform"}
        with self.assertRaises(ValidationError):
            Rule.create(vals)
        rule = Rule.search([], limit=1)
        with self.assertRaises(ValidationError):
            rule.write({"to_role": "operator"})

    def test_former_holder_directs_nobody(self):
        """R17: who has left the post returns the paper; he directs nobody with it."""
        document = self.to_chairman()
        handling = self.open_(document, "chairman")
        self.posts["chairman"].role = "specialist"
        with self.assertRaises(UserError):
            handling.action_transfer([self.line("a", "lead")], "Làm đi")
        handling.action_return("Không còn giữ chức vụ")
        self.assertInvariants(document)
        self.assertEqual(self.open_(document, "chief").state, "opened")

    def test_mail_names_no_subject(self):
        """I3: who chose e-mail gets the number, never what the paper says."""
        chairman = self.users["chairman"]
        chairman.write({"notification_type": "email", "email": "c@example.org"})
        self.users["chief"].email = "s@example.org"
        # in the hours of work: at night an e-mail waits for the morning
        with freeze_time("2026-11-23 09:00+07:00"):
            document = self.to_chairman(subject="Việc chỉ người đọc biết", number="314")
            self.tell()
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", chairman.partner_id.ids)]
        )
        texts = " ".join(
            f"{out['body']} {out['subject']}"
            for mail in mails
            for out in mail._prepare_outgoing_list()
        )
        self.assertIn(document.code.replace("/", "-"), texts.replace("/", "-"))
        self.assertNotIn("chỉ người đọc biết", texts)
