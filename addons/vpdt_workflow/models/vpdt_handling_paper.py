from odoo import api, fields, models


class VpdtHandling(models.Model):
    """One paper on the desk: everything a leader needs to decide, in one call."""

    _inherit = "vpdt.handling"

    @api.readonly
    def desk_paper(self):
        """Return what the desk shows of the paper that this handling is about.

        Nothing is noted as opened by it: the next paper is fetched before it is
        looked at.

        :return: {"line": as in `desk_read`, "document": {…}, "files": [{id, name,
            pages, attachment_id}], "turn": as in `get_my_turn`, with "mine", "chain":
            [{author, at, text, here, to: [{holder, purpose, state, deadline, late}]}]
            the directives so far ("here": it led to this handling; "latest", of a
            draft: it belongs to the round under way), "requests": as
            `get_requests`, "options": as `get_transfer_options`, False where it
            cannot be passed on}
        """
        self.ensure_one()
        self.check_access("read")
        document = self.document_id
        handlings = document.handling_ids
        names = (handlings | self)._desk_names()
        moves = self._offered_moves()
        row = self._desk_row()
        return {
            "line": self._desk_line(row, self._desk_row_names([row])),
            "document": document._desk_facts(),
            "files": document._desk_files(),
            "turn": self._desk_turn(names, moves),
            "chain": document._desk_chain(names, self._directives_here()),
            "requests": document.get_requests(),
            "options": self.get_transfer_options() if "transfer" in moves else False,
        }

    def _directives_here(self):
        """Return the ids of the directives by which this came here, step by step."""
        # sudo: ids only, of steps of a document the user reads
        handling, ids = self.sudo(), set()
        while handling:
            ids.add(handling.directive_id.id)
            handling = handling.parent_id or handling.reopens_id
        return ids

    def _desk_turn(self, names, moves):
        def stamp(value):
            return fields.Datetime.to_string(value) if value else False

        return {
            "id": self.id,
            "document_id": self.document_id.id,
            "purpose": self.purpose,
            "to_agency": not self.user_id,
            "sender": names[self.sender_id.id],
            "holder": names[self.user_id.id]
            if self.user_id
            else self.agency_id.sudo().name,
            "text": self.text or "",
            "deadline": stamp(self.deadline),
            "suspended_at": stamp(self.suspended_at),
            "state": self.state,
            "instead_of": names[self.user_id.id]
            if self.acting_id and self.user_id != self.env.user
            else False,
            "mine": self._is_holder(),
            "moves": moves,
        }

    def _desk_receiver(self, names, now):
        late = (
            self.deadline
            and self.state not in ("returned", "recalled")
            and self.deadline < (self.closed_at or now)
        )
        return {
            "id": self.id,
            "holder": names[self.user_id.id]
            if self.user_id
            else self.agency_id.sudo().name,
            "purpose": self.purpose,
            "state": self.state,
            "deadline": fields.Datetime.to_string(self.deadline)
            if self.deadline
            else False,
            "late": bool(late and not self.suspended_at),
        }


class VpdtDocument(models.Model):
    _inherit = "vpdt.document"

    def _desk_facts(self):
        """Return what the paper says, as the desk shows it."""
        return {
            "id": self.id,
            "code": self.code or "",
            "type": self.type_id.name or "",
            "subject": self.subject or "",
            "issuer": self.issuer or "",
            "issued_date": fields.Date.to_string(self.issued_date)
            if self.issued_date
            else False,
            "signer": self.signer or "",
            "signer_position": self.signer_position or "",
            "field": self.field_id.name or "",
            "urgency": self.urgency,
            "page_count": self.page_count or 0,
            "note": self.note or "",
            "state": self.state,
        }

    def _desk_files(self):
        files = self.file_ids
        files.fetch(["name", "page_count", "attachment_id"])
        return [
            {
                "id": file.id,
                "name": file.name,
                "pages": max(file.page_count or 1, 1),
                "attachment_id": file.attachment_id.id,
            }
            for file in files
        ]

    def _desk_chain(self, names, here):
        """Return the directives so far, oldest first, each with whom it went to.

        :param here: ids of those that led to the handling that is shown
        """
        now = fields.Datetime.now()
        chain = []
        for directive in self.directive_ids.sorted("id"):
            made = directive.handling_ids
            chain.append(
                {
                    "id": directive.id,
                    # sudo: names of colleagues on a document the user reads
                    "author": names.get(directive.author_id.id)
                    or directive.author_id.sudo().name,
                    "at": fields.Datetime.to_string(directive.at),
                    "text": directive.text or "",
                    "here": directive.id in here,
                    "to": [item._desk_receiver(names, now) for item in made],
                }
            )
        return chain
