from odoo import api, models


class WebTourTour(models.Model):
    """Tours of the first day: begun once, by the browser (`first_day.js`)."""

    _inherit = "web_tour.tour"

    @api.model
    def _first_day(self, user):
        """Return the name of the tour of `user` that he has not seen yet, or False."""
        name = user._first_day_tour()
        if not name:
            return False
        # sudo: who has seen which tour, his own
        tour = self.sudo().search([("name", "=", name)], limit=1)
        return bool(tour) and user not in tour.user_consumed_ids and name

    @api.model
    def get_current_tour(self):
        """Odoo's own tours are about its own applications: who holds a post in the
        office gets that of his post, nothing else."""
        if self.env.user._first_day_tour():
            return False
        return super().get_current_tour()
