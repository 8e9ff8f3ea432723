"""Run in `odoo shell`: make the scripts and styles of the first pages.

Odoo makes them for whoever comes first, who looks at a blank page meanwhile: twenty
seconds at the sign-in, as many after it.
"""

env = globals()["env"]
qweb = env["ir.qweb"]
for name, scripts, styles in (
    ("web.assets_frontend", False, True),
    ("web.assets_frontend_minimal", True, False),
    ("web.assets_frontend_lazy", True, False),
    ("web.assets_web", True, True),
):
    bundle = qweb._get_asset_bundle(name, css=styles, js=scripts)
    if scripts:
        bundle.js()
    if styles:
        bundle.css()
env.cr.commit()
