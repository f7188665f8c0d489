"""What can fail in a fabric, and sets of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from conformance.checks.fabric.graph import Fabric
from conformance.findings.named import NamedTuple


class Element(NamedTuple):
    """What can fail: a switch, a cable of a trunk, or a bundle."""

    name: str
    switches: tuple[int, ...] = ()
    trunks: tuple[int, ...] = ()


def elements(fabric: Fabric, of: str) -> list[Element]:
    """What can fail, in the order of the document; a trunk of several cables stands for each of them."""
    match of:
        case "switch":
            return [Element(name, (index,)) for index, name in enumerate(fabric.switches)]
        case "bundle":
            return [Element(name, (), members) for name, members in fabric.bundles.items()]
        case _:
            return [Element(fabric.trunk_name(index), (), (index,)) for index in range(len(fabric.trunks))]


def elements_name(fabric: Fabric, of: str, index: int) -> str:
    """The name of one element."""
    if of == "switch":
        return fabric.switches[index]
    if of == "bundle":
        return next(itertools.islice(fabric.bundles, index, None))
    return fabric.trunk_name(index)


def multisets(indices: Sequence[int], counts: Sequence[int], size: int, start: int = 0) -> Iterator[tuple[int, ...]]:
    """Ascending choices with repetition as far as the counts allow, in lexicographic order."""
    if size == 0:
        yield ()
        return
    for position in range(start, len(indices)):
        index = indices[position]
        for times in range(min(counts[index], size), 0, -1):
            for rest in multisets(indices, counts, size - times, position + 1):
                yield (*(index,) * times, *rest)
