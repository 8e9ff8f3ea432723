from . import test_moves, test_route
