from . import (
    test_access_matrix,
    test_desk,
    test_moves,
    test_route,
    test_rpc_hostile,
    test_sequences,
)
