"""The words of ``typing``, for the modules that `openarch validate FILE` loads: ``typing`` itself costs a twelfth of its start.

Type checkers read the first half (Ruff by ``typing-modules`` in pyproject.toml), the program runs with the second. That
suffices where annotations are text, as everywhere here, and nobody looks at a type while the program runs; models of
pydantic do, and take theirs from ``typing``.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, ClassVar, Final, Literal, NoReturn, Protocol, TextIO, TypeGuard, TypeVar, cast
else:
    Any = ClassVar = Final = NoReturn = Protocol = TextIO = TypeGuard = object

    class Literal:
        """Stands in aliases: ``Relation = Literal["<", ">"]``."""

        def __class_getitem__(cls, _values: object) -> type:
            return object

    def TypeVar(_name: str) -> type:  # noqa: N802 - its name in ``typing``
        """Stands in annotations only."""
        return object

    def cast(_kind: object, value: object) -> object:
        """The value, which a type checker takes for what it is said to be."""
        return value


__all__ = [
    "TYPE_CHECKING",
    "Any",
    "ClassVar",
    "Final",
    "Literal",
    "NoReturn",
    "Protocol",
    "TextIO",
    "TypeGuard",
    "TypeVar",
    "cast",
]
