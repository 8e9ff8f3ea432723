"""The little of Jinja that a template may use.

A template is data that an administrator uploads. It may print a field, repeat over a
list and leave something out; nothing in it is called, computed or looked up in a
Python object. What is compiled is judged by its syntax tree, whatever file it is in.
"""

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Undefined
from jinja2.sandbox import SandboxedEnvironment

_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Const,
    nodes.Filter,
)
_FILTERS = {"upper", "lower", "length"}
_LOOP = {"index", "first", "last", "length"}
_MAX_DEPTH = 3


class NotAllowed(TemplateSyntaxError):
    """A template does more than it may."""


class Environment(SandboxedEnvironment):
    """Jinja without calls, attributes of objects, globals, imports or arithmetic."""

    def __init__(self):
        super().__init__(autoescape=True, auto_reload=False, cache_size=0)
        self.globals.clear()
        self.filters = {n: f for n, f in self.filters.items() if n in _FILTERS}
        self.tests.clear()

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        _vet(tree, 0)
        return tree

    def getattr(self, obj, attribute):
        """Look in dictionaries only, and in the counter of a loop."""
        if isinstance(obj, dict):
            return obj.get(attribute, Undefined(name=attribute))
        if attribute in _LOOP and type(obj).__name__ == "LoopContext":
            return getattr(obj, attribute)
        return Undefined(name=attribute)

    getitem = getattr

    def is_safe_attribute(self, obj, attr, value):
        """Nothing is reached through attributes."""
        return False

    def is_safe_callable(self, obj):
        """Nothing is called."""
        return False


def _vet(node, depth):
    if not isinstance(node, _NODES):
        raise NotAllowed(type(node).__name__.lower(), node.lineno)
    if isinstance(node, nodes.For):
        depth += 1
        if depth > _MAX_DEPTH or node.recursive or node.test:
            raise NotAllowed("for", node.lineno)
        if not isinstance(node.target, nodes.Name):
            raise NotAllowed("for", node.lineno)
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise NotAllowed(node.attr, node.lineno)
    if isinstance(node, nodes.Filter) and (
        node.name not in _FILTERS or node.args or node.kwargs or node.node is None
    ):
        raise NotAllowed(node.name, node.lineno)
    for child in node.iter_child_nodes():
        _vet(child, depth)
