from . import (
    vpdt_decision_basis,
    vpdt_document,
    vpdt_draft,
    vpdt_entry,
    vpdt_personnel_event,
)
