from . import (
    vpdt_account_lock,
    vpdt_account_print,
    vpdt_finding_explain,
    vpdt_incident_wizard,
    vpdt_security_see,
    vpdt_signature_withdraw,
)
