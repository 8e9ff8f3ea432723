from . import test_desk, test_moves, test_route, test_sequences
