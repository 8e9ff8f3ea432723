"""Run in `odoo shell`: load the demonstration people of our own addons only.

`--with-demo` would load the demonstration data of every addon below as well: people
with foreign names in the directory of staff, and an account with a known password.
The addons are those of the variable VPDT_MODULES, or all of ours that are installed;
one whose accounts are there is left alone.
"""

import os

from odoo.modules.loading import load_data
from odoo.modules.module_graph import ModuleGraph

env = globals()["env"]
names = [name for name in os.environ.get("VPDT_MODULES", "").split(",") if name]
installed = env["ir.module.module"].search([("state", "=", "installed")]).mapped("name")
accounts = env["ir.model.data"].search([("model", "=", "res.users")])
wanted = {
    name
    for name in names or installed
    if name.startswith("vpdt_") and name not in accounts.mapped("module")
}
graph = ModuleGraph(env.cr, mode="load")
graph.extend(installed)
for package in graph:
    # Not marked as demonstration data (ir.module.module.demo): an update would then
    # bring back whoever was deleted, with the password that everybody knows.
    if package.name in wanted and package.manifest.get("demo"):
        load_data(env(su=True), {}, "init", kind="demo", package=package)
env.cr.commit()
