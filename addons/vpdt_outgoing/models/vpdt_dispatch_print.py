from datetime import datetime, time

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.vpdt_documents.layout import (
    LayoutError,
    Receiver,
    RegisterCover,
    Sender,
    render_envelopes,
    render_register,
)
from odoo.addons.vpdt_documents.office_time import local_time, utc_time

_URGENCY = {"1": "urgent", "2": "very_urgent", "3": "express", "4": "express"}


class VpdtDispatch(models.Model):
    """What of deliveries is printed: envelopes, the post register."""

    _inherit = "vpdt.dispatch"

    def _envelopes(self, size="C5"):
        """Return an envelope a page (PDF bytes) for each of these receivers.

        :param size: key of `layout.ENVELOPES`
        :raises UserError: there is none, or a name does not fit
        """
        self.check_access("read")
        if not self:
            raise UserError(
                self.env._("Choose receivers who get it by post or by hand.")
            )
        agency = self[:1].document_id._issuing_agency() or self[:1].draft_id.issuer_id
        # sudo: letterhead of the agency
        agency = agency.sudo()
        try:
            return render_envelopes(
                Sender(
                    agency=agency.letterhead_name or agency.name,
                    parents=(agency.letterhead_parent,)
                    if agency.letterhead_parent
                    else (),
                ),
                [
                    Receiver(
                        name=line.name,
                        address=line.address or "",
                        codes=tuple(filter(None, (line.document_id.code,))),
                        urgency=_URGENCY.get(line.document_id.urgency, ""),
                    )
                    for line in self
                ],
                size,
            )
        except LayoutError as error:
            raise UserError(
                self.env._("The envelopes cannot be printed: %(why)s", why=str(error))
            ) from error

    @api.model
    def _post_register(self, date_from, date_to):
        """Return Sổ gửi văn bản đi bưu điện in print (NĐ 30/2020 PL IV; PDF bytes).

        Lines are read with the user's own rights.

        :param date_from, date_to: span of days of sending; this year when None
        :raises UserError: the span is turned round
        """
        today = self.env["hr.job"]._today()
        date_from = date_from or today.replace(month=1, day=1)
        date_to = date_to or today
        if date_from > date_to:
            raise UserError(
                self.env._("The span ends before it begins: change it round.")
            )

        def moment(day, at):
            return utc_time(datetime.combine(day, at))

        agency = self.env.user._agencies(roles=["clerk"])[:1]
        lines = self.search(
            [
                ("method", "=", "post"),
                ("sent_at", ">=", moment(date_from, time.min)),
                ("sent_at", "<=", moment(date_to, time.max)),
                ("document_id.entry_ids.agency_id", "=", agency.id),
            ],
            order="sent_at, id",
        )
        rows = [
            {
                "transfer_date": local_time(line.sent_at).date(),
                "number_symbol": line.document_id.code or "",
                "receiver": "\n".join(filter(None, (line.name, line.address))),
                "envelopes": line.envelopes,
                "note": line.note or "",
            }
            for line in lines
        ]
        return render_register(
            "post",
            RegisterCover(
                agency=(agency.letterhead_name or agency.name or "").upper(),
                parent=(agency.letterhead_parent or "").upper(),
                year=date_to.year,
                date_from=date_from,
                date_to=date_to,
            ),
            rows,
        )
