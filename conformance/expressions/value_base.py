"""The base of values that are compared by their fields.

They are not dataclasses: those load ``inspect`` and write the methods of each class when it is first imported, which
would take a sixth of the time in which `openarch validate FILE` starts, and twice that where a rule fails. Type checkers see that nothing is assigned
twice (``Final``).
"""

from __future__ import annotations

from conformance.findings.type_hints import ClassVar


class Value:
    """Equal to another of its class with equal ``_key()``.

    Attributes:
        __match_args__: names of the fields, in the order of the arguments.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def _key(self) -> tuple[object, ...]:
        """What counts when two are compared: all fields, unless a class says otherwise."""
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        """Whether both are of one class and say the same."""
        return other.__class__ is self.__class__ and self._key() == other._key()

    def __hash__(self) -> int:
        """Equal values have equal hashes."""
        return hash(self._key())

    def __repr__(self) -> str:
        """As the value would be made."""
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__match_args__)})"
