"""What becomes of a fabric when parts of it fail: every set of failures, one by one or by classes that are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb

from conformance.checks.fabric.dependencies import Cycle, climb_before_they_fall, cycle
from conformance.checks.fabric.elements import Element, elements, elements_name, multisets
from conformance.checks.fabric.footprints import Footprints
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.reach import Lost, unrouted
from conformance.checks.fabric.retreat import Retreat
from conformance.checks.fabric.routing import Failed, Routes, Scheme, routes
from conformance.checks.fabric.trees import laid, spanned
from conformance.checks.fabric.up_down import heights, is_rooted
from conformance.findings.named import NamedTuple

WORK = 400_000_000
"""Directed trunks that a sweep may look at, about a minute; beyond, it says that it did not finish."""

_BY_HOPS = frozenset({"shortest", "up_down", "group_minimal"})
"""Algorithms whose routes follow from hops and levels alone, and stay what they are where another equal way is left."""
_RIGID = frozenset({"dimension_order"})
"""Algorithms that know no way around: failures only take routes away."""
_FULL = 12
"""How many times a whole new calculation looks at each directed trunk."""
_SEARCH = 2
"""The same for new trees among routes that climb before they fall."""


class Breakage(NamedTuple):
    """The first failure set, in the order of the document, after which something is wrong."""

    failed: tuple[str, ...]
    cycle: Cycle | None = None
    lost: Lost = Lost(0)


class Sweep(NamedTuple):
    """What became of all failure sets.

    Attributes:
        sets: how many there are; each cable of a trunk counts.
        decided: how many were decided one by one; the others are like one of them.
        cyclic: the first after which routes depend on each other in a circle, None where there is none.
        cut: the first after which a pair of living endpoints has no route.
        whole: whether all were decided; where not, ``cyclic`` and ``cut`` may be missing.
        by_symmetry: whether classes of links or switches stood for their members.
    """

    sets: int
    decided: int
    cyclic: Breakage | None = None
    cut: Breakage | None = None
    whole: bool = True
    by_symmetry: bool = False


def sweep(fabric: Fabric, scheme: Scheme, of: str = "link", at_once: int = 1, *, live: bool = True) -> Sweep:
    """Try every set of up to ``at_once`` failures of one sort.

    Cables to endpoints are left out: without its only cable an endpoint is no longer one of the living.

    Args:
        fabric: the fabric.
        scheme: how routes are made, before and after.
        of: ``link`` (one cable between switches), ``switch`` or ``bundle``.
        at_once: the largest size of a set.
        live: whether old and new tables are in force together for a while, so that they must not form a circle together.
    """
    if scheme.algorithm == "d_mod_k":
        # Up/down routes to all equal ways hold every d-mod-k route, before and after a failure: what has no circle for them
        # has none for d-mod-k, and a pair is joined by one if and only if it is joined by the other. Without trees they have
        # none at all; a circle with a tree is looked for again in the routes themselves.
        wide = _Sweep(fabric, scheme._replace(algorithm="up_down"), live=live).run(of, at_once)
        if wide.cyclic is None or not scheme.trees:
            return wide
    return _Sweep(fabric, scheme, live=live).run(of, at_once)


class _Sweep:
    def __init__(self, fabric: Fabric, scheme: Scheme, *, live: bool) -> None:
        self._scheme = scheme
        self._fabric = fabric
        self._live = live
        self._before = routes(fabric, self._scheme)
        self._restricts = self._scheme.algorithm in _BY_HOPS and self._scheme.escape is None
        self._heights = heights(fabric, self._scheme)
        self._rooted = self._scheme.algorithm == "up_down" and is_rooted(fabric, self._scheme)
        self._spanned = {trunk for plan in scheme.trees for trunk in spanned(fabric, plan)}
        self._footprints: Footprints | None = None
        self._cyclic: Breakage | None = None
        self._cut: Breakage | None = None
        self._work = 0
        self._decided = 0

    def run(self, of: str, at_once: int) -> Sweep:
        # One failure at a time meets no other.
        self._footprints = Footprints(self._before.parts[0]) if at_once > 1 and self._restricts else None
        start = cycle(self._before)
        if start is not None:
            self._cyclic = Breakage((), start)
        lost = unrouted(self._before)
        if lost.pairs:
            self._cut = Breakage((), None, lost)
        every = elements(self._fabric, of)
        counts = [self._fabric.trunks[item.trunks[0]].count if of == "link" else 1 for item in every]
        firsts = self._firsts(every, of)
        sets = sum(comb(sum(counts), size) for size in range(1, at_once + 1))
        for chosen in self._chosen(every, counts, firsts, at_once):
            if (self._cyclic and self._cut) or self._work > WORK:
                break
            self._decided += 1
            self._look(chosen, of)
        whole = self._work <= WORK or (self._cyclic is not None and self._cut is not None)
        return Sweep(sets, self._decided, self._cyclic, self._cut, whole, len(firsts) < len(every))

    def _firsts(self, every: Sequence[Element], of: str) -> Sequence[int]:
        """One element of each class, the first of it; all where there are no classes."""
        if of == "bundle" or not self._symmetric():
            return range(len(every))
        from conformance.checks.fabric.symmetry import orbits

        levels = [level for level, _ in self._heights]
        classes = orbits(self._fabric, levels if self._scheme.algorithm == "up_down" else None)
        labels = classes.switches if of == "switch" else classes.trunks
        return list(dict.fromkeys(labels))

    def _symmetric(self) -> bool:
        """Whether the routes follow from what a symmetry keeps: not if numbers break ties of height or lay trees, or lanes go by place."""
        if not self._restricts or self._scheme.lane_rule == "dateline" or self._scheme.trees:
            return False
        if self._scheme.algorithm != "up_down":
            return True
        level = [level for level, _ in self._heights]
        return not self._rooted and all(level[trunk.a] != level[trunk.b] for trunk in self._fabric.trunks)

    def _chosen(
        self, every: Sequence[Element], counts: Sequence[int], firsts: Sequence[int], at_once: int
    ) -> Iterator[tuple[int, ...]]:
        """The sets to be decided, smallest first: each is like one that holds the first of a class."""
        for size in range(1, at_once + 1):
            if len(firsts) == len(every):
                yield from multisets(range(len(every)), counts, size)
                continue
            seen: set[tuple[int, ...]] = set()
            for first in firsts:
                left = [count - (index == first) for index, count in enumerate(counts)]
                for rest in multisets(range(len(every)), left, size - 1):
                    chosen = tuple(sorted((first, *rest)))
                    if chosen not in seen:
                        seen.add(chosen)
                        yield chosen

    def _look(self, chosen: tuple[int, ...], of: str) -> None:
        failed = self._failed(chosen, of)
        if not failed.switches and not failed.trunks:
            self._work += 1
            return
        if self._still_joined(failed):
            return
        if self._restricts and self._shrinks(failed, self._alone(chosen, of)) and self._trees_are_free(failed):
            return
        rigid = self._scheme.algorithm in _RIGID and self._scheme.escape is None and not self._scheme.trees
        if rigid and self._cut:
            self._work += 1
            return
        self._work += _FULL * len(self._fabric.heads) * len(self._before.parts)
        after = routes(self._fabric, self._scheme, failed)
        names = tuple(self._name(index, of) for index in chosen)
        if self._cut is None and (lost := unrouted(after)).pairs:
            self._cut = Breakage(names, None, lost)
        if self._cyclic is None and not rigid:
            circle = cycle(self._before, after) if self._live else cycle(after)
            self._cyclic = Breakage(names, circle) if circle is not None else None

    def _name(self, index: int, of: str) -> str:
        return elements_name(self._fabric, of, index)

    def _failed(self, chosen: tuple[int, ...], of: str) -> Failed:
        if of == "switch":
            return Failed(frozenset(chosen))
        if of == "bundle":
            members = list(self._fabric.bundles.values())
            return Failed(frozenset(), frozenset(trunk for index in chosen for trunk in members[index]))
        gone = {index for index in chosen if chosen.count(index) == self._fabric.trunks[index].count}
        return Failed(frozenset(), frozenset(gone))

    def _alone(self, chosen: tuple[int, ...], of: str) -> list[Failed]:
        """Each failure of a set by itself, without those that leave a cable of their trunk."""
        each = (self._failed((index,) * chosen.count(index), of) for index in dict.fromkeys(chosen))
        return [one for one in each if one.switches or one.trunks]

    def _still_joined(self, failed: Failed) -> bool:
        """Whether every living switch stands as high above the same root as before.

        Then all ways up end at that root, from which everybody is reached, so that nobody is cut off; and old and new routes
        climb and fall by the same heights, so that they form no circle together.
        """
        if not (self._rooted and self._restricts and len(self._scheme.roots) < 2) or self._scheme.trees:
            return False
        self._work += len(self._fabric.heads)
        after = heights(self._fabric, self._scheme, failed)
        far = -len(after)
        return all(
            switch in failed.switches or (height == before and height[0] > far)
            for switch, (height, before) in enumerate(zip(after, self._heights, strict=True))
        )

    def _shrinks(self, failed: Failed, alone: Sequence[Failed]) -> bool:
        """Whether the new routes are the old ones without those that the failures take away, known ``alone`` or together.

        So it is if every source keeps, for every target, a next hop from which the target is as far as before, and so on along
        the way: what is lost at a switch is passed back to those that counted on it, until all of them have another equal way.
        Then nobody is cut off, the new routes add no dependency, and old and new tables together are the old ones.
        """
        if self._rooted and heights(self._fabric, self._scheme, failed) != self._heights:
            return False
        if self._footprints is not None and self._known_to_shrink(self._footprints, failed, alone):
            return True
        retreat = Retreat(self._before.parts[0], failed)
        harmless = retreat.is_harmless()
        self._work += retreat.work
        return harmless

    def _known_to_shrink(self, footprints: Footprints, failed: Failed, alone: Sequence[Failed]) -> bool:
        before = footprints.work
        harmless = footprints.harmless(failed, alone)
        self._work += footprints.work - before
        return harmless

    def _trees_are_free(self, failed: Failed) -> bool:
        """Whether the trees that are laid after a failure form no circle with the routes before it.

        A search goes the same way without what it did not take.
        """
        if self._cyclic or (not failed.switches and self._spanned.isdisjoint(failed.trunks)):
            return True
        self._work += (_SEARCH if climb_before_they_fall(self._before) else _FULL) * len(self._fabric.heads)
        trees = laid(self._fabric, self._scheme.trees, *failed)
        return cycle(self._before, Routes(self._fabric, (), self._before.lanes, (), trees)) is None
