from . import (
    vpdt_known_problem_wizard,
    vpdt_support_figures,
    vpdt_ticket_wizard,
    vpdt_training_invite,
)
