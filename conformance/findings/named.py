"""``NamedTuple`` as ``typing`` has it, made in a quarter of the time.

``typing.NamedTuple`` compiles the annotation of every field to look whether it is a type, which the type checker has
done already, and a constructor for every class. Of the sixty classes that `openarch validate FILE` meets, most have no
value in that run and a dozen have one: here a class has its constructor when its second value is made.
"""

from __future__ import annotations

from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple  # noqa: TID251 - what this stands for
else:
    from collections import _tuplegetter  # what reads a field in C; ``namedtuple`` has no other name for it

    _new = tuple.__new__
    _met: set[type] = set()
    """The classes that have a value."""

    class _Named(tuple):
        """What all named tuples have in common; see ``collections.namedtuple`` for what each does."""

        __slots__ = ()
        _fields = ()
        _field_defaults = {}  # noqa: RUF012 - each class has its own

        def __new__(cls, *values: Any, **named: Any) -> Any:
            """The first value of a class is put together here; for the second a constructor is compiled, and stands here for all others."""
            if cls not in _met:
                _met.add(cls)
                given = dict(zip(cls._fields, values, strict=False), **named)
                made = {**cls._field_defaults, **given}
                if len(given) == len(values) + len(named) and made.keys() == set(cls._fields):
                    return _new(cls, map(made.__getitem__, cls._fields))
            # What was given twice, too much or too little, the constructor refuses in Python's own words.
            cls.__new__ = staticmethod(_constructor(cls._fields, cls._field_defaults))
            return cls.__new__(cls, *values, **named)

        @classmethod
        def _make(cls, values: Any) -> Any:
            made = _new(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, /, **changes: Any) -> Any:
            made = _new(self.__class__, map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"no field of {self.__class__.__name__}: {', '.join(changes)}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{self.__class__.__name__}({fields})"

    def _constructor(fields: tuple[str, ...], defaults: dict[str, Any]) -> Any:
        """Takes the fields by position or by name. Compiled, as by ``namedtuple``: values are made more often than classes."""
        parameters, values = ", ".join(("_cls", *fields)), "".join(f"{field}, " for field in fields)
        made = eval(f"lambda {parameters}: _new(_cls, ({values}))", {"_new": _new})  # noqa: S307 - names of fields
        made.__defaults__ = tuple(defaults.values())
        return made

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            """A named tuple with the fields that ``body`` annotates, and whatever else it defines."""
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            optional = tuple(field for field in fields if field in body)
            if optional != fields[len(fields) - len(optional) :]:
                raise TypeError(f"{name}: a field without a default stands behind one with a default")
            defaults = {field: body[field] for field in optional}
            own = {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            readers = {field: _tuplegetter(number, field) for number, field in enumerate(fields)}
            return type(name, (_Named,), {**body, **own, **readers})

    class NamedTuple(metaclass=_Maker):
        """The base of named tuples: fields with annotations, those with defaults last."""


__all__ = ["NamedTuple"]
