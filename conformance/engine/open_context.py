"""A rule beside a descriptor of which one field stands open: one more quantified number among those of the rule."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.engine.axes import Axis
from conformance.engine.context import Context
from conformance.engine.fields import Field, replaced
from conformance.expressions.fold import Folder
from conformance.expressions.outcomes import Ref
from conformance.expressions.values import Record

OPEN = "(field)"
"""The name of the field among the quantified numbers; no rule can write it."""

_FIELD = Ref(0)


class OpenContext(Context):
    """The rule beside the data with the field open.

    What formulas come to is shared with no other folder: a reference to an instruction means something in its own folder alone.
    """

    def __init__(self, context: Context, field: Field, axis: Axis | None = None) -> None:
        """Open a field; with an axis it takes part in what is proved, and ranges that hang on it are as wide as they can be."""
        super().__init__(context.facts, replaced(context.data, field.path, _FIELD))
        self._field = field
        self.open_axes = {} if axis is None else {OPEN: axis}

    def folder(self, bindings: Mapping[str, object] | None = None) -> Folder:
        """A folder over the names and some bound variables, in whose records the field is open too."""
        bound = {name: self._bound(value) for name, value in (bindings or {}).items()}
        folder = Folder({**self.names, **bound}, self.rule.let, self.facts.functions)
        folder.open(OPEN)
        return folder

    def _bound(self, value: object) -> object:
        """A record of the descriptor that a variable stands for, with the field in it open."""
        path = value.path if isinstance(value, Record) else ()
        if path and self._field.path[: len(path)] == path:
            assert isinstance(value, Record)
            return replaced(value, self._field.path[len(path) :], _FIELD)
        return value
