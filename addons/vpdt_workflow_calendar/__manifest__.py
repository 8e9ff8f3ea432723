{
    "name": "VPĐT: trips make absences",
    "summary": "Trips in the calendar are known to the route of documents",
    "version": "19.0.2.0.0",
    "category": "Productivity/Documents",
    "author": "VPĐT",
    "website": "https://github.com/vpdt/vpdt",
    "license": "LGPL-3",
    "depends": ["vpdt_workflow", "calendar"],
    "data": [
        "security/ir.model.access.csv",
        "data/ir_cron_data.xml",
        "views/calendar_event_type_views.xml",
        "views/calendar_event_views.xml",
    ],
    "post_init_hook": "post_init_hook",
    "auto_install": True,
}
