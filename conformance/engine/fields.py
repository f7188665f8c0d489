"""Fields of a descriptor that a repair may change: where they stand, and what their schema allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from conformance.documents.quantities import parse
from conformance.documents.units import Unit
from conformance.engine.context import Context, named
from conformance.expressions.fold import NotDiscrete
from conformance.expressions.values import Claim, Curve, Record
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any
from conformance.spec.shapes import row_schema


class Field(NamedTuple):
    """A field of the descriptor that a repair may change.

    Attributes:
        path: keys and indices.
        name: the path as the report writes it, items of lists by their ``id``.
        value: bound, in base units.
        schema: of the field.
        unit: in which the vendor writes it.
        whole_unit: the unit that cannot be halved (1 B), for figures that are whole numbers of it.
        ends: lowest and highest value that the schema and the other end of a range leave it; None where open.
    """

    path: tuple[str | int, ...]
    name: str
    value: object
    schema: Mapping[str, Any]
    unit: Unit | None
    whole_unit: Fraction | None = None
    ends: tuple[Fraction | None, Fraction | None] = (None, None)


def fields(context: Context, path: str) -> Iterator[Field]:
    """The field at a dotted path; of a claim its value, of a range both of its ends."""
    keys, value, missing = reached(context, path)
    if missing:
        return
    ends: tuple[str, ...] = ("value",) if isinstance(value, Claim) else ()
    if isinstance(value, Record) and not ends:
        ends = tuple(key for key in ("max", "min") if key in value) if {"min", "max"} >= set(value) else ()
        if not ends:
            return
    for tail in ((end,) for end in ends) if ends else ((),):
        full = (*keys, *tail)
        quantity = context.descriptor.quantities.get(full)
        yield field_at(context, full, quantity.unit if quantity else None)


def field_at(context: Context, path: tuple[str | int, ...], unit: Unit | None) -> Field:
    """The field at a path of the data, written in a unit."""
    value = _at(context.data, path)
    schema = schema_at(context.descriptor.kind.schema, path)
    limits = _ends(context, schema, path)
    return Field(path, named(context.data, path), value, schema, unit, _whole_unit(context, value, unit), limits)


def absent(context: Context, path: str) -> tuple[str | int, ...] | None:
    """Where a field would stand that the descriptor leaves out, as far as the first key that is missing; None if it is there.

    A list without entries is left out too.
    """
    keys, value, missing = reached(context, path)
    if not missing:
        return tuple(keys) if isinstance(value, list | tuple) and not value else None
    return (*keys, missing[0]) if isinstance(value, Record) else None


def standing_first(context: Context, paths: Sequence[str]) -> tuple[str, ...]:
    """The paths in their order, but those that the descriptor leaves out behind those that it holds."""
    return tuple(sorted(paths, key=lambda path: bool(reached(context, path)[2])))


def reached(context: Context, path: str) -> tuple[list[str | int], object, list[str]]:
    """The keys that a dotted path means, what stands there, and the words of the path that lead no further."""
    keys: list[str | int] = []
    value: object = context.data
    words = path.split(".")
    while words:
        # Keys and ids may hold dots themselves: the longest that fits is meant.
        steps = ((used, _step(value, ".".join(words[:used]))) for used in range(len(words), 0, -1))
        used, step = next((found for found in steps if found[1] is not None), (0, None))
        if step is None:
            break
        keys.append(step[0])
        value = step[1]
        words = words[used:]
    return keys, value, words


def _ends(
    context: Context, schema: Mapping[str, Any], path: tuple[str | int, ...]
) -> tuple[Fraction | None, Fraction | None]:
    """How far the schema lets a field go, and the other end of the range that it belongs to: no range may become empty."""
    low, high = (_bound(context, schema, *keys) for keys in (("minimum", "least"), ("maximum", "most")))
    parent = _at(context.data, path[:-1])
    if isinstance(parent, Mapping) and set(parent) == {"min", "max"}:
        other = parent["min" if path[-1] == "max" else "max"]
        if isinstance(other, int | Fraction):
            low, high = (Fraction(other), high) if path[-1] == "max" else (low, Fraction(other))
    return low, high


def _bound(context: Context, schema: Mapping[str, Any], plain: str, quantity: str) -> Fraction | None:
    if plain in schema:
        return Fraction(str(schema[plain]))
    return parse(str(schema[quantity]), context.specs.units, None).value if quantity in schema else None


def _whole_unit(context: Context, value: object, unit: Unit | None) -> Fraction | None:
    """The unit that cannot be halved (1 B), for figures that are whole numbers of it."""
    if unit is None or unit.dimension.is_plain_number:  # 100 % is no count
        return None
    name = context.specs.units.name_of(unit.dimension)
    whole = None if name is None else context.specs.units.integer_unit(name)
    if whole is None or not isinstance(value, int | Fraction):
        return None
    return whole.factor if (Fraction(value) / whole.factor).denominator == 1 else None


def _step(value: object, part: str) -> tuple[str | int, object] | None:
    if isinstance(value, Mapping):
        return (part, value[part]) if part in value else None
    if isinstance(value, list | tuple):
        if part.isdecimal() and int(part) < len(value):
            return int(part), value[int(part)]
        for index, item in enumerate(value):
            if isinstance(item, Mapping) and item.get("id") == part:
                return index, item
    return None


def _at(value: Any, path: tuple[str | int, ...]) -> object:
    for key in path:
        value = [*zip(value.xs, value.ys, strict=True)] if isinstance(value, Curve) else value[key]
    return value


def schema_at(schema: Mapping[str, Any], path: tuple[str | int, ...]) -> Mapping[str, Any]:
    """The kind's schema of a field, empty where it says nothing."""
    for key in path:
        if "claim" in schema and key == "value":
            return {"quantity": schema["claim"], **_bounds(schema)}
        if "range" in schema and key in ("min", "max"):
            return {"type": "integer" if schema["range"] == "integer" else "string", **_bounds(schema)}
        if "claim" in schema and key == "basis":
            schema = {"properties": {name: {"enum": choices} for name, choices in schema.get("basis", {}).items()}}
            continue
        if "claim" in schema and key == "stated_at":
            schema = {"type": "object", "properties": _conditions(schema)}
            continue
        if "table" in schema:
            schema = row_schema(schema)
            continue
        if "curve" in schema and key == "points":
            return {"quantity": schema["curve"]["y"], **_bounds(schema)}
        inner = schema.get("items") if isinstance(key, int) else schema.get("properties", {}).get(key)
        if inner is None:
            extra = schema.get("additionalProperties")
            inner = extra if isinstance(extra, Mapping) else {}
        schema = inner
    return schema


def _conditions(claim: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The figures at which a claim may be stated, each with what the claim's examples say."""
    shown = [example["stated_at"] for example in claim.get("examples", ()) if "stated_at" in example]
    return {
        name: {"quantity": dimension, "examples": [at[name] for at in shown if name in at]}
        for name, dimension in claim.get("stated_at", {}).items()
    }


def _bounds(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {key: schema[key] for key in ("least", "most", "minimum", "maximum") if key in schema}


def replaced(data: Record, path: tuple[str | int, ...], value: object) -> Record:
    """The data with another value at one place, or with one more at the end of the path; everything else is shared."""

    def at(part: Any, keys: tuple[str | int, ...]) -> Any:
        if not keys:
            return value
        if isinstance(part, Record):
            return type(part)({**part, str(keys[0]): at(part.get(str(keys[0])), keys[1:])}, part.path)
        if isinstance(part, Curve):
            return _with_point(part, int(keys[1]), value)
        items = list(part)
        items[int(keys[0])] = at(items[int(keys[0])], keys[1:])
        return items

    result = at(data, path)
    assert isinstance(result, Record)
    return result


def _with_point(curve: Curve, index: int, value: object) -> Curve:
    """The curve with another value at one of its points.

    Raises:
        NotDiscrete: the value is open.
    """
    if not isinstance(value, int | Fraction):
        raise NotDiscrete("SPEC-not-discrete", {})
    ys = (*curve.ys[:index], Fraction(value), *curve.ys[index + 1 :])
    return Curve(curve.xs, ys, curve.law, curve.beyond)
