"""How much of a machine one file may use."""

from dataclasses import asdict, dataclass, fields

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds for one file and one reader process.

    Sizes in bytes, times in seconds, images in pixels.
    """

    max_bytes: int = 50 * MEGABYTE
    max_pages: int = 500
    #: one picture; an A0 plan at 200 dpi has 62 million pixels
    max_pixels: int = 120_000_000
    #: all parts of a DOCX, unpacked
    max_unpacked: int = 200 * MEGABYTE
    #: unpacked / packed of one part of a DOCX above 1 MB
    max_ratio: int = 200
    max_parts: int = 5000
    #: address space of the reader process and of each child
    memory: int = 3072 * MEGABYTE
    #: answer for one page, wall clock
    page_seconds: float = 60.0
    #: answer for a whole file, wall clock
    file_seconds: float = 1800.0
    #: reader process from start to its first word
    start_seconds: float = 30.0
    #: a reader process is replaced after so many requests
    max_requests: int = 500

    def as_dict(self):
        """Return the limits as a plain dictionary (JSON-able)."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values):
        """Build from a dictionary, unknown keys ignored, missing ones at default."""
        known = {field.name for field in fields(cls)}
        return cls(**{k: v for k, v in (values or {}).items() if k in known})
