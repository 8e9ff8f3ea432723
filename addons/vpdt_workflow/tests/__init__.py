from . import (
    test_access_matrix,
    test_clicks,
    test_deadlines,
    test_desk,
    test_js,
    test_moves,
    test_route,
    test_rpc_hostile,
    test_sequences,
    test_time_chart,
    test_ways_round,
    test_worktime,
)
