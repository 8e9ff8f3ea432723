import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.release import version

from odoo.addons.vpdt_documents.intake.client import ReaderUnavailable
from odoo.addons.vpdt_documents.office_time import time_text
from odoo.addons.vpdt_documents.pictures import PictureError, cleaned

_LONGEST_TEXT = 4000
_VIEWS = ("list", "kanban", "form", "pivot", "graph", "calendar", "activity")


class VpdtTicket(models.Model):
    """Reporting: from any screen, in two clicks."""

    _inherit = "vpdt.ticket"

    @api.model
    def action_report(self, matter, details=None):
        """Enter a request for help of the user; it goes to the operator of his agency.

        :param matter: what is the matter, in words
        :param details: {"category_id", "urgency_id", "phone", "screen": {"action",
            "tag", "model", "view"}, "browser", "picture" (base64 of PNG, JPEG or WebP),
            "no_secret" (said by the person, with a picture), "problem_id"}, each
            optional
        :return: {"id", "number", "answer_due"}
        :raises UserError: nothing is said, or the picture is not let in
        """
        self = self._own_context()
        user = self.env.user
        details = details if isinstance(details, dict) else {}
        problem = self._chosen("vpdt.known.problem", details.get("problem_id"))
        if problem and problem.state != "open":
            problem = problem.browse()
        if not isinstance(matter, str) or not matter.strip():
            if not problem:
                raise UserError(self.env._("Say what is the matter."))
            matter = problem.name
        if not user._is_internal():
            raise UserError(self.env._("Only accounts of the office ask for help."))
        # sudo: tickets are written here only; it is his own
        ticket = self.sudo()._do_report(user, matter.strip(), details, problem)
        return {
            "id": ticket.id,
            "number": ticket.number,
            "answer_due": fields.Datetime.to_string(ticket.answer_due),
        }

    def _do_report(self, user, matter, details, problem):
        urgency = self._chosen("vpdt.ticket.urgency", details.get("urgency_id"))
        urgency = urgency or self.env["vpdt.ticket.urgency"]._usual()
        category = self._chosen("vpdt.ticket.category", details.get("category_id"))
        category = category or problem.category_id or category._other()
        if not urgency or not category:
            raise UserError(
                self.env._(
                    "No category or urgency is set up: tell the operator of the system."
                )
            )
        now = fields.Datetime.now()
        agency = user._account_agency()
        ticket = self.create(
            {
                "number": self._next_number(),
                "user_id": user.id,
                "person": user.name,
                "agency_id": agency.id,
                "category_id": category.id,
                "urgency_id": urgency.id,
                "said_urgency_id": urgency.id,
                "text": matter[:_LONGEST_TEXT],
                "phone": self._line(details.get("phone"), 30),
                "browser": self._line(details.get("browser"), 200),
                "version": version,
                "picture": self._picture(details),
                "problem_id": problem.id,
                "reported_at": now,
                **self._screen(details.get("screen")),
            }
        )
        ticket._set_due()
        if not ticket._has_operator():
            ticket.level = "office"
        ticket._step("report", ticket.text, user)
        ticket._tell(
            ticket._operators(),
            lambda here: here.env._(
                "%(person)s asks for help: %(category)s, %(urgency)s. Answer by "
                "%(due)s. Look at VPĐT → Support → Requests for help.",
                person=here.person,
                category=here.category_id.name,
                urgency=here.urgency_id.name,
                due=time_text(here.answer_due),
            ),
        )
        return ticket

    @api.model
    def _next_number(self):
        """Return the next number of the year (of Vietnam)."""
        today = self.env["hr.job"]._today()
        sequence = self.env["ir.sequence"].with_context(ir_sequence_date=str(today))
        number = sequence.next_by_code("vpdt.ticket", sequence_date=today)
        if not number:
            raise UserError(
                self.env._(
                    "The sequence of requests for help is missing: tell the operator "
                    "of the system."
                )
            )
        return number

    @api.model
    def _chosen(self, model, record_id):
        """Return the record of an id that a client sent, none if there is none."""
        records = self.env[model]
        if isinstance(record_id, bool) or not isinstance(record_id, int):
            return records
        if not 0 < record_id < 2**31:
            return records
        return records.browse(record_id).exists()

    @api.model
    def _line(self, value, size):
        return " ".join(value.split())[:size] if isinstance(value, str) else False

    @api.model
    def _screen(self, screen):
        """Return the values that name a screen; nothing of what stood on it.

        Names are looked up here: what a client says is a title of a document sooner or
        later.
        """
        screen = screen if isinstance(screen, dict) else {}
        # sudo: names of actions and models
        sudo = self.sudo()
        action = sudo._chosen("ir.actions.actions", screen.get("action"))
        if not action and isinstance(screen.get("tag"), str):
            action = sudo.env["ir.actions.client"].search(
                [("tag", "=", screen["tag"])], limit=1
            )
        model = screen.get("model")
        known = isinstance(model, str) and model in self.env
        names = [
            action.with_context(lang="vi_VN").name,
            known and sudo.env["ir.model"].with_context(lang="vi_VN")._get(model).name,
        ]
        view = screen.get("view")
        return {
            "screen": " · ".join(dict.fromkeys(name for name in names if name)),
            "screen_action": action.path or False,
            "screen_model": model if known else False,
            "screen_view": view if view in _VIEWS else False,
        }

    @api.model
    def _picture(self, details):
        """Return the picture of the screen as base64, False without one.

        It passes the reader like every file people bring (R9): a secrecy mark that can
        be read is refused and stands in the register of refusals. A screen has no page
        that could be read for sure, so the person says that it shows no secret.

        :raises UserError: it is no picture, too large, or not let in
        """
        picture = details.get("picture")
        if not picture:
            return False
        if details.get("no_secret") is not True:
            raise UserError(
                self.env._(
                    "Say that the picture shows nothing secret, or take it away."
                )
            )
        try:
            data = cleaned(base64.b64decode(picture, validate=True))
        except (PictureError, binascii.Error, ValueError, TypeError) as error:
            code = getattr(error, "code", "wrong_type")
            raise UserError(self._picture_words(code)) from None
        try:
            self.env["ir.attachment"]._let_in_picture(data)
        except ReaderUnavailable:
            raise UserError(
                self.env._(
                    "The reader of papers is not running, so no picture can be taken "
                    "in now. Send the request without it."
                )
            ) from None
        return base64.b64encode(data)

    @api.model
    def _picture_words(self, code):
        if code == "too_large":
            return self.env._(
                "The picture is too large: at most 4 MB, 50 million dots."
            )
        return self.env._(
            "This is no picture of a screen. PNG, JPEG and WebP are taken in."
        )

    # -- times --------------------------

    def _set_due(self):
        """Set by when it is answered and repaired; what waited is added behind."""
        for ticket in self:
            agency = ticket._clock_agency()
            urgency = ticket.urgency_id
            ticket.answer_due = agency._add_hours(
                ticket.reported_at, urgency.answer_hours
            )
            due = agency._add_hours(ticket.reported_at, urgency.repair_hours)
            for start, end in ticket._pauses():
                due = agency._put_off(due, start, end)
            ticket.repair_due = due

    def _clock_agency(self):
        """Return the agency whose working hours count; the first one for nobody's."""
        self.ensure_one()
        if self.agency_id:
            return self.agency_id
        # sudo: the tree of agencies is no secret
        units = self.env["hr.department"].sudo()
        return units.search([("is_agency", "=", True)], order="id", limit=1)

    def _has_operator(self):
        """Whether the agency has an operator who can serve this one."""
        self.ensure_one()
        held = self.env["hr.job"]._holdings(
            roles=["operator"], agency_ids=self.agency_id.ids
        )
        # sudo: whether accounts are locked
        users = self.env["res.users"].sudo().browse(one.user_id for one in held)
        return bool((users - self.user_id).filtered(lambda user: not user.locked_at))
