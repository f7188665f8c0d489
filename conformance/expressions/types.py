"""What a formula's parts can be: the types that the dimension reading computes with.

``spec`` derives them from a kind's schema, a table's columns or a function's signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.documents.dimensions import NUMBER, Dimension


@dataclass(frozen=True, slots=True)
class NumberType:
    """A number of one dimension."""

    dimension: Dimension = NUMBER
    literal_zero: bool = False


@dataclass(frozen=True, slots=True)
class TextType:
    """A text; ``values`` lists what the schema's enum allows, None for any."""

    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class TruthType:
    """True or false."""


@dataclass(frozen=True, slots=True)
class ListType:
    """A list (or set) of equal items."""

    item: Type


@dataclass(frozen=True, slots=True)
class MapType:
    """A mapping from free keys to equal items."""

    item: Type


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. An optional one must be guarded by ``has`` or ``default`` unless it is a claim."""

    type: Type
    required: bool = True


@dataclass(frozen=True, slots=True)
class RecordType:
    """A mapping with known fields; a claim where ``claim`` is set: in arithmetic it stands for its ``value``."""

    fields: Mapping[str, Field]
    name: str = "record"
    claim: bool = False


@dataclass(frozen=True, slots=True)
class CurveType:
    """A curve from one dimension to another."""

    x: Dimension
    y: Dimension


Type = NumberType | TextType | TruthType | ListType | MapType | RecordType | CurveType
