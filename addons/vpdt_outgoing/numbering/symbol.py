"""The symbol of an outgoing document (NĐ 30/2020 Điều 15, PL I.II.3).

A pattern is data of the office, with dates: ``{type}-{agency}`` gives QĐ-UBND,
``{agency}-{unit}`` gives UBND-VHTT for a công văn drafted by the department VHTT.
"""

import string

#: What a pattern may hold: the type's abbreviation, the issuer's symbol, the drafting
#: unit's symbol, the year of the date.
PLACES = ("type", "agency", "unit", "year")


class SymbolError(ValueError):
    """A pattern that cannot be used; `place` names what is wrong with it."""

    def __init__(self, place):
        self.place = place
        super().__init__(place)


def _places(pattern):
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise SymbolError(pattern) from error
    for _text, name, form, conversion in parts:
        if name is None:
            continue
        # `{type.__class__}`, `{type!r}`, `{type:>40}`: a pattern fills in, no more
        if name not in PLACES or form or conversion:
            raise SymbolError(name)
        yield name


def missing_places(pattern, values):
    """Return the places of `pattern` for which `values` has no text.

    :param pattern: as ``"{type}-{agency}"``
    :param values: mapping of `PLACES` to texts
    :raises SymbolError: the pattern holds a place that there is not
    """
    return [name for name in _places(pattern) if not str(values.get(name) or "")]


def compose(pattern, values):
    """Return the symbol that `pattern` makes of `values`, as "QĐ-UBND".

    :param pattern: as ``"{type}-{agency}"``
    :param values: mapping of `PLACES` to texts
    :raises SymbolError: an unknown place, or one without a text
    """
    missing = missing_places(pattern, values)
    if missing:
        raise SymbolError(missing[0])
    symbol = pattern.format(**{name: str(values.get(name) or "") for name in PLACES})
    # NĐ 30/2020 PL I.II.3: "-" between the groups, no spaces
    return "".join(symbol.split())
