"""The values a formula meets: numbers are exact (int or Fraction, in base units), the rest as below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import inf

from conformance.findings.type_hints import Any, ClassVar, Final, Literal, TypeGuard

_OWN = ("design", "envelope", "metadata")
"""What a path of a single descriptor starts with, beside ``claims``: no role of a part is called so."""

Number = int | Fraction
"""A number in the base units of its dimension (bit, second, metre, kelvin …), always exact."""


def is_number(value: object) -> TypeGuard[Number]:
    """Whether it is one: truth values are none here, though Python counts them as such."""
    return isinstance(value, Number) and not isinstance(value, bool)


def to_float(value: object) -> Any:
    """A number as the nearest double, infinity where it is too large; everything else as it is."""
    if is_number(value):
        try:
            return float(value)
        except OverflowError:
            return inf if value > 0 else -inf
    return value


class Record(dict[str, object]):
    """A mapping of a descriptor, with its place in the document.

    ``path`` holds the keys and indices that lead to it, so that a finding or a repair can point at its fields.
    """

    __slots__ = ("path",)

    def __init__(self, fields: dict[str, object], path: tuple[str | int, ...] = ()) -> None:
        """Wrap the fields of the mapping at ``path``."""
        self.update(fields)  # a third of the time of dict's own way to be made
        self.path = path


def is_claim(path: Sequence[str | int]) -> bool:
    """Whether a place is a claim, or lies in one: ``claims.bandwidth``, or ``a.claims.bandwidth`` of the part in role a."""
    return bool(path) and (path[0] == "claims" or (len(path) > 2 and path[1] == "claims" and path[0] not in _OWN))


class Claim(Record):
    """A claim: ``value`` with ``relation``, ``basis`` and ``stated_at``; in arithmetic it stands for its value."""

    __slots__ = ()


Law = Literal["linear", "step", "step-up-to", "log-log"]
"""How to read between points; ``step``: each value from its point on, ``step-up-to``: each value up to and with its point."""
Beyond = Literal["refuse", "hold"]


Points = tuple[tuple[Fraction, ...], tuple[Fraction, ...]]
"""The ``xs`` of a curve and their ``ys``."""


class Value:
    """The base of values that are compared by their fields: equal to another of its class with equal ``_key()``.

    They are not dataclasses: those load ``inspect`` and write the methods of each class when it is first imported, which
    would take a sixth of the time in which `openarch validate FILE` starts, and twice that where a rule fails. Type checkers
    see that nothing is assigned twice (``Final``).

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


class Curve(Value):
    """A measured or declared curve: ascending ``xs``, their ``ys``, how to read between and beyond the points."""

    __slots__ = ("_hash", "_read", "beyond", "law", "xs", "ys")
    __match_args__ = ("xs", "ys", "law", "beyond")
    xs: tuple[Fraction, ...]
    ys: tuple[Fraction, ...]
    _read: Callable[[], Points]

    def __init__(
        self, xs: tuple[Fraction, ...], ys: tuple[Fraction, ...], law: Law = "linear", beyond: Beyond = "refuse"
    ) -> None:
        """Put the points together."""
        self.xs, self.ys = xs, ys
        self.law: Final = law
        self.beyond: Final = beyond
        self._hash: int | None = None

    @classmethod
    def late(cls, read: Callable[[], Points], law: Law, beyond: Beyond) -> Curve:
        """A curve whose points are read when they are first asked for: of a table of them a descriptor needs few or none."""
        made = cls((), (), law, beyond)
        made._read = read
        del made.xs, made.ys
        return made

    def __getattr__(self, name: str) -> Any:
        """The points of a curve that has not read them yet: Python asks here for what is nowhere else."""
        if name not in ("xs", "ys"):
            raise AttributeError(name)
        self.xs, self.ys = self._read()
        return getattr(self, name)

    def _key(self) -> tuple[object, ...]:
        return self.xs, self.ys, self.law, self.beyond

    def __hash__(self) -> int:
        """Of all points, once: curves are keys of caches, and fractions are slow to hash."""
        if self._hash is None:
            self._hash = hash(self._key())
        return self._hash
