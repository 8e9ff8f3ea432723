"""What can be done about a finding with one click."""

REMEDIES = ("remind", "sessions", "lock", "factor", "password", "mend", "incident")
#: Kinds whose cause is a thing that can be taken away or closed.
MENDABLE = ("group", "no_person", "no_post", "key", "key_unused", "grant")
#: Safe for who answers for the accounts of one agency; all others are the operators'
#: of the whole office.
USUAL = ("remind", "lock", "incident")
