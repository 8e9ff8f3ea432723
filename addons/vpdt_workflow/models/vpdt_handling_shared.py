from odoo import api, fields, models
from odoo.exceptions import UserError

from ..desk import common_candidates
from ..routing import refusal
from .vpdt_handling_many import MOST


class VpdtHandling(models.Model):
    """One directive for several papers: what may be chosen for all of them (R2)."""

    _inherit = "vpdt.handling"

    @api.model
    @api.readonly
    def get_transfer_options_many(self, handling_ids):
        """Return whom all of these handlings may be passed to.

        :param handling_ids: ids, at most 100; those that cannot be passed on now are
            left out and named
        :return: as `get_transfer_options`, with "left_out": [{"id", "message"}];
            "purpose" is "lead" where any of them is the lead; "deadline" the one
            proposed for all of them, False where it differs
        """
        ids = list(dict.fromkeys(int(one) for one in handling_ids))
        if len(ids) > MOST:
            raise UserError(self.env._("At most %(most)s papers at once.", most=MOST))
        handlings = self.search([("id", "in", ids)])
        left_out = handlings._not_to_pass()
        open_ = handlings.filtered(lambda item: item.id not in left_out)
        samples = open_._samples()
        offers = [sample._candidates() for sample in samples]
        candidates = common_candidates(offers)
        days = max((item["days"] for item in candidates), default=0)
        deadlines = open_._proposed_deadlines(samples, offers)
        return {
            "purpose": "lead"
            if "lead" in open_.mapped("purpose")
            else open_[:1].purpose or False,
            "days": days or False,
            "deadline": fields.Datetime.to_string(deadlines.pop())
            if len(deadlines) == 1 and None not in deadlines
            else False,
            "candidates": [
                {
                    name: value
                    for name, value in item.items()
                    if name not in ("days", "role")
                }
                for item in candidates
            ],
            "left_out": [
                {"id": one, "message": left_out[one]}
                for one in handlings.ids
                if one in left_out
            ],
        }

    def _not_to_pass(self):
        """Return {id: why in words} of those the user cannot pass on now."""
        left_out = {}
        for handling in self:
            why = refusal(
                "transfer",
                handling.state,
                holder=handling._is_holder(),
                sender=handling._is_sender(),
                agency=not handling.user_id,
                suspended=bool(handling.suspended_at),
                root=not handling.parent_id,
                purpose=handling.purpose,
            )
            if why == "not_yours":
                left_out[handling.id] = self.env._("This is not yours to do.")
            elif why:
                left_out[handling.id] = handling._refusal_text(why)
        return left_out

    def _samples(self):
        """Return one handling of each kind that the rules tell apart.

        Twenty papers of three fields are three questions, not twenty.
        """
        kinds = {}
        for handling in self:
            proposal = handling.directive_id.proposal if handling.is_main else None
            key = (
                handling.agency_id,
                handling.role,
                handling.user_id,
                handling.purpose == "lead",
                handling.document_id.field_id,
                # who has it already, and what was proposed, are told apart by paper
                str(proposal) if proposal else "",
            )
            kinds.setdefault(key, handling)
        return self.browse().union(*kinds.values())

    def _proposed_deadlines(self, samples, offers):
        """Return the set of deadlines proposed for these; None where there is none."""
        days = {
            (sample.agency_id, sample.role, sample.document_id.field_id): max(
                (item["days"] for item in offer.values()), default=0
            )
            for sample, offer in zip(samples, offers, strict=True)
        }
        times = self.agency_id._work_times()
        # sudo: everybody's deadlines are counted, whoever may see the set-up
        terms = self.env["vpdt.urgency.term"].sudo().search([("amount", ">", 0)])
        found = set()
        for handling in self:
            key = handling.agency_id, handling.role, handling.document_id.field_id
            urgency = handling.document_id.urgency
            [deadline, _cause] = handling._term(
                days[key],
                times[handling.agency_id],
                terms.filtered(lambda term, level=urgency: term.urgency == level),
            )
            found.add(handling._proposal_deadline() or deadline)
        return found
