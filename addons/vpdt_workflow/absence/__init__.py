"""Who acts for somebody who is away, as plain rules. No database."""

from .substitutes import SCOPES, Line, Task, find_substitute, loop_in
