from . import home, intake, pages, registers
