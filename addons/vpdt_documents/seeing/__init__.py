"""Who sees a document and who does not, in plain reasons. No database."""

from .reasons import Person, Post, Reason, why_not
