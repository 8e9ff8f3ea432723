import time
from datetime import UTC

from odoo import api, fields, models
from odoo.tools import SQL

from ..checks import AMBER, RED, Reading, certificate, clock

#: host:port to ask for the certificate instead: the proxy's name inside.
TLS_ADDRESS = "vpdt_health.tls_address"


class VpdtHealthProbe(models.AbstractModel):
    """The address people type, and clocks."""

    _inherit = "vpdt.health.probe"

    @api.model
    def _measure_tls_expiry(self, limits):
        get = self.env["ir.config_parameter"].get_param
        scheme, host, port = certificate.place_of(get("web.base.url"))
        facts = {"host": host or "", "kind": "seen"}
        if not host:
            return [Reading(None, {**facts, "kind": "no_address"}, at_least=AMBER)]
        if scheme != "https":
            if certificate.is_here(host):
                return [Reading(None, {**facts, "kind": "here"})]
            return [Reading(None, {**facts, "kind": "plain"}, at_least=AMBER)]
        address = None
        if given := get(TLS_ADDRESS):
            name, _colon, number = given.rpartition(":")
            address = (name, int(number))
        try:
            seen = certificate.look(host, port, address=address)
        except (OSError, ValueError):
            return [Reading(None, {**facts, "kind": "no_answer"})]
        left = certificate.days_left(
            seen["expires"], fields.Datetime.now().replace(tzinfo=UTC)
        )
        facts["expires"] = seen["expires"].strftime("%Y-%m-%d %H:%M:%S")
        if left < 0:
            return [Reading(left, {**facts, "kind": "expired"}, at_least=RED)]
        if not seen["trusted"]:
            facts |= {"kind": "untrusted", "problem": seen["problem"]}
            return [Reading(left, facts, at_least=AMBER)]
        return [Reading(left, facts)]

    @api.model
    def _say_tls_expiry(self, said):
        host, kind = said.facts["host"], said.facts["kind"]
        renew = self.env._(
            "Put the new certificate into deploy/certs and start nginx again."
        )
        if kind in ("seen", "expired"):
            day = self._moment(said.facts["expires"])
            if kind == "expired":
                return (
                    self.env._(
                        "The certificate of %(host)s ended on %(time)s: browsers "
                        "refuse the address.",
                        host=host,
                        time=day,
                    ),
                    renew,
                )
            return (
                self.env._(
                    "The certificate of %(host)s is good until %(time)s.",
                    host=host,
                    time=day,
                ),
                renew,
            )
        return {
            "no_address": (
                self.env._("The address of the system is not set (web.base.url)."),
                self.env._("The administrator sets it among the system parameters."),
            ),
            "here": (
                self.env._("%(host)s is reached from this machine only.", host=host),
                "",
            ),
            "plain": (
                self.env._(
                    "%(host)s is reached without TLS: whoever is on the line reads "
                    "passwords and papers.",
                    host=host,
                ),
                self.env._(
                    "Put nginx with a certificate in front (deploy/nginx.conf) and set "
                    "web.base.url to https://…"
                ),
            ),
            "no_answer": (
                self.env._(
                    "%(host)s does not answer this server, so its certificate was not "
                    "seen. Behind a proxy name it as host:port in the system parameter "
                    "%(parameter)s.",
                    host=host,
                    parameter=TLS_ADDRESS,
                ),
                "",
            ),
            "untrusted": (
                self.env._(
                    "Browsers do not trust the certificate of %(host)s: %(problem)s.",
                    host=host,
                    problem=said.facts.get("problem", ""),
                ),
                self.env._(
                    "Use a certificate that the computers of the office trust, whole "
                    "with its chain, for this very name."
                ),
            ),
        }[kind]

    @api.model
    def _measure_clock_database(self, limits):
        before = time.time()
        [(there,)] = self.env.execute_query(
            SQL("SELECT extract(epoch FROM clock_timestamp())::float")
        )
        here = (before + time.time()) / 2
        return [Reading(abs(there - here))]

    @api.model
    def _say_clock_database(self, said):
        return (
            self.env._(
                "The clocks of server and database differ by %(time)s.",
                time=said.figure,
            ),
            self.env._("Let both machines follow the same time service (NTP)."),
        )

    @api.model
    def _measure_clock_drift(self, limits):
        kept, error = clock.kernel_clock()
        if kept is None:
            return [Reading(None)]
        if not kept:
            # what the kernel guesses of its error says nothing then
            return [Reading(None, {"kept": False}, at_least=AMBER)]
        return [Reading(error, {"kept": True})]

    @api.model
    def _say_clock_drift(self, said):
        if "kept" not in said.facts:
            return self.env._("The machine does not say how its clock is kept."), ""
        if said.facts["kept"]:
            what = self.env._(
                "A time service keeps the clock, exact to %(time)s.", time=said.figure
            )
        else:
            what = self.env._("No time service keeps the clock of this machine.")
        return what, self.env._(
            "Switch on a time service (systemd-timesyncd or chrony): hours of papers "
            "and codes for signing in depend on it."
        )
