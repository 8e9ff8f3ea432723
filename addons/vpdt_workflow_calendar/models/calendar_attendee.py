from odoo import api, fields, models
from odoo.fields import NO_ACCESS


class CalendarAttendee(models.Model):
    """What each attendee agreed to be away: the only thing absences are made from."""

    _inherit = "calendar.attendee"

    # Nobody writes them, so no forged event makes anybody away
    away_from = fields.Datetime(groups=NO_ACCESS, index="btree_not_null", copy=False)
    away_until = fields.Datetime(groups=NO_ACCESS, copy=False)
    away_kind = fields.Char(groups=NO_ACCESS, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        # The context comes from the client: what somebody agreed to does not
        context = {
            key: value
            for key, value in self.env.context.items()
            if not key.startswith("default_away_")
        }
        attendees = super(CalendarAttendee, self.with_context({}, **context)).create(
            vals_list
        )
        attendees._agree()
        return attendees

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self._agree()
        return result

    def unlink(self):
        # sudo: their own fields
        users = self.sudo().filtered("away_from")._away_users()
        result = super().unlink()
        self.env["vpdt.absence"]._follow_trips(users)
        return result

    def _away_users(self):
        """Return the people with an account behind these attendees."""
        # sudo: accounts only
        return self.sudo().partner_id.user_ids.filtered(lambda user: not user.share)

    def _user_may_say(self):
        """Whether the user may say that this attendee is away."""
        people = self._away_users()
        Absence = self.env["vpdt.absence"].sudo(False)
        return bool(people) and all(Absence._may_enter_for(user) for user in people)

    def _agree(self):
        """Take note of what these attendees agree to, and let absences follow.

        Declining, a type that no longer counts or a cancelled event end it. Accepting,
        or moving what was accepted, counts from the person or from whoever may enter
        his absence; what others write into his calendar waits until he answers.
        """
        changed = self.browse().sudo()
        # sudo: the fields nobody writes; who is asking was checked
        for attendee, mine in zip(self.sudo(), self, strict=True):
            event = attendee.event_id
            before = (attendee.away_from, attendee.away_until, attendee.away_kind)
            after = before
            if not (event.active and event.away_kind):
                after = (False, False, False)
            elif mine._user_may_say():
                # A move puts the answers of others back, not what they agreed to
                agreed = attendee.state == "accepted" or (
                    attendee.state == "needsAction" and before[0]
                )
                after = (
                    (*event._away_time(), event.away_kind)
                    if agreed
                    else (False, False, False)
                )
            if after != before:
                names = ("away_from", "away_until", "away_kind")
                attendee.write(dict(zip(names, after, strict=True)))
                changed |= attendee
        self.env["vpdt.absence"]._follow_trips(changed._away_users())

    def _forget_away(self):
        """The person decided by hand: this event no longer says that he is away."""
        # sudo: as in `_agree`
        self.sudo().write({"away_from": False, "away_until": False, "away_kind": False})
