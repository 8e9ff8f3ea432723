from odoo import api, fields, models
from odoo.exceptions import UserError


class VpdtIntake(models.Model):
    """A scan that bears page codes is the signed paper of a draft, no incoming one."""

    _inherit = "vpdt.intake"

    draft_id = fields.Many2one(
        "vpdt.draft", readonly=True, index="btree_not_null", ondelete="set null"
    )
    page_codes = fields.Json(
        readonly=True,
        help="What the reader found of page codes: pages, codes, blank pages.",
    )
    draft_problem = fields.Text(compute="_compute_draft_problem")
    draft_fits = fields.Boolean(compute="_compute_draft_problem")

    @api.model
    def _read_from_paper(self):
        # which draft was signed is what the codes on its pages say (decision 15)
        return super()._read_from_paper() | {"draft_id", "page_codes"}

    def _after_take_in(self, answer):
        result = super()._after_take_in(answer)
        seen = {"pages": answer["pages"], "codes": answer.get("codes") or []}
        if not self.env["vpdt.draft"]._of_codes(seen)[0]:
            return result
        # sudo: the clerk's own paper; its pages are all looked at for their codes
        file = self.sudo().file_ids
        seen = file._reader().read_codes(file.attachment_id.raw)
        draft, _found = self.env["vpdt.draft"]._of_codes(seen)
        # sudo: what was read from the paper is written by the system (see write)
        self.sudo().write(
            {
                "draft_id": draft.id,
                "page_codes": {
                    name: seen[name] for name in ("pages", "codes", "blank")
                },
            }
        )
        return result

    @api.depends("draft_id", "page_codes")
    def _compute_draft_problem(self):
        for intake in self:
            draft = intake.draft_id
            intake.draft_problem, intake.draft_fits = False, False
            if not draft or not draft.has_access("read"):
                continue
            _draft, found = draft._of_codes(intake.page_codes)
            problems = intake._fit_problems(draft, draft._match(found))
            intake.draft_problem = "\n".join(problems)
            intake.draft_fits = not problems

    def _fit_problems(self, draft, found):
        """Return in words why a scan is not the signed paper of `draft`, [] if it is.

        :param found: signing.Match
        """
        problems = []

        def pages(numbers):
            return ", ".join(str(getattr(item, "page", item)) for item in numbers)

        if draft.state != "signing":
            named = dict(draft._fields["state"]._description_selection(self.env))
            problems.append(
                self.env._(
                    "The draft does not wait for a signature: it is %(state)s.",
                    state=named[draft.state].lower(),
                )
            )
        for numbers, words in (
            (found.missing, self.env._("Missing pages: %(pages)s.")),
            (
                found.other_version,
                self.env._(
                    "Pages %(pages)s of the scan are of another version: what is "
                    "signed is the one that was approved."
                ),
            ),
            (
                found.other_draft,
                self.env._("Pages %(pages)s of the scan are of another draft."),
            ),
            (
                found.forged,
                self.env._(
                    "Pages %(pages)s of the scan bear a code of another office."
                ),
            ),
            (found.doubled, self.env._("Doubled pages: %(pages)s.")),
            (found.without, self.env._("Pages %(pages)s of the scan bear no code.")),
            (
                found.attached,
                self.env._(
                    "Pages %(pages)s of the scan stand behind the paper and bear no "
                    "code: say what they are."
                ),
            ),
        ):
            if numbers:
                problems.append(words % {"pages": pages(numbers)})
        return problems

    def action_tie(self, signed_on=None, draft_id=None, reason=""):
        """Take this scan as the signed paper of its draft.

        :param signed_on: the day it was signed; today when None
        :param draft_id: by hand: the draft, where the codes do not tell (with a reason)
        :param reason: why a scan is taken whose pages do not fit, or bear no code
        :return: the action that shows the draft
        """
        self.ensure_one()
        self = self._own_context()
        self.check_access("write")
        self._check_clerk(self.agency_id.id)
        if not self.try_lock_for_update():
            raise UserError(
                self.env._("A colleague is registering this paper right now.")
            )
        draft = self.env["vpdt.draft"].browse(draft_id or self.draft_id.id)
        if not draft:
            raise UserError(self.env._("Choose the draft it is the signed paper of."))
        draft._check_issuer_clerk("signing")
        reason = (reason or "").strip()
        found = None
        if draft == self.draft_id:
            found = draft._match(draft._of_codes(self.page_codes)[1])
            problems = self._fit_problems(draft, found)
            if problems and not reason:
                raise UserError("\n".join(problems))
        elif not reason:
            raise UserError(
                self.env._("It bears no code of this draft: say why it is the one.")
            )
        today = self.env["hr.job"]._today()
        signed_on = fields.Date.to_date(signed_on) or today
        if signed_on > today:
            raise UserError(self.env._("It cannot be signed after today."))
        if not self.secrecy_checked and not self.secrecy_looked:
            raise UserError(
                self.env._(
                    "Page 1 is hard to read: look at it and tick that it bears no "
                    "secrecy mark."
                )
            )
        if len(self.sudo().file_ids) != 1:
            raise UserError(self.env._("The signed paper is one file."))
        draft._tie(self.sudo().file_ids, signed_on, found, reason)
        # sudo: the intake row has served; its file belongs to the draft now
        self.sudo().file_ids.intake_id = False
        self.sudo().unlink()
        return {
            "type": "ir.actions.act_window",
            "res_model": "vpdt.draft",
            "res_id": draft.id,
            "views": [[False, "form"]],
            "name": draft.display_name,
            "target": "main",
        }
