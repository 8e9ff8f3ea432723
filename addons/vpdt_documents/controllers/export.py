from odoo.addons.web.controllers.export import ExcelExport


def _plain(value):
    """Return a value that a spreadsheet does not take for a formula.

    What papers say comes from outside; Odoo does the same for CSV.
    """
    if isinstance(value, str) and value.startswith(("=", "{=")):
        return f"'{value}"
    return value


def _plain_group(node):
    node.data = [[_plain(value) for value in row] for row in node.data]
    node.children = type(node.children)(
        (_plain_key(key), child) for key, child in node.children.items()
    )
    for child in node.children.values():
        _plain_group(child)


def _plain_key(key):
    if isinstance(key, tuple):
        return tuple(_plain(part) for part in key)
    return _plain(key)


class VpdtExcelExport(ExcelExport):
    def from_data(self, fields, columns_headers, rows):
        """Write rows, none of them a formula."""
        rows = [[_plain(value) for value in row] for row in rows]
        return super().from_data(fields, columns_headers, rows)

    def from_group_data(self, fields, columns_headers, groups):
        """Write groups, none of their names or rows a formula."""
        _plain_group(groups)
        return super().from_group_data(fields, columns_headers, groups)
