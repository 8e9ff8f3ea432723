"""The hash chain of a number series. Plain Python."""

from .chain import GENESIS, Link, content_digest, first_break, link
