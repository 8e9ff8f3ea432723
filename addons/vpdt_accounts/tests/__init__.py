from . import (
    test_incident,
    test_ledger,
    test_operators,
    test_personnel,
    test_personnel_sequences,
    test_presence,
    test_presence_reminders,
    test_presence_verdicts,
    test_reviews,
    test_signin,
    test_signin_password,
)
