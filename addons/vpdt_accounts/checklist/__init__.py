"""Security of accounts, judged from what was recorded (QĐ 553 Điều 4.3; no database).

From facts about an account to what is found about it, and from days to who has to be
told of a checklist that nobody signed.
"""

from .escalation import HEAD, OPERATOR, UNSEEN_HEAD, UNSEEN_WATCH, WATCH, steps_due
from .facts import Account, Grant, Key, Limit, Link, Session
from .judge import FACTOR_OWN, FACTOR_SENT, look
from .networks import network, new_networks
from .remedies import MENDABLE, REMEDIES, USUAL
from .sharing import shared_devices, shared_mails
