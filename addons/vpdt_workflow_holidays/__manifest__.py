{
    "name": "VPĐT: leave makes absences",
    "summary": "Granted leave is known to the route of documents",
    "version": "19.0.2.0.0",
    "category": "Productivity/Documents",
    "author": "VPĐT",
    "website": "https://github.com/vpdt/vpdt",
    "license": "LGPL-3",
    "depends": ["vpdt_workflow", "hr_holidays"],
    "auto_install": True,
}
