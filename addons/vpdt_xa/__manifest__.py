{
    "name": "VPĐT: một xã (chính quyền hai cấp)",
    "summary": "A commune of today: agencies, posts, areas, registers, shorter route",
    "version": "19.0.2.0.0",
    "category": "Productivity/Documents",
    "author": "VPĐT",
    "website": "https://github.com/vpdt/vpdt",
    "license": "LGPL-3",
    "depends": ["vpdt_outgoing", "vpdt_accounts", "vpdt_health", "vpdt_support"],
    "data": [
        "data/res_company_data.xml",
        "data/hr_department_data.xml",
        "data/hr_job_data.xml",
        "data/vpdt_field_data.xml",
        "data/vpdt_register_data.xml",
        "data/vpdt_transfer_rule_data.xml",
        "data/vpdt_transfer_rule_opinion_data.xml",
    ],
    "demo": [
        "demo/res.users.csv",
        "demo/hr.employee.csv",
        "demo/vpdt.field.charge.csv",
    ],
}
