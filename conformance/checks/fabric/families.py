"""Fabrics by the name of their family and its parameters.

Shapes: Leiserson, IEEE ToC C-34 (1985) and Al-Fares et al., SIGCOMM 2008 (fat trees); Kim et al., ISCA 2008 (dragonfly);
Shpiner et al., HiPINEB 2017 (dragonfly+). Parameters are whole numbers by the names of the kind's schema.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from conformance.checks.fabric.graph import Fabric, Grid, Group, Permutation, Trunk
from conformance.expressions.values import Number

Parameters = Mapping[str, object]
MAX_SWITCHES = 50_000
MAX_TRUNKS = 2_000_000


class Unbuildable(ValueError):
    """The parameters describe no fabric: ``reason`` is a word of the catalogue, ``detail`` names what does not fit."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep both."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def family(name: str, parameters: Parameters, rate: Number = 0) -> Fabric:
    """The fabric of a family.

    Args:
        name: a key of ``FAMILIES``.
        parameters: of the family.
        rate: of a cable in one direction; all are alike.

    Raises:
        Unbuildable: a parameter is missing, or they do not fit together.
    """
    return FAMILIES[name](parameters, rate)


def _number(parameters: Parameters, name: str, default: int | None = None) -> int:
    value = parameters.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unbuildable("missing", name)
    return value


def _check(switches: int, trunks: int) -> None:
    if switches > MAX_SWITCHES or trunks > MAX_TRUNKS:
        raise Unbuildable("too-large", f"{switches}, {trunks}")


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
    levels = _number(parameters, "levels")
    full = _trees(levels, _number(parameters, "radix")) if "leaves" not in parameters else {}
    given: Parameters = {**full, **parameters}
    pods = _number(given, "pods", 1) if levels == 3 else 1
    cores = _number(given, "cores_per_spine") if levels == 3 else 0
    return _Clos(
        planes=_number(given, "planes", 1),
        pods=pods,
        leaves=_number(given, "leaves"),
        spines=_number(given, "spines"),
        cores=cores,
        down=_number(given, "endpoints_per_leaf"),
        cables=(_number(given, "leaf_cables", 1), _number(given, "core_cables", 1)),
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
        _check(self.planes * self.size, self.planes * self.pods * self.spines * (self.leaves + self.cores))
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
        for pod, leaf, spine in itertools.product(range(self.pods), range(self.leaves), range(self.spines)):
            yield Trunk(first + pod * self.leaves + leaf, first + self._spine(pod, spine), low, self.rate)
        for pod, spine, core in itertools.product(range(self.pods), range(self.spines), range(self.cores)):
            yield Trunk(first + self._spine(pod, spine), first + self._core(spine, core), high, self.rate)

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
    rails, nodes = _number(parameters, "rails"), _number(parameters, "nodes")
    per_leaf = _number(parameters, "nodes_per_leaf")
    spines, cables = _number(parameters, "spines", 0), _number(parameters, "leaf_cables", 1)
    units = -(-nodes // per_leaf)
    leaves, roots = units * rails, spines if joined else spines * rails
    _check(leaves + roots, leaves * spines)
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


def dragonfly(parameters: Parameters, rate: Number) -> Fabric:
    """Groups of fully meshed switches; between two groups the same number of global links, spread over their switches."""
    groups, switches = _number(parameters, "groups"), _number(parameters, "switches_per_group")
    hosts, ports = _number(parameters, "endpoints_per_switch"), _number(parameters, "global_links_per_switch")
    cables = _number(parameters, "local_cables", 1)
    _check(groups * switches, groups * switches * (switches + ports))
    local = [
        Trunk(group * switches + one, group * switches + other, cables, rate)
        for group in range(groups)
        for one, other in itertools.combinations(range(switches), 2)
    ]
    links = _between_groups(groups, switches * ports)
    far = _joined(
        (group * switches + port // ports, other * switches + peer // ports) for group, port, other, peer in links
    )
    names = [f"group{group}-switch{number}" for group in range(groups) for number in range(switches)]
    return Fabric(
        names,
        local + [Trunk(a, b, count, rate) for (a, b), count in far.items()],
        [Group((number,), hosts, (f"{name}-host",)) for number, name in enumerate(names)],
        rate,
        clusters=[number // switches for number in range(len(names))],
        generators=lambda: [[(number + switches) % len(names) for number in range(len(names))]],
    )


def dragonfly_plus(parameters: Parameters, rate: Number) -> Fabric:
    """Groups of leaves and spines, fully meshed between both; the spines carry the global links."""
    groups, leaves = _number(parameters, "groups"), _number(parameters, "leaves")
    spines, hosts = _number(parameters, "spines"), _number(parameters, "endpoints_per_leaf")
    ports, cables = _number(parameters, "global_links_per_spine"), _number(parameters, "leaf_cables", 1)
    size = leaves + spines
    _check(groups * size, groups * spines * (leaves + ports))
    local = [
        Trunk(group * size + leaf, group * size + leaves + spine, cables, rate)
        for group, leaf, spine in itertools.product(range(groups), range(leaves), range(spines))
    ]
    links = _between_groups(groups, spines * ports)
    far = _joined(
        (group * size + leaves + port // ports, other * size + leaves + peer // ports)
        for group, port, other, peer in links
    )
    names = [
        f"group{group}-{'leaf' if number < leaves else 'spine'}{number if number < leaves else number - leaves}"
        for group in range(groups)
        for number in range(size)
    ]
    edge = [group * size + leaf for group in range(groups) for leaf in range(leaves)]

    def generators() -> Iterator[Permutation]:
        yield [(number + size) % len(names) for number in range(len(names))]
        yield [
            number - number % size + (number % size + 1) % leaves if number % size < leaves else number
            for number in range(len(names))
        ]

    return Fabric(
        names,
        local + [Trunk(a, b, count, rate) for (a, b), count in far.items()],
        [Group((leaf,), hosts, (f"{names[leaf]}-host",)) for leaf in edge],
        rate,
        tiers=[0 if number % size < leaves else 1 for number in range(len(names))],
        clusters=[number // size for number in range(len(names))],
        generators=generators,
    )


def _between_groups(groups: int, ports: int) -> Iterator[tuple[int, int, int, int]]:
    """(group, port, other group, its port) of each global link, in the consecutive arrangement; left-over ports stay free."""
    if groups < 2:
        return
    rounds = ports // (groups - 1)
    if not rounds:
        raise Unbuildable("too-many-groups", f"{groups} > {ports + 1}")
    for group, turn, step in itertools.product(range(groups), range(rounds), range(1, groups)):
        other = (group + step) % groups
        if group < other:
            yield group, turn * (groups - 1) + step - 1, other, turn * (groups - 1) + groups - step - 1


def _joined(ends: Iterator[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many cables join each pair of switches."""
    found: dict[tuple[int, int], int] = {}
    for pair in ends:
        found[pair] = found.get(pair, 0) + 1
    return found


def torus(parameters: Parameters, rate: Number) -> Fabric:
    """A grid of switches; a dimension wraps around where ``wraps`` says so, by default where it has more than two places."""
    sizes = parameters.get("sizes")
    if not isinstance(sizes, Sequence) or not sizes:
        raise Unbuildable("missing", "sizes")
    wraps = parameters.get("wraps") or [size > 2 for size in sizes]
    if not isinstance(wraps, Sequence) or len(wraps) != len(sizes):
        raise Unbuildable("unequal-lists", "wraps")
    if any(wrap and size <= 2 for size, wrap in zip(sizes, wraps, strict=True)):
        # Between two places the way round is the link that is there already.
        raise Unbuildable("doubled-link", "wraps")
    return _grid(tuple(sizes), tuple(bool(wrap) for wrap in wraps), parameters, rate)


def mesh(parameters: Parameters, rate: Number) -> Fabric:
    """A grid without wrap-around links."""
    sizes = parameters.get("sizes")
    if not isinstance(sizes, Sequence) or not sizes:
        raise Unbuildable("missing", "sizes")
    return _grid(tuple(sizes), (False,) * len(sizes), parameters, rate)


def ring(parameters: Parameters, rate: Number) -> Fabric:
    """A torus of one dimension."""
    size = _number(parameters, "switches")
    return _grid((size,), (size > 2,), parameters, rate)


def hypercube(parameters: Parameters, rate: Number) -> Fabric:
    """A mesh with two places in every dimension."""
    dimensions = _number(parameters, "dimensions")
    return _grid((2,) * dimensions, (False,) * dimensions, parameters, rate)


def _grid(sizes: tuple[int, ...], wraps: tuple[bool, ...], parameters: Parameters, rate: Number) -> Fabric:
    hosts, cables = _number(parameters, "endpoints_per_switch", 1), _number(parameters, "cables", 1)
    _check(prod(sizes), prod(sizes) * len(sizes))
    places = list(itertools.product(*(range(size) for size in sizes)))
    strides = [prod(sizes[index + 1 :]) for index in range(len(sizes))]
    trunks = []
    for number, place in enumerate(places):
        for axis, size in enumerate(sizes):
            if place[axis] + 1 < size:
                trunks.append(Trunk(number, number + strides[axis], cables, rate))
            elif wraps[axis]:
                trunks.append(Trunk(number, number - (size - 1) * strides[axis], cables, rate))
    names = ["n" + ".".join(map(str, place)) for place in places]

    def shifted(axis: int) -> list[int]:
        size, stride = sizes[axis], strides[axis]
        return [
            number + (stride if place[axis] + 1 < size else -(size - 1) * stride) for number, place in enumerate(places)
        ]

    def mirrored(axis: int) -> list[int]:
        size, stride = sizes[axis], strides[axis]
        return [number + (size - 1 - 2 * place[axis]) * stride for number, place in enumerate(places)]

    def generators() -> Iterator[Permutation]:
        for axis in range(len(sizes)):
            yield shifted(axis) if wraps[axis] else mirrored(axis)
        if len(set(zip(sizes, wraps, strict=True))) == 1:
            yield [
                sum(place[(axis + 1) % len(sizes)] * strides[axis] for axis in range(len(sizes))) for place in places
            ]

    return Fabric(
        names,
        trunks,
        [Group((number,), hosts, (f"{name}-host",)) for number, name in enumerate(names)],
        rate,
        grid=Grid(sizes, wraps, tuple(places)),
        generators=generators,
    )


def full_mesh(parameters: Parameters, rate: Number) -> Fabric:
    """Every switch is joined to every other."""
    size, hosts = _number(parameters, "switches"), _number(parameters, "endpoints_per_switch", 1)
    cables = _number(parameters, "cables", 1)
    _check(size, size * size // 2)
    names = [f"switch{number}" for number in range(size)]
    trunks = [Trunk(a, b, cables, rate) for a, b in itertools.combinations(range(size), 2)]
    groups = [Group((number,), hosts, (f"{name}-host",)) for number, name in enumerate(names)]

    def generators() -> Iterator[Permutation]:
        yield [(number + 1) % size for number in range(size)]
        if size > 1:
            yield [1, 0, *range(2, size)]

    return Fabric(names, trunks, groups, rate, generators=generators)


FAMILIES: Mapping[str, Callable[[Parameters, Number], Fabric]] = {
    "fat_tree": fat_tree,
    "rail_optimised": rail_optimised,
    "rail_only": rail_only,
    "dragonfly": dragonfly,
    "dragonfly_plus": dragonfly_plus,
    "torus": torus,
    "mesh": mesh,
    "ring": ring,
    "hypercube": hypercube,
    "full_mesh": full_mesh,
}
