from . import vpdt_account_lock, vpdt_account_print, vpdt_incident_wizard
