from . import vpdt_cancel_wizard, vpdt_correction_wizard, vpdt_register_print
