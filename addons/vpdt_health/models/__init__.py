# what others inherit comes first
from . import vpdt_health_overseen_mixin, vpdt_health_probe

# isort: split
from . import (
    ir_http,
    probe_backup,
    probe_database,
    probe_jobs,
    probe_mail,
    probe_network,
    probe_papers,
    probe_release,
    probe_storage,
    vpdt_health_check,
    vpdt_health_line,
    vpdt_health_measure,
    vpdt_health_notice,
    vpdt_health_slow,
)
