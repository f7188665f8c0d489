"""How structural functions are declared to the rules: the types that many of them take or return, and a short way to write one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conformance.expressions.functions import PythonFunction
from conformance.expressions.types import Field, ListType, NumberType, RecordType, TextType, Type

NUMBER, TEXT = NumberType(), TextType()
NAMES = ListType(TEXT)
DESIGN = RecordType({}, "design")


def record(name: str, **fields: Type) -> RecordType:
    """A record that has all of its fields."""
    return RecordType({field: Field(type_) for field, type_ in fields.items()}, name)


def structural(
    number: Callable[..., object], parameters: Mapping[str, Type], returns: Type, name: str = ""
) -> PythonFunction:
    """A function of values that are known before any number is chosen, under its own name unless another is given."""
    return PythonFunction(name or number.__name__, parameters, returns, number, structural=True)
