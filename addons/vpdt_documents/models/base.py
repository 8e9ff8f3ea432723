from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Command


class Base(models.AbstractModel):
    """Nobody names a row of ours that he does not read.

    A form shows the name of what it is given, and related fields of it, with the rights
    of the system: of a draft, a paper, a request somebody else's number was typed for.
    So what is named in values, in defaults and in the lines of a form is asked for
    first, of the rows of `vpdt.*` (I3).
    """

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        if self._names_ours():
            self._check_named(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if self._names_ours():
            self._check_named([vals])
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        if self._names_ours():
            if not isinstance(values, dict) or not isinstance(fields_spec, dict):
                raise TypeError("a form has values, and fields to show")
            self._check_named([values])
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        if self._names_ours():
            self._check_named([defaults])
        return defaults

    @api.model
    def _names_ours(self):
        return not self.env.su and self._name.startswith("vpdt.")

    @api.model
    def _check_named(self, vals_list):
        """Check that the user reads every row of `vpdt.*` that values name.

        :param vals_list: values as of `create`, `write` or a form
        :raises AccessError: one of them is not his to see, or not there
        """
        named = defaultdict(set)
        self._collect_named(vals_list, named)
        for model, ids in named.items():
            rows = self.env[model].browse(sorted(ids))
            # AccessError of a model that is closed to him as a whole
            rows.browse().check_access("read")
            try:
                read = rows._filtered_access("read")
            except MissingError:
                read = rows.browse()
            if len(read) < len(rows):
                raise AccessError(
                    self.env._("What is named here is not there, or not yours to see.")
                )

    @api.model
    def _collect_named(self, vals_list, named):
        """Add the ids that values name to `named` ({model: set of ids})."""
        for vals in vals_list:
            # what else is sent is refused by who takes values
            for name, value in vals.items() if isinstance(vals, dict) else ():
                field = self._fields.get(name)
                if not value or not field or not field.relational:
                    continue
                ours = field.comodel_name.startswith("vpdt.")
                if field.type == "many2one":
                    value = value.get("id") if isinstance(value, dict) else value
                    if ours and type(value) is int:
                        named[field.comodel_name].add(value)
                elif isinstance(value, (list, tuple)):
                    other = self.env[field.comodel_name]
                    for command in value:
                        ids, below = self._of_command(command)
                        if ours:
                            named[other._name].update(ids)
                        if below:
                            other._collect_named([below], named)

    @api.model
    def _of_command(self, command):
        """Return (ids it names, values of a line or None) of a command of a list."""
        if type(command) is int:
            return {command}, None
        if not isinstance(command, (list, tuple)) or not command:
            return (), None
        code, *rest = command
        below = None
        if code in (Command.CREATE, Command.UPDATE):
            below = rest[1] if len(rest) > 1 and isinstance(rest[1], dict) else None
        if code == Command.SET:
            ids = rest[1] if len(rest) > 1 else ()
        else:
            ids = () if code == Command.CREATE else rest[:1]
        ids = ids if isinstance(ids, (list, tuple, set)) else ()
        # lines that are not saved yet have a word for an id
        return {one for one in ids if type(one) is int and one}, below
