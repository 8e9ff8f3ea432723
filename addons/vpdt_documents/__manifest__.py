{
    "name": "VPĐT: documents and registers",
    "summary": "Agencies, registers, numbers, documents, readers and intake",
    "version": "19.0.1.0.0",
    "category": "Productivity/Documents",
    "author": "VPĐT",
    "website": "https://github.com/vpdt/vpdt",
    "license": "LGPL-3",
    "application": True,
    "depends": ["mail", "hr", "queue_job"],
    "external_dependencies": {
        "python": [
            "numpy",
            "Pillow",
            "pypdfium2",
            "rapidocr-onnxruntime",
            "reportlab",
        ],
        "bin": ["tesseract"],
    },
    "data": [
        "security/vpdt_documents_groups.xml",
        "security/ir.model.access.csv",
        "security/vpdt_documents_rules.xml",
        "data/vpdt_document_type_data.xml",
        "data/ir_cron_data.xml",
        "data/queue_job_data.xml",
        "data/ir_config_parameter_data.xml",
        "wizard/vpdt_register_print_views.xml",
        "wizard/vpdt_correction_wizard_views.xml",
        "views/vpdt_document_views.xml",
        "views/vpdt_entry_views.xml",
        "views/vpdt_register_views.xml",
        "views/vpdt_intake_views.xml",
        "views/vpdt_refusal_views.xml",
        "views/vpdt_field_views.xml",
        "views/vpdt_document_type_views.xml",
        "views/hr_department_views.xml",
        "views/hr_job_views.xml",
        "views/vpdt_documents_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            # Debian's build of Odoo does not ship this file of mail, and one
            # missing file breaks the whole bundle (design 2).
            (
                "remove",
                "mail/static/lib/selfie_segmentation/selfie_segmentation.js",
            ),
            "vpdt_documents/static/src/scss/paper.scss",
            "vpdt_documents/static/src/**/*",
        ],
    },
}
