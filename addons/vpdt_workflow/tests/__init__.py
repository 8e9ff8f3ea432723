from . import (
    test_access_matrix,
    test_desk,
    test_js,
    test_moves,
    test_route,
    test_sequences,
)
