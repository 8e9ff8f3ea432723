"""Reads personnel decisions: who, what, from when. Plain Python."""

from .decision import Decision, Proposal, read_decision
from .kinds import TERMS, kind_of
from .matching import Match, match_person, match_post
