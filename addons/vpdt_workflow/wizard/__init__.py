from . import vpdt_deadline_shift
