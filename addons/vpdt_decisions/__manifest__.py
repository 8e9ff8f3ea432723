{
    "name": "VPĐT: decisions and signatures",
    "summary": "A registered decision starts a personnel change; signatures compared",
    "version": "19.0.1.0.0",
    "category": "Productivity/Documents",
    "author": "VPĐT",
    "website": "https://github.com/vpdt/vpdt",
    "license": "LGPL-3",
    "depends": ["vpdt_outgoing", "vpdt_accounts"],
    "data": [
        "security/ir.model.access.csv",
        "security/vpdt_decisions_rules.xml",
        "wizard/vpdt_decision_wizard_views.xml",
        "views/vpdt_document_views.xml",
        "views/vpdt_personnel_event_views.xml",
        "views/vpdt_number_wizard_views.xml",
    ],
}
