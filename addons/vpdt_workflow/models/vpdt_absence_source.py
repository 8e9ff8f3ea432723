from datetime import timedelta

from odoo import api, fields, models

from .vpdt_absence import LIVE

_A_SECOND = timedelta(seconds=1)


class VpdtAbsence(models.Model):
    """Absences that follow from elsewhere: granted leave, a trip in the calendar.

    The seam for addons that know why people are away. Who acts is what the person's
    standing substitutes say (`vpdt.standing.substitute`); without any he is told.
    """

    _inherit = "vpdt.absence"

    @api.model
    def _from_source(self, user, start, end, kind, **source):
        """Enter an absence that follows from elsewhere, unless it is known.

        :param start, end: UTC
        :param source: fields that such an addon adds, as the leave it follows from
        :return: the absence; none where the person holds no post or is known to be
            away in that time already
        """
        if not user._holdings() or end <= fields.Datetime.now():
            return self.browse()
        # sudo: the system enters it; whoever grants leave need not work with papers
        known = self.sudo().search(
            [
                ("user_id", "=", user.id),
                ("state", "in", LIVE),
                ("date_from", "<", end),
                ("date_to", ">", start),
            ]
        )
        if known:
            if any(item.date_from > start or item.date_to < end for item in known):
                known[0]._tell(
                    user,
                    self.env._(
                        "You are away from %(start)s to %(end)s, which is not all in "
                        "the absence you entered: change it.",
                        start=self._shown(start),
                        end=self._shown(end),
                    ),
                )
            return self.browse()
        return self._enter_from_source(user, start, end, kind, **source)

    @api.model
    def _enter_from_source(self, user, start, end, kind, lines=None, **source):
        """Enter an absence in a time in which `user` is not known to be away.

        :param lines: values of `vpdt.absence.line`; his standing substitutes if None
        """
        # sudo: as in `_from_source`
        absence = self.sudo().create(
            {
                "user_id": user.id,
                "kind": kind,
                "date_from": start,
                "date_to": end,
                "entered_by_id": self.env.uid,
                **source,
            }
        )
        if lines is None:
            lines = self.env["vpdt.standing.substitute"]._lines_for(absence)
        absence.env["vpdt.absence.line"].create(
            [{**line, "absence_id": absence.id} for line in lines]
        )
        absence._tell_of_source()
        absence._tell_whom_he_acts_for()
        absence._start()
        return absence

    def _tell_of_source(self):
        words = {"start": self._shown(self.date_from), "end": self._shown(self.date_to)}
        if self.line_ids:
            text = self.env._(
                "You are away from %(start)s to %(end)s. Substitutes: %(who)s. To name "
                "others: “Change”.",
                who=self.substitutes,
                **words,
            )
        else:
            text = self.env._(
                "You are away from %(start)s to %(end)s and nobody acts for you yet: "
                "name a substitute with “Change”.",
                **words,
            )
        self._tell(self.user_id, text)

    def _source_values(self):
        """Return the fields that say from what an absence follows; none of its own."""
        return {}

    def _source_moved(self, start, end):
        """Follow the source of these absences: other dates, or none any more.

        :param start, end: None when there is no reason to be away any more
        """
        for absence in self.sudo().filtered(lambda item: item.state in LIVE):
            if start is None or end <= fields.Datetime.now():
                absence._do_end("ended" if absence.state == "in_force" else "cancelled")
            elif absence.state == "planned":
                absence.write({"date_from": start, "date_to": end})
                absence._start()
            else:
                # It has begun: only its end can still move
                absence.write({"date_to": max(end, absence.date_from + _A_SECOND)})
                absence._start()
