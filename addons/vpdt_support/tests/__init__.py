from . import (
    test_first_day,
    test_guide_articles,
    test_support_hostile,
    test_support_js,
    test_ticket_figures,
    test_ticket_pictures,
    test_tickets,
    test_training,
)
