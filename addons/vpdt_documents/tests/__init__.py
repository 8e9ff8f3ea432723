from . import (
    test_access_admin,
    test_duplicates,
    test_intake,
    test_query_count,
    test_readers,
    test_register_print,
    test_registration,
    test_search,
    test_series_ledger,
    test_ways_round,
)
