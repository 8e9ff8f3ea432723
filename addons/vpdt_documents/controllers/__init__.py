from . import export, home, intake, pages, registers, uploads
