from . import (
    vpdt_decision_wizard,
    vpdt_number_wizard,
)
