from odoo import models

from odoo.addons.vpdt_documents.layout.listing import render_listing
from odoo.addons.vpdt_documents.layout.measures import ND30_PORTRAIT
from odoo.addons.vpdt_documents.layout.training import (
    attendance_certificate,
    attendance_list,
)
from odoo.addons.vpdt_documents.office_time import time_text


class VpdtTraining(models.Model):
    _inherit = "vpdt.training"

    def action_print(self):
        """Open the list of who was there as PDF."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/vpdt/training/{self.id}.pdf",
            "target": "new",
        }

    def _issuer(self):
        """Return the agency that trains: the one that watches others, or the top."""
        # sudo: the tree of agencies is no secret
        trainer = self.sudo().trainer_id
        top = trainer._account_agency()
        while top.parent_id.agency_id:
            top = top.parent_id.agency_id
        watching = top.search(
            [("watches_agencies", "=", True), ("id", "child_of", top.ids)], limit=1
        )
        return watching or top

    def _span_words(self):
        """Return from when to when, the day once where it is one day."""
        start, stop = map(time_text, (self.start, self.stop))
        if start[-10:] == stop[-10:]:
            return f"{start[:5]} – {stop[:5]} ngày {start[-10:]}"
        return f"{start} – {stop}"

    def _print(self):
        """Return the list of this session as PDF bytes, as far as the user sees it.

        :raises AccessError: he sees no seat of it
        """
        self.ensure_one()
        self.check_access("read")
        issuer = self._issuer()
        seats = self.env["vpdt.training.seat"].search(
            [("training_id", "=", self.id)], order="agency_id, id"
        )
        results = dict(seats._fields["result"]._description_selection(_vi(self).env))
        # sudo: names of colleagues and agencies, of seats the user sees
        rows = [
            (
                seat.user_id.name,
                seat.posts or seat.agency_id.name or "",
                "Có mặt" if seat.attended else "Vắng",
                results.get(seat.result) or "",
                seat.remark or "",
            )
            for seat in seats.sudo()
        ]
        # sudo: name of the trainer
        trainer = self.sudo().trainer_id.name
        paper = attendance_list(
            issuer.letterhead_name or issuer.name or "",
            (issuer.letterhead_parent,) if issuer.letterhead_parent else (),
            self.name,
            self._span_words(),
            self.place,
            trainer,
            issuer.place_name or "",
            self.day,
            self.result or "",
        )
        return render_listing(paper, rows, ND30_PORTRAIT)


class VpdtTrainingSeat(models.Model):
    _inherit = "vpdt.training.seat"

    def _print(self):
        """Return the certificate of attendance as PDF bytes.

        :raises AccessError: the seat is not the user's to see
        :raises UserError: the person was not there
        """
        self.ensure_one()
        self.check_access("read")
        self._check_attended()
        # sudo: the session of a seat the user sees
        training = self.sudo().training_id
        issuer = training._issuer()
        results = dict(self._fields["result"]._description_selection(_vi(self).env))
        paper = attendance_certificate(
            issuer.letterhead_name or issuer.name or "",
            (issuer.letterhead_parent,) if issuer.letterhead_parent else (),
            self.sudo().user_id.name,
            self.posts or "",
            issuer.place_name or "",
            {
                "topic": training.name,
                "span": training._span_words(),
                "place": training.place,
                "trainer": training.trainer_id.name,
                "result": results.get(self.result) or "đã tham gia",
                "date": training.day,
            },
        )
        return render_listing(paper, profile=ND30_PORTRAIT)


def _vi(records):
    return records.with_context(lang="vi_VN")
