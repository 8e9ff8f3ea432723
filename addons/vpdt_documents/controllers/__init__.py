from . import intake, pages, registers
