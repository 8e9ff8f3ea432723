from . import vpdt_absence_wizard, vpdt_deadline_shift, vpdt_hand_over_wizard
