{
    "name": "VPĐT: handlings and directives",
    "summary": "The route of documents, directives, deadlines and the desk",
    "version": "19.0.2.0.0",
    "category": "Productivity/Documents",
    "author": "VPĐT",
    "website": "https://github.com/vpdt/vpdt",
    "license": "LGPL-3",
    "depends": ["vpdt_documents", "resource"],
    "data": [
        "security/ir.model.access.csv",
        "security/vpdt_workflow_rules.xml",
        "data/resource_calendar_data.xml",
        "data/ir_default_data.xml",
        "views/vpdt_handling_views.xml",
        "views/vpdt_transfer_rule_views.xml",
        "views/vpdt_document_views.xml",
        "views/hr_department_views.xml",
        "views/vpdt_workflow_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "vpdt_workflow/static/src/common/common.scss",
            "vpdt_workflow/static/src/**/*",
        ],
        "web.assets_unit_tests": ["vpdt_workflow/static/tests/**/*"],
    },
}
