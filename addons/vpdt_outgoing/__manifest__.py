{
    "name": "VPĐT: outgoing documents",
    "summary": "Drafts, review, signing on paper, numbering, issue, recall, copies",
    "version": "19.0.2.0.0",
    "category": "Productivity/Documents",
    "author": "VPĐT",
    "website": "https://github.com/vpdt/vpdt",
    "license": "LGPL-3",
    "depends": ["vpdt_workflow"],
    "data": [
        "security/ir.model.access.csv",
        "security/vpdt_outgoing_rules.xml",
        "data/vpdt_numbering_rule_data.xml",
        "data/vpdt_review_rule_data.xml",
        "data/ir_cron_data.xml",
    ],
}
