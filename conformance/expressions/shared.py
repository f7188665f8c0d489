"""What the lets of a rule come to, shared by all scopes that agree in what a let reads.

A rule about failed supplies over several windows works its supplies out once for each set of failures, not once for each set
and window; and where a repair tries other values of one field, only what reads this field is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction

from conformance.expressions.expression import Expression
from conformance.expressions.scalars import QuantifiedNumber
from conformance.expressions.tree import Generator, Node, children, path_of
from conformance.expressions.values import Record
from conformance.findings.named import NamedTuple

_Path = tuple[str, ...]
_WORTH = 8
"""Lets that take fewer nodes are worked out in the time in which one is looked up."""
_TRIED, _SELDOM = 64, 4
"""Of a let that was looked up so often, less than one time in four with success, all choices differ for it."""
_PLAIN = frozenset({int, str, bool, Fraction})


def paths_of_lets(lets: Mapping[str, Expression], fixed: AbstractSet[str]) -> dict[str, tuple[_Path, ...]]:
    """For each let the paths that it reads, other lets included, each as far as it is plain: of what lies below all may be read.

    Args:
        lets: in an order in which each uses only earlier ones.
        fixed: names that stand for the same in every scope.
    """
    found: dict[str, tuple[_Path, ...]] = {}
    for name, expression in lets.items():
        paths: dict[_Path, None] = {}
        for path in _read(expression.root, fixed):
            paths.update(dict.fromkeys(found.get(path[0], (path,))))
        found[name] = tuple(paths)
    return found


def _read(node: Node, known: AbstractSet[str]) -> Iterator[_Path]:
    """The plain paths of a formula that begin with none of the known names."""
    path = path_of(node)
    if path is not None:
        if path[0] not in known:
            yield path
    elif isinstance(node, Generator):
        for loop in node.loops:
            yield from _read(loop.iterable, known)
            known = known | {loop.name}
            for condition in loop.conditions:
                yield from _read(condition, known)
        yield from _read(node.element, known)
    else:
        for part in children(node):
            yield from _read(part, known)


class Settled(NamedTuple):
    """The value of a let, and the paths for which ``default`` stood in on the way."""

    value: object
    defaults: tuple[str, ...] = ()


class Kept(NamedTuple):
    """A let as one folder has worked it out.

    Attributes:
        settled: its value.
        assurance: of the least sure function on the way.
        steps: how many nodes it took, without those of other lets.
        others: the other lets that it used.
    """

    settled: Settled
    assurance: str
    steps: int
    others: Mapping[str, Kept]


class Shared:
    """Lets that were worked out, by what they have read; filled and read by folders."""

    def __init__(self, paths: Mapping[str, tuple[_Path, ...]]) -> None:
        """Know what each let reads (``paths_of_lets``), and nothing of what they come to."""
        self._paths = paths
        self._known: dict[object, Kept] = {}
        self._alone: set[str] = set()
        """Lets that are worked out in each scope, since that costs no more."""
        self._looked_up: dict[str, int] = {}
        self._found: dict[str, int] = {}
        self._held: list[object] = []
        """Values are told apart by their identity, which stays taken as long as they are held."""

    def key(self, name: str, scope: Mapping[str, object]) -> object | None:
        """Equal for scopes in which a let comes to the same; None where it is not shared."""
        if name in self._alone:
            return None
        marks: list[object] = [name]
        for path in self._paths[name]:
            value, left = _reached(scope, path)
            if value.__class__ is QuantifiedNumber:
                return None
            # What lacks a field lacks it whatever else it has.
            marks.append(left if left and isinstance(value, Record) else (left, _mark(value)))
        return tuple(marks)

    def known(self, name: str, key: object) -> Kept | None:
        """What was kept of a let under a key."""
        kept = self._known.get(key)
        looked_up = self._looked_up[name] = self._looked_up.get(name, 0) + 1
        found = self._found[name] = self._found.get(name, 0) + (kept is not None)
        if looked_up >= _TRIED and found * _SELDOM < looked_up:
            self._alone.add(name)
        return kept

    def keep(self, name: str, scope: Mapping[str, object], key: object, kept: Kept) -> None:
        """Keep what a let came to in a scope, unless it is hardly any work."""
        if kept.steps + sum(other.steps for other in kept.others.values()) < _WORTH:
            self._alone.add(name)
            return
        self._held += [_reached(scope, path)[0] for path in self._paths[name]]
        self._known[key] = kept


def _reached(scope: Mapping[str, object], path: _Path) -> tuple[object, int]:
    """What stands at a path, or how far the way to it goes; and how many steps are left from there."""
    value = scope.get(path[0])
    for taken, step in enumerate(path[1:], 1):
        if not isinstance(value, Record) or step not in value:
            return value, len(path) - taken
        value = value[step]
    return value, 0


def _mark(value: object) -> object:
    """Equal for values that no formula can tell apart: sets of choices are made anew each time that they are gone through."""
    kind = value.__class__
    if kind in _PLAIN:
        return kind, value
    if kind is list or kind is tuple:
        return kind, *map(_mark, value)  # type: ignore[call-overload]
    return id(value)
