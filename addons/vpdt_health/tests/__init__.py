from . import (
    test_health_access,
    test_health_http,
    test_health_js,
    test_health_lights,
    test_health_machine,
    test_health_notices,
    test_health_shadows,
)
