"""``NamedTuple`` as ``typing`` has it, made in a quarter of the time.

``typing.NamedTuple`` compiles the annotation of every field to look whether it is a type, which the type checker has done
already, and ``collections.namedtuple`` compiles a constructor for every class. With the sixty classes that
`openarch validate FILE` meets, that took a sixth of its start: here all classes share one constructor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple, Self  # noqa: TID251 - what this stands for
else:
    from collections import namedtuple

    _Places = namedtuple("_Places", [f"place_{at}" for at in range(24)])  # noqa: PYI024
    # Each gives the item at its place of whatever tuple, as fast as Python knows how to.
    _ITEMS = [getattr(_Places, place) for place in _Places._fields]
    _new = tuple.__new__

    class _Tuple(tuple):
        """What all named tuples have in common."""

        __slots__ = ()
        _fields: tuple[str, ...]
        _field_defaults: dict[str, object]

        def __new__(cls, *values: object, **named: object) -> Self:
            """The values of all fields; a class of which anything else is asked is given a constructor of its own."""
            if not named and len(values) == len(cls._fields):
                return _new(cls, values)
            made = namedtuple(cls.__name__, cls._fields, defaults=cls._field_defaults.values())  # noqa: PYI024
            cls.__new__ = made.__new__
            return cls(*values, **named)

        @classmethod
        def _make(cls, values: Iterable[object]) -> Self:
            """One of the values of an iterable."""
            return cls(*values)

        def _replace(self, **named: object) -> Self:
            """The same with other values of some fields."""
            return self.__class__(**{**self._asdict(), **named})

        def _asdict(self) -> dict[str, Any]:
            """The values by field."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            """``Name(field=value)``."""
            values = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{self.__class__.__name__}({values})"

        def __getnewargs__(self) -> tuple[object, ...]:
            """What ``pickle`` and ``copy`` make the same of."""
            return tuple(self)

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            """A named tuple with the fields that ``body`` annotates, and whatever else it defines."""
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            optional = tuple(field for field in fields if field in body)
            if optional != fields[len(fields) - len(optional) :]:
                raise TypeError(f"{name}: a field without a default stands behind one with a default")
            own = {"__slots__": (), "__match_args__": fields, "_fields": fields}
            own["_field_defaults"] = {field: body[field] for field in optional}
            return type(name, (_Tuple,), {**body, **own, **dict(zip(fields, _ITEMS, strict=False))})

    class NamedTuple(metaclass=_Maker):
        """The base of named tuples: fields with annotations, those with defaults last."""


__all__ = ["NamedTuple"]
