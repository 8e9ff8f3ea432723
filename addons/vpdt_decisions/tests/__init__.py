from . import (
    test_decision_trigger,
    test_specimen_compared,
)
