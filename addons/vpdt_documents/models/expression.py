"""Expressions that Odoo evaluates on the server: what may be entered by hand.

Odoo hands them records of whoever is at work, often with all rights: one attribute
leads to `env`, and with it to every document (design 5.2).
"""

import ast

# Who asks, and where he belongs; `user` is read with all rights, so only its ids.
_ONE = {
    "company_id",
    "uid",
    "user.commercial_partner_id.id",
    "user.company_id.id",
    "user.employee_id.id",
    "user.id",
    "user.partner_id.id",
}
_MANY = {
    "company_ids",
    "user.all_group_ids.ids",
    "user.company_ids.ids",
    "user.employee_ids.ids",
}


class _WhoAsks(ast.NodeTransformer):
    """Put numbers for who asks; everything else that is no value stays as it is."""

    def visit_Name(self, node):
        text = ast.unparse(node)
        if text in _MANY:
            return ast.List([ast.Constant(0)], ast.Load())
        return ast.Constant(0) if text in _ONE else node

    visit_Attribute = visit_Name


def plain_value(text):
    """Return the value of an expression of values, with numbers for who asks.

    :param str text: what Odoo would evaluate
    :raises ValueError: there is more to it: it could be program code
    """
    try:
        tree = ast.parse((text or "None").strip(), mode="eval")
        return ast.literal_eval(_WhoAsks().visit(tree))
    except (SyntaxError, TypeError, RecursionError, AttributeError) as error:
        raise ValueError(str(error)) from error


def is_plain(text):
    """Return whether an expression holds values, and who asks, and nothing else."""
    try:
        plain_value(text)
    except ValueError:
        return False
    return True
