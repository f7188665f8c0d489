"""Direct networks: tori, meshes, rings, hypercubes, and full meshes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from math import prod

from conformance.checks.fabric.graph import Fabric, Grid, Group, Permutation, Trunk
from conformance.checks.fabric.parameters import Parameters, Unbuildable, bounded, whole
from conformance.expressions.values import Number


def torus(parameters: Parameters, rate: Number) -> Fabric:
    """A grid of switches; a dimension wraps around where ``wraps`` says so, by default where it has more than two places.

    Raises:
        Unbuildable: sizes are missing, the lists differ in length, or a dimension of two places wraps around.
    """
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
    """A grid without wrap-around links.

    Raises:
        Unbuildable: sizes are missing.
    """
    sizes = parameters.get("sizes")
    if not isinstance(sizes, Sequence) or not sizes:
        raise Unbuildable("missing", "sizes")
    return _grid(tuple(sizes), (False,) * len(sizes), parameters, rate)


def ring(parameters: Parameters, rate: Number) -> Fabric:
    """A torus of one dimension."""
    size = whole(parameters, "switches")
    return _grid((size,), (size > 2,), parameters, rate)


def hypercube(parameters: Parameters, rate: Number) -> Fabric:
    """A mesh with two places in every dimension."""
    dimensions = whole(parameters, "dimensions")
    return _grid((2,) * dimensions, (False,) * dimensions, parameters, rate)


def _grid(sizes: tuple[int, ...], wraps: tuple[bool, ...], parameters: Parameters, rate: Number) -> Fabric:
    hosts, cables = whole(parameters, "endpoints_per_switch", 1), whole(parameters, "cables", 1)
    bounded(prod(sizes), prod(sizes) * len(sizes))
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
    size, hosts = whole(parameters, "switches"), whole(parameters, "endpoints_per_switch", 1)
    cables = whole(parameters, "cables", 1)
    bounded(size, size * size // 2)
    names = [f"switch{number}" for number in range(size)]
    trunks = [Trunk(a, b, cables, rate) for a, b in itertools.combinations(range(size), 2)]
    groups = [Group((number,), hosts, (f"{name}-host",)) for number, name in enumerate(names)]

    def generators() -> Iterator[Permutation]:
        yield [(number + 1) % size for number in range(size)]
        if size > 1:
            yield [1, 0, *range(2, size)]

    return Fabric(names, trunks, groups, rate, generators=generators)
