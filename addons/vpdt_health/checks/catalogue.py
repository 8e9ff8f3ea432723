"""Everything that is looked at: one line each. What is too much stands in the data
(`vpdt.health.check`), how it is measured and said in `models/probe_….py`."""

from dataclasses import dataclass

HIGH, LOW = "high", "low"

AREAS = [
    ("papers", "Papers on their way"),
    ("mail", "E-mails and notices"),
    ("jobs", "Work in the background"),
    ("speed", "Speed"),
    ("storage", "Disks"),
    ("database", "Database"),
    ("backup", "Backup"),
    ("network", "Network and clock"),
    ("release", "Set-up and versions"),
]
#: What a value counts.
UNITS = [
    ("count", "Count"),
    ("percent", "Percent"),
    ("bytes", "Bytes"),
    ("seconds", "Seconds"),
    ("minutes", "Minutes"),
    ("hours", "Hours"),
    ("days", "Days"),
]


@dataclass(frozen=True)
class Check:
    """`worse`: whether a high or a low value is bad. `by_agency`: also measured for
    each agency, for the operator of that agency (R23)."""

    code: str
    name: str
    area: str
    unit: str = "count"
    worse: str = HIGH
    by_agency: bool = False


CHECKS = {
    check.code: check
    for check in (
        Check("intakes_waiting", "Papers not registered", "papers", by_agency=True),
        Check("files_unread", "Files not read yet", "papers", by_agency=True),
        Check(
            "reading_failed", "Files that could not be read", "papers", by_agency=True
        ),
        Check("deliveries_held", "Deliveries held back", "papers", by_agency=True),
        Check("prints_missing", "Drafts without a print", "papers", by_agency=True),
        Check("reader_table", "Readers put right", "papers"),
        Check("mail_server", "Server for e-mails", "mail", worse=LOW),
        Check("mail_failed", "E-mails not delivered", "mail", by_agency=True),
        Check("mail_waiting", "E-mails that wait", "mail"),
        Check("push_waiting", "Messages to phones that wait", "mail"),
        Check("jobs_failing", "Scheduled jobs that fail", "jobs"),
        Check("jobs_late", "Scheduled jobs that are late", "jobs", "minutes"),
        Check("jobs_off", "Scheduled jobs switched off", "jobs"),
        Check("queue_failed", "Queued work that failed", "jobs"),
        Check("queue_waiting", "Queued work that waits", "jobs", "minutes"),
        Check("slow_requests", "Slow requests in an hour", "speed"),
        Check("disk_files", "Disk of the files, free", "storage", "percent", LOW),
        Check("disk_database", "Disk of the database, free", "storage", "percent", LOW),
        Check("disk_lasts", "Disk of the files lasts", "storage", "days", LOW),
        Check("files_size", "Files of the office", "storage", "bytes"),
        Check("database_size", "Size of the database", "database", "bytes"),
        Check("connections", "Connections in use", "database", "percent"),
        Check("transaction_long", "Longest transaction", "database", "minutes"),
        Check("dead_rows", "Dead rows", "database", "percent"),
        Check("transaction_age", "Age of transaction numbers", "database", "percent"),
        Check("checksums", "Damaged pages", "database"),
        Check("replica_lag", "Copy of the database", "database", "seconds"),
        Check("extensions", "Extensions that are missing", "database"),
        Check("backup_age", "Latest backup", "backup", "hours"),
        Check("rehearsal_age", "Latest restore on trial", "backup", "days"),
        Check("tls_expiry", "Certificate of the address", "network", "days", LOW),
        Check("clock_database", "Clocks of server and database", "network", "seconds"),
        Check("clock_drift", "Clock of the server", "network", "seconds"),
        Check("modules_pending", "Addons to be updated", "release"),
        Check("server_setup", "Set-up for production", "release"),
    )
}
