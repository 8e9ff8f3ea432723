from . import hr_leave, vpdt_absence
