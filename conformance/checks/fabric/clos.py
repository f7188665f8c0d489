"""Folded Clos networks: fat trees of two and three levels, and rails.

Shapes: Leiserson, IEEE ToC C-34 (1985) and Al-Fares et al., SIGCOMM 2008.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from conformance.checks.fabric.graph import Fabric, Group, Permutation, Trunk
from conformance.checks.fabric.parameters import Parameters, Unbuildable, bounded, whole
from conformance.expressions.values import Number


def _trees(levels: int, radix: int) -> dict[str, int]:
    """The parameters of the full tree of ``radix``-port switches (Al-Fares et al., section 3.1)."""
    if radix % 2:
        raise Unbuildable("odd-radix", str(radix))
    half = radix // 2
    if levels == 2:
        return {"leaves": radix, "endpoints_per_leaf": half, "spines": half}
    return {"pods": radix, "leaves": half, "endpoints_per_leaf": half, "spines": half, "cores_per_spine": half}


def fat_tree(parameters: Parameters, rate: Number) -> Fabric:
    """A folded Clos network of two or three levels, in one plane or several equal ones.

    With three levels, spine ``i`` of every pod meets the cores of group ``i``, and those only.
    """
    levels = whole(parameters, "levels")
    full = _trees(levels, whole(parameters, "radix")) if "leaves" not in parameters else {}
    given: Parameters = {**full, **parameters}
    pods = whole(given, "pods", 1) if levels == 3 else 1
    cores = whole(given, "cores_per_spine") if levels == 3 else 0
    return _Clos(
        planes=whole(given, "planes", 1),
        pods=pods,
        leaves=whole(given, "leaves"),
        spines=whole(given, "spines"),
        cores=cores,
        down=whole(given, "endpoints_per_leaf"),
        cables=(whole(given, "leaf_cables", 1), whole(given, "core_cables", 1)),
        rate=rate,
    ).fabric()


@dataclass(frozen=True)
class _Clos:
    """Lays out the switches of a folded Clos network: leaves of all pods, spines of all pods, cores; plane after plane."""

    planes: int
    pods: int
    leaves: int
    spines: int
    cores: int
    down: int
    cables: tuple[int, int]
    rate: Number

    @property
    def size(self) -> int:
        """Switches of a plane."""
        return self.pods * (self.leaves + self.spines) + self.spines * self.cores

    def fabric(self) -> Fabric:
        bounded(self.planes * self.size, self.planes * self.pods * self.spines * (self.leaves + self.cores))
        return Fabric(
            switches=[name for plane in range(self.planes) for name in self._names(plane)],
            trunks=[trunk for plane in range(self.planes) for trunk in self._trunks(plane * self.size)],
            groups=[self._group(number) for number in range(self.pods * self.leaves)],
            endpoint_rate=self.rate,
            tiers=self._tiers() * self.planes,
            folded=True,
            generators=self._generators,
        )

    def _names(self, plane: int) -> Iterator[str]:
        before = f"plane{plane}-" if self.planes > 1 else ""
        for level, count in (("leaf", self.leaves), ("spine", self.spines)):
            for pod, number in itertools.product(range(self.pods), range(count)):
                yield f"{before}pod{pod}-{level}{number}" if self.cores else f"{before}{level}{number}"
        for group, number in itertools.product(range(self.spines), range(self.cores)):
            yield f"{before}core{group}-{number}"

    def _spine(self, pod: int, number: int) -> int:
        return self.pods * self.leaves + pod * self.spines + number

    def _core(self, group: int, number: int) -> int:
        return self.pods * (self.leaves + self.spines) + group * self.cores + number

    def _trunks(self, first: int) -> Iterator[Trunk]:
        low, high = self.cables
        for pod in range(self.pods):
            spines = range(first + self._spine(pod, 0), first + self._spine(pod, self.spines))
            for leaf in range(first + pod * self.leaves, first + (pod + 1) * self.leaves):
                yield from map(Trunk, repeat(leaf), spines, repeat(low), repeat(self.rate))
        for pod, number in itertools.product(range(self.pods), range(self.spines)):
            spine, cores = (
                first + self._spine(pod, number),
                range(first + self._core(number, 0), first + self._core(number, self.cores)),
            )
            yield from map(Trunk, repeat(spine), cores, repeat(high), repeat(self.rate))

    def _group(self, leaf: int) -> Group:
        homes = tuple(plane * self.size + leaf for plane in range(self.planes))
        pod, number = divmod(leaf, self.leaves)
        name = f"pod{pod}-leaf{number}-host" if self.cores else f"leaf{number}-host"
        return Group(homes, self.down, (name,))

    def _tiers(self) -> list[int]:
        return [0] * (self.pods * self.leaves) + [1] * (self.pods * self.spines) + [2] * (self.spines * self.cores)

    def _generators(self) -> Iterator[Permutation]:
        """Turns each coordinate by one: planes, pods, leaves of a pod, spines with their cores, cores of a group."""
        for step in ((1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (0, 0, 0, 1, 0), (0, 0, 0, 0, 1)):
            yield [place for plane in range(self.planes) for place in self._turned(plane, step)]

    def _turned(self, plane: int, step: tuple[int, int, int, int, int]) -> Iterator[int]:
        first = (plane + step[0]) % self.planes * self.size
        for pod, leaf in itertools.product(range(self.pods), range(self.leaves)):
            yield first + (pod + step[1]) % self.pods * self.leaves + (leaf + step[2]) % self.leaves
        for pod, spine in itertools.product(range(self.pods), range(self.spines)):
            yield first + self._spine((pod + step[1]) % self.pods, (spine + step[3]) % self.spines)
        for group, core in itertools.product(range(self.spines), range(self.cores)):
            yield first + self._core((group + step[3]) % self.spines, (core + step[4]) % self.cores)


def rail_optimised(parameters: Parameters, rate: Number) -> Fabric:
    """One leaf for each rail of each unit of nodes; all leaves of all rails meet the same spines."""
    return _rails(parameters, rate, joined=True)


def rail_only(parameters: Parameters, rate: Number) -> Fabric:
    """Rails that are not joined: an adapter reaches its own rail only, through spines of the rail where it has any."""
    return _rails(parameters, rate, joined=False)


def _rails(parameters: Parameters, rate: Number, *, joined: bool) -> Fabric:
    rails, nodes = whole(parameters, "rails"), whole(parameters, "nodes")
    per_leaf = whole(parameters, "nodes_per_leaf")
    spines, cables = whole(parameters, "spines", 0), whole(parameters, "leaf_cables", 1)
    units = -(-nodes // per_leaf)
    leaves, roots = units * rails, spines if joined else spines * rails
    bounded(leaves + roots, leaves * spines)
    names = [f"unit{unit}-rail{rail}" for unit in range(units) for rail in range(rails)]
    tops = [f"spine{number}" if joined else f"rail{number // spines}-spine{number % spines}" for number in range(roots)]
    trunks = [
        Trunk(leaf, leaves + (0 if joined else leaf % rails * spines) + spine, cables, rate)
        for leaf in range(leaves)
        for spine in range(spines)
    ]
    groups = []
    for unit, rail in itertools.product(range(units), range(rails)):
        members = range(unit * per_leaf, min(nodes, (unit + 1) * per_leaf))
        adapters = tuple(f"node{node}-nic{rail}" for node in members)
        groups.append(Group((unit * rails + rail,), len(members), adapters, 0 if joined else rail))

    def turned(step: tuple[int, int, int]) -> Iterator[int]:
        for unit, rail in itertools.product(range(units), range(rails)):
            yield (unit + step[0]) % units * rails + (rail + step[1]) % rails
        for top in range(roots):
            rail, spine = divmod(top, spines)
            moved = rail if joined else (rail + step[1]) % rails
            yield leaves + moved * spines + (spine + step[2]) % spines

    def generators() -> Iterator[Permutation]:
        return (list(turned(step)) for step in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))

    tiers = [0] * leaves + [1] * roots
    folded = joined and nodes % per_leaf == 0
    return Fabric(names + tops, trunks, groups, rate, tiers=tiers, folded=folded, generators=generators)
