"""Backup, restore and its rehearsal: an office's database and files as one pair.

What is kept where and why it is consistent: docs/decisions/18-backup.md. Needs
Python, psycopg2, PostgreSQL's client programs and restic; no Odoo but for the
ledgers' chains (chains.py).
"""


class BackupError(Exception):
    """What stops the work, told to the operator: what is wrong, what to do."""

    def __init__(self, message, how=""):
        super().__init__(message)
        self.how = how
