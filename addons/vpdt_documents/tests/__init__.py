from . import test_readers, test_registration, test_series_ledger
