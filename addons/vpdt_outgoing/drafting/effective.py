"""Which typeface and paragraph form is in force: styles followed to their root."""

from .ooxml import A, W

_RUN = (
    "sz",
    "b",
    "i",
    "u",
    "strike",
    "dstrike",
    "caps",
    "smallCaps",
    "vanish",
    "vertAlign",
    "color",
    "highlight",
    "rFonts",
)
_FLAGS = {"b", "i", "strike", "dstrike", "caps", "smallCaps", "vanish"}
#: what stands for "nothing" in another program's hand
_NONE = {
    "u": "none",
    "vertAlign": "baseline",
    "color": "000000",
    "highlight": "none",
}
_ALIGN = {"start": "left", "end": "right", None: "left", "both": "both"}
_TWIPS_MM = 56.7


def on(node):
    """Whether a switch element is there and not turned off."""
    if node is None:
        return False
    return node.get(f"{W}val") not in ("0", "false", "off")


def number(node, key="val", default=None):
    """Return the whole number of an attribute, or the default."""
    value = node.get(f"{W}{key}") if node is not None else None
    try:
        return int(float(value))
    except (TypeError, ValueError):
        return default


class Styles:
    """The styles, theme fonts and lists of a package."""

    def __init__(self, package):
        self._styles, self._defaults, self._standard = {}, {}, {}
        self._themes = self._theme(package)
        self._cache = {}
        for name in package.related("styles"):
            root = package.xml(name)
            for key in ("rPr", "pPr"):
                path = f"{W}docDefaults/{W}{key}Default/{W}{key}"
                self._defaults[key] = root.find(path)
            for style in root.iter(f"{W}style"):
                self._styles[style.get(f"{W}styleId")] = style
                if style.get(f"{W}default") in ("1", "true"):
                    self._standard[style.get(f"{W}type")] = style.get(f"{W}styleId")
        self._lists = self._numbering(package)

    @staticmethod
    def _theme(package):
        fonts = {}
        for name in package.related("theme"):
            root = package.xml(name)
            for kind in ("major", "minor"):
                node = next(root.iter(f"{A}{kind}Font"), None)
                latin = node.find(f"{A}latin") if node is not None else None
                if latin is not None:
                    for end in ("HAnsi", "Ascii"):
                        fonts[f"{kind}{end}"] = latin.get("typeface")
        return fonts

    @staticmethod
    def _numbering(package):
        lists = {}
        for name in package.related("numbering"):
            root = package.xml(name)
            abstract = {
                node.get(f"{W}abstractNumId"): node
                for node in root.iter(f"{W}abstractNum")
            }
            for node in root.iter(f"{W}num"):
                link = node.find(f"{W}abstractNumId")
                found = abstract.get(link.get(f"{W}val")) if link is not None else None
                if found is not None:
                    lists[node.get(f"{W}numId")] = found
        return lists

    def _chain(self, style_id):
        """Styles from the root to ``style_id``; circles end."""
        out, seen = [], set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            out.append(style)
            base = style.find(f"{W}basedOn")
            style_id = base.get(f"{W}val") if base is not None else None
        return out[::-1]

    def _style_of(self, properties, name, kind):
        node = properties.find(f"{W}{name}") if properties is not None else None
        return node.get(f"{W}val") if node is not None else self._standard.get(kind)

    def _layers(self, properties, key):
        style = self._style_of(properties, "pStyle", "paragraph")
        layers = [self._defaults.get(key)]
        layers += [node.find(f"{W}{key}") for node in self._chain(style)]
        return [layer for layer in layers if layer is not None]

    def run(self, paragraph, direct):
        """Return the typeface in force for a run, as a list of plain values.

        :param paragraph: the pPr of its paragraph, or None
        :param direct: its own rPr, or None
        """
        style = self._style_of(paragraph, "pStyle", "paragraph")
        if ("run", style) not in self._cache:
            base = {}
            for layer in self._layers(paragraph, "rPr"):
                self._take(base, layer)
            self._cache["run", style] = base
        values = dict(self._cache["run", style])
        if direct is not None:
            character = self._style_of(direct, "rStyle", "character")
            for node in self._chain(character):
                if node.find(f"{W}rPr") is not None:
                    self._take(values, node.find(f"{W}rPr"))
            self._take(values, direct)
        return [values.get(name) for name in _RUN]

    def _take(self, values, layer):
        for node in layer:
            name = node.tag[len(W) :] if node.tag.startswith(W) else ""
            if name in _FLAGS:
                values[name] = on(node) or None
            elif name == "rFonts":
                theme = node.get(f"{W}asciiTheme") or node.get(f"{W}hAnsiTheme")
                font = self._themes.get(theme) or node.get(f"{W}ascii")
                font = font or node.get(f"{W}hAnsi")
                if font:
                    values["rFonts"] = font.split(";")[0]
            elif name in _RUN:
                value = node.get(f"{W}val")
                plain = value is None or value.lower() in ("auto", _NONE.get(name))
                values[name] = None if plain else value.lower()

    def paragraph(self, properties):
        """Return the form in force for a paragraph, as a list of plain values."""
        layers = self._layers(properties, "pPr")
        if properties is not None:
            layers.append(properties)
        align, ahead, indents, listed = None, None, {}, None
        for layer in layers:
            node = layer.find(f"{W}jc")
            align = node.get(f"{W}val") if node is not None else align
            node = layer.find(f"{W}pageBreakBefore")
            ahead = (on(node) or None) if node is not None else ahead
            node = layer.find(f"{W}numPr")
            listed = node if node is not None else listed
            node = layer.find(f"{W}ind")
            for key, names in (
                ("left", ("left", "start")),
                ("right", ("right", "end")),
                ("first", ("firstLine",)),
                ("hanging", ("hanging",)),
            ):
                for name in names:
                    value = number(node, name)
                    if value is not None:
                        indents[key] = value
                        if key in ("first", "hanging"):
                            indents.pop("hanging" if key == "first" else "first", None)
        where = [
            indents.get("left", 0),
            indents.get("right", 0),
            indents.get("first", 0) - indents.get("hanging", 0),
        ]
        item = self._item(listed)
        place = [round(value / _TWIPS_MM) for value in where] if not item else []
        return [_ALIGN.get(align, align), ahead, place, item]

    def _item(self, node):
        if node is None:
            return None
        found = self._lists.get(str(number(node.find(f"{W}numId"), default=0)))
        if found is None:
            return None
        level = number(node.find(f"{W}ilvl"), default=0)
        for entry in found.iter(f"{W}lvl"):
            if number(entry, "ilvl") == level:
                kind, text = entry.find(f"{W}numFmt"), entry.find(f"{W}lvlText")
                return [
                    level,
                    kind.get(f"{W}val") if kind is not None else None,
                    text.get(f"{W}val") if text is not None else None,
                    number(entry.find(f"{W}start"), default=1),
                ]
        return [level]
