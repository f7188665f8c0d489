"""What a formula's parts can be: the types that the dimension reading computes with.

``spec`` derives them from a kind's schema, a table's columns or a function's signature.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.documents.dimensions import NUMBER, Dimension
from conformance.expressions.values import Value
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Final


class NumberType(Value):
    """A number of one dimension."""

    __match_args__ = ("dimension", "literal_zero")
    __slots__ = __match_args__

    def __init__(self, dimension: Dimension = NUMBER, *, literal_zero: bool = False) -> None:
        """Keep what is given."""
        self.dimension: Final = dimension
        self.literal_zero: Final = literal_zero


class TextType(Value):
    """A text; ``values`` lists what the schema's enum allows, None for any."""

    __match_args__ = ("values",)
    __slots__ = __match_args__

    def __init__(self, values: frozenset[str] | None = None) -> None:
        """Keep what is given."""
        self.values: Final = values


class TruthType(Value):
    """True or false."""

    __slots__ = ()


class ListType(Value):
    """A list (or set) of equal items."""

    __match_args__ = ("item",)
    __slots__ = __match_args__

    def __init__(self, item: Type) -> None:
        """Keep what is given."""
        self.item: Final = item


class MapType(Value):
    """A mapping from free keys to equal items."""

    __match_args__ = ("item",)
    __slots__ = __match_args__

    def __init__(self, item: Type) -> None:
        """Keep what is given."""
        self.item: Final = item


class Field(NamedTuple):
    """One field of a record. An optional one must be guarded by ``has`` or ``default`` unless it is a claim."""

    type: Type
    required: bool = True


class RecordType(Value):
    """A mapping with known fields; a claim where ``claim`` is set: in arithmetic it stands for its ``value``."""

    __match_args__ = ("fields", "name", "claim")
    __slots__ = __match_args__

    def __init__(self, fields: Mapping[str, Field], name: str = "record", *, claim: bool = False) -> None:
        """Keep what is given."""
        self.fields: Final = fields
        self.name: Final = name
        self.claim: Final = claim


class CurveType(Value):
    """A curve from one dimension to another."""

    __match_args__ = ("x", "y")
    __slots__ = __match_args__

    def __init__(self, x: Dimension, y: Dimension) -> None:
        """Keep what is given."""
        self.x: Final = x
        self.y: Final = y


Type = NumberType | TextType | TruthType | ListType | MapType | RecordType | CurveType
