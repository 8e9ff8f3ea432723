from odoo import api, models
from odoo.modules import Manifest
from odoo.release import version
from odoo.tools import SQL, config

from ..checks import AMBER, GREEN, RED, Reading, certificate, production

_NAMED = 5
#: The password that everybody tries first.
_WELL_KNOWN = "admin"


class VpdtHealthProbe(models.AbstractModel):
    """Versions, and what a server that people work on has to be set to."""

    _inherit = "vpdt.health.probe"

    @api.model
    def _measure_modules_pending(self, limits):
        modules = self.env["ir.module.module"].search([("state", "!=", "uninstalled")])
        pending = []
        for module in modules:
            if module.state in ("to install", "to upgrade", "to remove"):
                pending.append(module.name)
            elif module.state == "installed":
                manifest = Manifest.for_addon(module.name, display_warning=False)
                if not manifest or manifest["version"] != module.latest_version:
                    pending.append(module.name)
        facts = {"names": sorted(pending)[:_NAMED], "odoo": version}
        return [Reading(len(pending), facts)]

    @api.model
    def _say_modules_pending(self, said):
        if not said.value:
            return (
                self.env._(
                    "The database is as new as the code; Odoo %(version)s.",
                    version=said.facts["odoo"],
                ),
                "",
            )
        return (
            self.env._(
                "The code of %(count)s addons is not that of the database: %(names)s.",
                count=said.figure,
                names=", ".join(said.facts["names"]),
            ),
            self.env._(
                "Run “make update” (with docker: docker compose up -d) at a quiet hour."
            ),
        )

    @api.model
    def _measure_server_setup(self, limits):
        get = self.env["ir.config_parameter"].get_param
        scheme, _host, _port = certificate.place_of(get("web.base.url"))
        [(demo,)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*) > 0
                  FROM ir_model_data d JOIN res_users u ON u.id = d.res_id
                 WHERE d.model = 'res.users' AND d.module LIKE 'vpdt\\_%%' AND u.active
                """
            )
        )
        found = production.missing(
            {
                "workers": config["workers"],
                "proxy_mode": config["proxy_mode"],
                "behind_proxy": scheme == "https",
                "list_db": config["list_db"],
                "dbfilter": config["dbfilter"] or config["db_name"],
                "dev_mode": config["dev_mode"],
                "demo": demo,
                "master_password": config.verify_admin_password(_WELL_KNOWN),
                "admin_password": self._has_well_known_password(),
            }
        )
        light = RED if set(found) & production.DANGEROUS else AMBER if found else GREEN
        return [Reading(len(found), {"keys": found}, at_least=light)]

    @api.model
    def _has_well_known_password(self):
        """Return whether the account of the administrator has the usual password."""
        admin = self.env.ref("base.user_admin", raise_if_not_found=False)
        if not admin or not admin.active:
            return False
        [(password,)] = self.env.execute_query(
            SQL("SELECT coalesce(password, '') FROM res_users WHERE id = %s", admin.id)
        )
        return bool(password) and self.env["res.users"]._crypt_context().verify(
            _WELL_KNOWN, password
        )

    @api.model
    def _say_server_setup(self, said):
        keys = said.facts["keys"]
        if not keys:
            return self.env._("Set up as production needs it."), ""
        words = {
            "admin_password": self.env._(
                "the account admin has the password that everybody tries first"
            ),
            "master_password": self.env._(
                "the master password (admin_passwd) is the well-known one"
            ),
            "list_db_open": self.env._(
                "whoever reaches the server may delete the database (list_db)"
            ),
            "list_db": self.env._("the database manager is open (list_db)"),
            "demo": self.env._("demo accounts with public passwords are there"),
            "proxy_mode": self.env._(
                "proxy_mode is off: addresses in the records are the proxy's"
            ),
            "workers": self.env._("workers = 0: one process serves everybody"),
            "dbfilter": self.env._("dbfilter is empty"),
            "dev_mode": self.env._("dev_mode is on"),
        }
        what = "; ".join(words[key] for key in keys)
        return (
            f"{what[0].upper()}{what[1:]}.",
            self.env._(
                "Set it in odoo.conf as the file odoo.conf of the system shows, and "
                "start the server again."
            ),
        )
