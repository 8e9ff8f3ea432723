from . import vpdt_correction_wizard, vpdt_register_print
