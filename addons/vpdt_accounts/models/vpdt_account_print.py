from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.vpdt_documents.layout.accounts import (
    account_certificate,
    account_ledger,
)
from odoo.addons.vpdt_documents.layout.listing import render_listing
from odoo.addons.vpdt_documents.layout.measures import ND30_PORTRAIT
from odoo.addons.vpdt_documents.office_time import time_text, utc_time


class VpdtAccountChange(models.Model):
    _inherit = "vpdt.account.change"

    @api.model
    def _print(self, date_from=None, date_to=None, agency_id=None):
        """Return the ledger as PDF bytes, as far as the user sees it, oldest first.

        :param date_from, date_to: days in Vietnam, both included; None: no limit
        """
        domain = []
        if date_from:
            domain.append(("at", ">=", self._midnight(date_from)))
        if date_to:
            day_after = fields.Date.add(date_to, days=1)
            domain.append(("at", "<", self._midnight(day_after)))
        if agency_id:
            domain.append(("agency_id", "=", agency_id))
        changes = self.with_context(lang="vi_VN").search(domain, order="id")
        kinds = dict(changes._fields["kind"]._description_selection(changes.env))
        rows = [
            (
                time_text(change.at),
                f"{change.person} ({change.login})",
                kinds[change.kind],
                change.decision or change.reason or "",
                change.before or "",
                change.after or "",
                # sudo: names of colleagues
                change.author_id.sudo().name,
            )
            for change in changes
        ]
        (issuer, parents), _post = self.env.user._printed_post()
        span = " ".join(
            part
            for part in (
                date_from and f"Từ ngày {date_from:%d/%m/%Y}",
                date_to and f"đến hết ngày {date_to:%d/%m/%Y}",
            )
            if part
        )
        span = span[:1].upper() + span[1:]
        return render_listing(account_ledger(issuer, parents, span), rows)

    @api.model
    def _midnight(self, day):
        return utc_time(fields.Datetime.to_datetime(day))


class ResUsers(models.Model):
    _inherit = "res.users"

    def _certificate(self):
        """Return the certificate of this account as PDF bytes.

        :raises AccessError: it is neither the user's own nor his to oversee
        """
        self.ensure_one()
        overseen = self.env.user._overseen_agencies()
        agency = self._account_agency()
        if self != self.env.user and overseen is not None and not (agency & overseen):
            raise AccessError(
                self.env._("The certificate is given to the person himself.")
            )
        # sudo: the ledger of this account, which whoever was checked may see
        user = self.sudo()
        issued = (
            self.env["vpdt.account.change"]
            .sudo()
            .search(
                [
                    ("user_id", "=", user.id),
                    ("kind", "in", ("issue", "restore", "known")),
                ],
                order="id desc",
                limit=1,
            )
        )
        top = agency
        while top.parent_id.agency_id:
            top = top.parent_id.agency_id
        watching = top.search(
            [("watches_agencies", "=", True), ("id", "child_of", top.ids)], limit=1
        )
        issuer = watching or top
        above = issuer.letterhead_parent
        paper = account_certificate(
            issuer.letterhead_name or issuer.name or "",
            (above,) if above else (),
            user.name,
            user._printed_post()[1],
            issuer.place_name or "",
            self.env["hr.job"]._today(),
        )
        since = issued and time_text(issued.at)
        rows = [
            ("Tên đăng nhập", user.login),
            ("Cơ quan, đơn vị", agency.name or ""),
            ("Chức vụ", user._posts_text()),
            ("Quyền sử dụng", user._rights_text()),
            ("Cấp lúc", since or ""),
            ("Căn cứ", issued.decision or ""),
            ("Tình trạng", "Đang khóa" if user.locked_at else "Đang sử dụng"),
            # which ones, in words: how he signs is not for everybody who sees this
            *(
                ("Mẫu chữ ký", f"{specimen._words()} ({specimen.decision})")
                for specimen in self.env["vpdt.signature.specimen"]._of(user)
            ),
        ]
        return render_listing(paper, rows, ND30_PORTRAIT)
