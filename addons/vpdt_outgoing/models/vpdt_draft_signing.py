import hashlib
import hmac

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_workflow.routing import OPEN

from ..signing import PageCode, SigningError, match, reorder, sort_out, stamp


class VpdtDraft(models.Model):
    """Signing on paper: the copy that is printed, the scan that comes back (R5)."""

    _inherit = "vpdt.draft"

    @api.model
    def _signing_key(self):
        """Return the key of this office's page codes (bytes)."""
        # sudo: the secret of the database; what is made of it does not tell it
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        return hmac.new(
            secret.encode(), b"vpdt_outgoing.signing", hashlib.sha256
        ).digest()

    def _signing_copy(self):
        """Return the approved version with a code on each page (PDF bytes).

        :raises UserError: it is not approved, or its print cannot be stamped
        """
        self.ensure_one()
        self.check_access("read")
        self._check_state("signing")
        version = self.version_id
        # sudo: the print of the version; the right to read the draft was just checked
        data = version.sudo().pdf_id.attachment_id.raw
        try:
            return stamp(
                data,
                draft=self.id,
                version=version.number,
                key=self._signing_key(),
            )
        except SigningError as error:
            raise UserError(
                self.env._(
                    "The print of this version cannot be given its page codes "
                    "(%(code)s): make a new version.",
                    code=error.code,
                )
            ) from error

    def action_print_signing_copy(self):
        """Open the copy to sign in a new tab."""
        self.ensure_one()
        self.check_access("read")
        self._check_state("signing")
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/draft/{self.id}/signing.pdf",
            "target": "new",
        }

    # -- the scan ------------------------------------------------------------------

    @api.model
    def _of_codes(self, answer):
        """Return (draft, found) that the page codes of a scan name, if any is ours.

        :param answer: of the reader: {"pages", "codes", "blank"}
        :return: (vpdt.draft or none, list of signing.Found, one a page)
        """
        found = sort_out(answer, self._signing_key())
        named = [item.code.draft for item in found if item.code]
        if not named:
            return self.browse(), found
        most = max(set(named), key=named.count)
        # under the user's rights: a clerk who does not read the draft finds none
        return self.search([("id", "=", most)]), found

    def _match(self, found):
        """Return how the pages of a scan fit the version that was approved.

        :param found: list of signing.Found
        :return: signing.Match
        """
        version = self.version_id
        return match(
            found,
            [
                PageCode(self.id, version.number, page, version.pages)
                for page in range(1, version.pages + 1)
            ],
        )

    def _tie(self, file, date, found, reason=""):
        """Take a scan as the signed paper; no check of rights here.

        :param file: vpdt.file (of an intake)
        :param date: the day it was signed
        :param found: signing.Match or None, when it is tied by hand
        """
        draft = self.sudo()
        file = file.sudo()
        file.write({"document_id": draft.document_id.id, "sequence": 20})
        if found and found.rearranged and file.mimetype == "application/pdf":
            # The scan as it came stays beside the one whose pages were put in order
            file = file._twin(
                draft.document_id,
                reorder(
                    file.attachment_id.raw,
                    found.order,
                    file._reader("pictures"),
                    found.turns,
                ),
            )
        file.sequence = 1
        root = draft._root()
        signing = root.child_ids.filtered(
            lambda item: item.purpose == "sign" and item.state in OPEN
        )
        self.env["vpdt.draft.approval"].sudo().create(
            {
                "draft_id": draft.id,
                "document_id": draft.document_id.id,
                "version_id": draft.version_id.id,
                "kind": "sign",
                "user_id": draft.signer_id.id,
                "text": self.env._(
                    "Signed on paper; the scan was tied by %(who)s.",
                    who=self.env.user.name,
                ),
                "digest": draft.version_id.digest,
            }
        )
        for step in signing:
            step.with_user(self.env.user)._close(
                "done", result=reason or "", result_kind="note"
            )
        root.child_ids.filtered(
            lambda item: item.purpose == "issue" and item.state in OPEN
        ).write({"deadline": draft._issue_by()})
        self._set_state(
            "signed",
            signed_file_id=file.id,
            signed_on=date,
            tie_reason=reason,
        )
        self.env["vpdt.search"]._index(draft.document_id)
        root._notify(
            root.user_id - self.env.user,
            self.env._("It was signed; it waits for its number."),
            "answered",
        )
