"""What was found for one field."""

from dataclasses import dataclass

#: names of the fields, in the order of the register
NAMES = (
    "number",
    "symbol",
    "date",
    "issuer",
    "parent",
    "type",
    "subject",
    "signer",
    "position",
    "urgency",
    "pages",
)


@dataclass
class Found:
    """A value with how sure it is and where it stands.

    value: text, number, or None; confidence 0..1; page from 1, or None;
    box: [x0, y0, x1, y1] fractions of the page, or None.
    """

    value: object = None
    confidence: float = 0.0
    certain: bool = False
    page: int | None = None
    box: list | None = None

    def as_dict(self):
        """Return the JSON form; an empty value is never certain."""
        empty = self.value in (None, "")
        return {
            "value": None if empty else self.value,
            "confidence": 0.0 if empty else round(min(1.0, self.confidence), 3),
            "certain": bool(self.certain and not empty),
            "page": None if empty else self.page,
            "box": None
            if empty or not self.box
            else [round(min(1.0, max(0.0, float(v))), 4) for v in self.box],
        }
