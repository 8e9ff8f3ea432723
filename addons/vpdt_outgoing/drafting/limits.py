"""How much of a machine one draft may use."""

from dataclasses import asdict, dataclass, fields

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds for one .docx, one reading process and one office process.

    Sizes in bytes, times in seconds of the clock, pictures in pixels.
    """

    max_bytes: int = 30 * MEGABYTE
    max_parts: int = 5000
    #: all parts of the file, unpacked
    max_unpacked: int = 200 * MEGABYTE
    #: one XML part, unpacked: 500 pages of text are about 10 MB
    max_xml: int = 48 * MEGABYTE
    #: unpacked / packed of one part above 1 MB
    max_ratio: int = 200
    max_pages: int = 500
    max_paragraphs: int = 60_000
    #: one picture; an A4 page scanned at 600 dpi has 35 million
    max_pixels: int = 60_000_000
    #: all pictures of a draft together
    max_pixels_total: int = 400_000_000
    #: address space of the reading process, and of each office process
    memory: int = 2048 * MEGABYTE
    #: resident memory of all office processes together
    office_memory: int = 1536 * MEGABYTE
    #: reading, filling or comparing
    read_seconds: float = 60.0
    #: turning one draft into PDF, without waiting for a place
    office_seconds: float = 120.0
    #: waiting until one of the places is free
    office_wait: float = 60.0
    #: how many office processes may work on this machine at once
    office_places: int = 2
    #: processes of one conversion; it needs one
    office_processes: int = 6
    max_pdf: int = 100 * MEGABYTE
    #: one file that the office program writes
    max_temporary: int = 300 * MEGABYTE

    def as_dict(self):
        """Return the limits as a plain dictionary (JSON-able)."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values):
        """Build from a dictionary, unknown keys ignored, missing ones at default."""
        known = {field.name for field in fields(cls)}
        return cls(**{k: v for k, v in (values or {}).items() if k in known})
