from odoo import api, fields, models
from odoo.tools import SQL

from ..checks import Reading

_NAMED = 5
#: Jobs of Odoo that ours rest on; an office that switched one off hears of it.
_NEEDED = (
    "base.autovacuum_job",
    "mail.ir_cron_mail_scheduler_action",
    "mail.ir_cron_web_push_notification",
)


class VpdtHealthProbe(models.AbstractModel):
    """Scheduled jobs and the queue."""

    _inherit = "vpdt.health.probe"

    @api.model
    def _jobs(self):
        """Return all scheduled jobs but the one that measures."""
        own = self.env.ref("vpdt_health.ir_cron_vpdt_health", raise_if_not_found=False)
        jobs = self.env["ir.cron"].with_context(active_test=False)
        return jobs.search([("id", "!=", own.id if own else 0)])

    @api.model
    def _job_names(self, said):
        # sudo: names of jobs, for who looks after the system
        jobs = self.env["ir.cron"].sudo().with_context(active_test=False)
        names = jobs.browse(said.facts.get("jobs", ())).exists().mapped("name")
        return "; ".join(names)

    @api.model
    def _measure_jobs_failing(self, limits):
        failing = self._jobs().filtered(lambda job: job.active and job.failure_count)
        failing = failing.sorted("failure_count", reverse=True)
        first = min(
            (job.first_failure_date for job in failing if job.first_failure_date),
            default=None,
        )
        facts = {
            "jobs": failing[:_NAMED].ids,
            "count": len(failing),
            "first": first and fields.Datetime.to_string(first),
        }
        return [Reading(max(failing.mapped("failure_count"), default=0), facts)]

    @api.model
    def _say_jobs_failing(self, said):
        if not said.value:
            return self.env._("No scheduled job fails."), ""
        first = said.facts.get("first")
        return (
            self.env._(
                "%(count)s jobs fail, up to %(times)s times in a row, first at "
                "%(time)s: %(names)s.",
                count=said.facts["count"],
                times=said.figure,
                time=self._moment(first) if first else "–",
                names=self._job_names(said),
            ),
            self.env._(
                "The log of the server names the cause. After seven days of failures "
                "Odoo switches a job off."
            ),
        )

    @api.model
    def _measure_jobs_late(self, limits):
        now = fields.Datetime.now()
        late = self._jobs().filtered(lambda job: job.active and job.nextcall < now)
        late = late.sorted("nextcall")
        minutes = (now - late[0].nextcall).total_seconds() / 60 if late else 0
        return [Reading(minutes, {"jobs": late[:_NAMED].ids, "count": len(late)})]

    @api.model
    def _say_jobs_late(self, said):
        if not said.bad:
            return self.env._("Scheduled jobs run at their time."), ""
        return (
            self.env._(
                "%(count)s jobs are late, up to %(time)s: %(names)s.",
                count=said.facts["count"],
                time=said.figure,
                names=self._job_names(said),
            ),
            self.env._(
                "One of them runs for very long, or there are too few processes for "
                "jobs (max_cron_threads). Start the server again if nothing moves."
            ),
        )

    @api.model
    def _measure_jobs_off(self, limits):
        rows = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("module", "=like", "vpdt\\_%")]
        )
        needed = [self.env.ref(name, raise_if_not_found=False) for name in _NEEDED]
        watched = {*rows.mapped("res_id"), *(job.id for job in needed if job)}
        off = self._jobs().filtered(lambda job: not job.active and job.id in watched)
        return [Reading(len(off), {"jobs": off[:_NAMED].ids})]

    @api.model
    def _say_jobs_off(self, said):
        if not said.value:
            return self.env._("All jobs the office needs are switched on."), ""
        return (
            self.env._(
                "Switched off: %(count)s jobs (%(names)s).",
                count=said.figure,
                names=self._job_names(said),
            ),
            self.env._(
                "Was it not on purpose, the administrator switches them on: Settings → "
                "Technical → Scheduled Actions."
            ),
        )

    @api.model
    def _measure_queue_failed(self, limits):
        [(count, first)] = self.env.execute_query(
            SQL(
                "SELECT count(*), min(date_created) FROM queue_job"
                " WHERE state = 'failed'"
            )
        )
        return [Reading(count, {"first": first and fields.Datetime.to_string(first)})]

    @api.model
    def _say_queue_failed(self, said):
        if not said.value:
            return self.env._("No queued work failed."), ""
        return (
            self.env._(
                "Queued work that failed: %(count)s, the oldest of %(time)s.",
                count=said.figure,
                time=self._moment(said.facts["first"]),
            ),
            self.env._(
                "The administrator opens Job Queue → Jobs, filter Failed, and puts "
                "them into the queue again."
            ),
        )

    @api.model
    def _measure_queue_waiting(self, limits):
        now = fields.Datetime.now()
        [(count, oldest)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*), min(greatest(date_created, eta)) FROM queue_job
                 WHERE state IN ('pending', 'enqueued', 'started')
                   AND (eta IS NULL OR eta < %s)
                """,
                now,
            )
        )
        minutes = (now - oldest).total_seconds() / 60 if oldest else 0
        return [Reading(max(0, minutes), {"count": count})]

    @api.model
    def _say_queue_waiting(self, said):
        count = said.facts["count"]
        if not said.bad:
            return (
                self.env._(
                    "The queue moves; in it: %(count)s.", count=self._number(count)
                ),
                "",
            )
        return (
            self.env._(
                "The queue holds %(count)s, the oldest for %(time)s: papers are not "
                "read.",
                count=self._number(count),
                time=said.figure,
            ),
            self.env._(
                "Check that queue_job is among server_wide_modules and start the "
                "server again."
            ),
        )
