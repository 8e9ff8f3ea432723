from datetime import UTC

from odoo import api, fields, models
from odoo.tools import config

from ..checks import AMBER, GREEN, RED, Reading, backup_state

_LIGHTS = {
    "backup_never": RED,
    "backup_failed": RED,
    "backup_old": RED,
    "files_missing": AMBER,
    "rehearsal_never": AMBER,
    "rehearsal_failed": RED,
    "rehearsal_old": AMBER,
}
_USUAL = {"hours": 26, "days": 35}


class VpdtHealthProbe(models.AbstractModel):
    """The state file of the backup (decision 18); what is too old it says itself."""

    _inherit = "vpdt.health.probe"

    @api.model
    def _backup_folder(self):
        return backup_state.area(config["data_dir"], self.env.cr.dbname)

    @api.model
    def _backup_reading(self, kind, entry, unit_hours):
        """Return the reading of the last good backup or rehearsal.

        :param kind: with what the codes of its problems begin
        :param entry: key of the last good one in the state
        :param unit_hours: hours of the unit of its age
        """
        found = backup_state.read(self._backup_folder())
        now = fields.Datetime.now().replace(tzinfo=UTC)
        hours, days = (found.get(key) or usual for key, usual in _USUAL.items())
        codes = [
            code
            for code, _text in backup_state.problems(found, hours, days, now)
            if code.startswith(kind)
        ]
        good = found.get(entry)
        age = None
        if good:
            age = now - backup_state.moment(good["time"])
            age = age.total_seconds() / 3600 / unit_hours
        facts = {
            "codes": codes,
            "time": good and good["time"],
            "known": bool(found),
        }
        light = max((_LIGHTS[code] for code in codes), default=GREEN, key=_rank)
        return Reading(age, facts, at_least=light)

    @api.model
    def _measure_backup_age(self, limits):
        return [self._backup_reading(("backup", "files"), "last_good", 1)]

    @api.model
    def _measure_rehearsal_age(self, limits):
        return [self._backup_reading("rehearsal", "last_rehearsal", 24)]

    @api.model
    def _say_backup_age(self, said):
        words = {
            "backup_failed": self.env._("the last try failed"),
            "backup_old": self.env._("it is too old"),
            "files_missing": self.env._("files were lost before"),
        }
        wrong = [words[code] for code in said.facts["codes"] if code in words]
        todo = self.env._(
            "Run “make backup” on the server (with docker: docker compose run --rm "
            "backup backup) and read what it says; the guide is docs/huong-dan/"
            "sao-luu.md."
        )
        return self._say_last(said, wrong), todo

    @api.model
    def _say_rehearsal_age(self, said):
        words = {
            "rehearsal_failed": self.env._("the last try failed"),
            "rehearsal_old": self.env._("it is too old"),
        }
        wrong = [words[code] for code in said.facts["codes"] if code in words]
        todo = self.env._(
            "Run “make rehearse” on the server (with docker: docker compose run --rm "
            "backup rehearse): a backup that was never restored is only a hope."
        )
        return self._say_last(said, wrong), todo

    @api.model
    def _say_last(self, said, wrong):
        if not said.facts["known"]:
            return self.env._("There is none yet: the server knows of no backup.")
        if not said.facts["time"]:
            last = self.env._("There is none that went well yet.")
        else:
            time = said.facts["time"].replace("T", " ")
            last = self.env._("The last good one: %(time)s.", time=self._moment(time))
        return " ".join([last, *(f"{item[0].upper()}{item[1:]}." for item in wrong)])


def _rank(light):
    return (GREEN, AMBER, RED).index(light)
