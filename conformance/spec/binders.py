"""A kind's fields turned into nested closures that check a value and bind it in one walk.

Checking means the quick look of ``precheck``: where a value does not keep its schema for sure, the walk goes on, and the
binder is no longer ``certain``; what is wrong is then left to the validator (``structure.py``). A field is compiled from
its plan (``plans.py``) when the first descriptor has it: of a kind most fields are optional.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.expressions.values import Claim, Record
from conformance.findings.type_hints import Any
from conformance.spec import shapes
from conformance.spec.binding import Binder
from conformance.spec.cache import unpacked
from conformance.spec.places import Path
from conformance.spec.precheck import Schema, checker, keywords
from conformance.spec.quantity_reader import Reader
from conformance.spec.value_binders import NOTHING, SORTS, Bind, Field

_NOTHING_BESIDE: frozenset[str] = frozenset()
_NOMINAL = {"relation": "nominal"}
_UNKNOWN: Field = NOTHING, None, None
_NEW: Any = object()
"""Stands for what a text means that is not known yet."""


class Binders:
    """Compiles the plans of fields.

    Args:
        reader: reads the quantities of whatever is bound; fields that it has met in other kinds are not compiled again.
    """

    def __init__(self, reader: Reader) -> None:
        """Nothing is compiled yet."""
        self.reader = reader

    def bind(self, plan: bytes) -> Bind:
        """What binds the values of a field, from its plan."""
        _, _, bind = self.field(plan)
        assert bind is not None
        return bind

    def field(self, plan: bytes) -> Field:
        """How the values of a field are bound, from its plan."""
        found: Field | None = self.reader.fields.get(plan)
        if found is None:
            found = self.reader.fields[plan] = self._compiled(*unpacked(plan))
        return found

    def _compiled(self, sort: str, *parts: Any) -> Field:
        match sort:
            case "record":
                required, beside, fields, rest = parts
                return self._mapping(Record, {}, required, beside, _Fields(self, fields, rest))
            case "claim":  # its relation is nominal where none is written
                required, fields = parts
                return self._mapping(Claim, _NOMINAL, required, {}, _Fields(self, fields, None))
            case "list":
                return self._list(*parts)
            case "table":
                return self._table(*parts)
            case _:
                return SORTS[sort](self.reader, *parts)

    def _mapping(
        self, made: type[Record], absent: Mapping[str, str], due: list[str], beside: Schema, fields: _Fields
    ) -> Field:
        """A record or claim; ``absent`` holds the values of fields that are not written."""
        new = made.__new__
        required = frozenset(due)
        keeps = keywords(beside, _NOTHING_BESIDE, dict)

        def bind(binder: Binder, value: Any, path: Path) -> object:
            if value.__class__ is not dict:
                return binder.doubted(value)
            if not value.keys() >= required or (keeps is not None and not keeps(value)):
                binder.certain = False
            # As Record(value, path): there are a dozen in a document, and to make one so takes half of the time.
            bound = new(made)
            if absent:
                bound.update(absent)
            bound.update(value)
            bound.path = path
            for key, item in value.items():
                known, plain, inner = fields[key]
                if known and item.__class__ is str:
                    found = known.get(item, _NEW)
                    if found is None:
                        continue  # it stands there already
                    if found is not _NEW:
                        binder.quantities[(*path, key)] = found
                        bound[key] = found.value
                        continue
                if plain is not None and plain(item):
                    continue
                if inner is not None:
                    bound[key] = inner(binder, item, (*path, key))
                else:
                    binder.certain = False
                    del bound[key]
            return bound

        return NOTHING, None, bind

    def _list(self, beside: Schema, item: bytes, has_ids: bool) -> Field:  # noqa: FBT001 - as the plan has it
        """A list of equal items; ids in it must differ."""
        _, plain, inner = self.field(item)
        assert inner is not None
        keeps = keywords(beside, _NOTHING_BESIDE, list)

        def bind(binder: Binder, value: Any, path: Path) -> object:
            if value.__class__ is not list:
                return binder.doubted(value)
            if keeps is not None and not keeps(value):
                binder.certain = False
            if plain is not None and all(map(plain, value)):
                return value.copy()
            items = [inner(binder, item, (*path, index)) for index, item in enumerate(value)]
            if has_ids or not binder.certain:  # what is not in order may have ids where there are none
                binder.check_ids(items, path)
            return items

        return NOTHING, None, bind

    def _table(self, node: shapes.Node, rows: bytes, schema: Any) -> Field:
        """Rows in place are checked as they are bound; those of a file once they are read (``descriptor.py``)."""
        shape, in_place, keeps = shapes.read(node), self.bind(rows), checker(schema)
        assert isinstance(shape, shapes.TableShape)

        def bind(binder: Binder, value: Any, path: Path) -> object:
            # Few descriptors hold tables: the others need not pay for them.
            from conformance.spec.table_rows import bound_table

            if value.__class__ is dict and not keeps(value):
                binder.certain = False
            return bound_table(binder, value, shape, path, in_place)

        return NOTHING, None, bind


class _Fields(dict[str, Field]):
    """The fields of a record by key, each compiled when it is first asked for."""

    def __init__(self, binders: Binders, plans: Mapping[str, bytes], rest: bytes | None) -> None:
        super().__init__()
        self._binders = binders
        self._plans = plans
        self._rest = rest

    def __missing__(self, key: str) -> Field:
        if key in self._plans:
            self[key] = found = self._binders.field(self._plans[key])
            return found
        # Not kept by name: names that the schema does not know may be any, and any number.
        return _UNKNOWN if self._rest is None else self._binders.field(self._rest)
