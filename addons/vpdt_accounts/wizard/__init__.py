from . import vpdt_incident_wizard
