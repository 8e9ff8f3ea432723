from . import test_trips, test_trips_forged, test_trips_recurring
