"""Run in `odoo shell`: load the demonstration people of our own addons only.

`--with-demo` would load the demonstration data of every addon below as well: people
with foreign names in the directory of staff, and an account with a known password.
The addons are those of the variable VPDT_MODULES, or all of ours that are installed.
"""

import os

from odoo.modules.loading import load_data
from odoo.modules.module_graph import ModuleGraph

env = globals()["env"]
names = [name for name in os.environ.get("VPDT_MODULES", "").split(",") if name]
wanted = env["ir.module.module"].search(
    [
        ("name", "in", names) if names else ("name", "=like", "vpdt_%"),
        ("state", "=", "installed"),
        ("demo", "=", False),
    ]
)
graph = ModuleGraph(env.cr, mode="load")
graph.extend(
    env["ir.module.module"].search([("state", "=", "installed")]).mapped("name")
)
for package in graph:
    module = wanted.filtered(lambda row, name=package.name: row.name == name)
    if module and package.manifest.get("demo"):
        load_data(env(su=True), {}, "init", kind="demo", package=package)
        module.demo = True
env.cr.commit()
