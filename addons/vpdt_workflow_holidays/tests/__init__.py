from . import test_leave, test_public_holidays
