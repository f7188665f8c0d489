"""What a fabric is made of: switches, trunks between them, groups of endpoints."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import itemgetter

from conformance.expressions.values import Number
from conformance.findings.named import NamedTuple


class Group(NamedTuple):
    """Endpoints that hang on the same switches, one port on each.

    Attributes:
        homes: the switches, one for each port of an endpoint.
        count: of endpoints.
        names: of the endpoints; a single name stands for all of them, with a number behind it.
        zone: endpoints talk to their own zone only; one zone for all, or one for each rail where rails are not joined.
        ports: of the switches, one for each home, where they are known.
    """

    homes: tuple[int, ...]
    count: int  # type: ignore[assignment]  # the tuple's own method is not needed
    names: tuple[str, ...]
    zone: int = 0
    ports: tuple[int, ...] | None = None

    def name(self, number: int = 0) -> str:
        """The name of one endpoint."""
        if len(self.names) == self.count:
            return self.names[number]
        return f"{self.names[0]}{number}"


class Trunk(NamedTuple):
    """Equal cables between the same two switches.

    Attributes:
        a, b: the switches.
        count: of cables.
        rate: of one cable in one direction.
        name: of the cable where it has one.
        bundle: cables of one bundle fail together; "" where there is none.
        ports: at ``a`` and ``b``, where they are known: what tables of routes refer to.
    """

    a: int
    b: int
    count: int = 1  # type: ignore[assignment]  # as above
    rate: Number = 0
    name: str = ""
    bundle: str = ""
    ports: tuple[int, int] | None = None


class Grid(NamedTuple):
    """Where switches stand in a torus or mesh: sizes, which dimensions wrap around, and coordinates by switch."""

    sizes: tuple[int, ...]
    wraps: tuple[bool, ...]
    places: tuple[tuple[int, ...], ...]


Permutation = Sequence[int]
"""Of the switches: ``permutation[s]`` is where ``s`` goes."""


@dataclass(frozen=True, eq=False)
class Fabric:
    """Switches, trunks and endpoints. Two fabrics are equal only if they are the same object.

    Attributes:
        switches: names.
        trunks: between switches.
        groups: of endpoints.
        endpoint_rate: of one port of an endpoint in one direction.
        cabled: whether endpoints hang on cables; False where an endpoint and its switch are one part.
        tiers: of the switches, 0 next to the endpoints, where the family has tiers.
        grid: of a torus, mesh or hypercube.
        clusters: the group of each switch of a dragonfly; links between groups are its global links.
        folded: whether it is a folded Clos network: every switch spreads evenly over all of the next tier that it meets, and
            all ways up end at switches from which everybody is reached.
        generators: candidates for symmetries, checked before they are used.
        derived: what has been worked out from it already (``reading.remembered``); it goes when the fabric goes.
    """

    switches: Sequence[str]
    trunks: Sequence[Trunk]
    groups: Sequence[Group]
    endpoint_rate: Number = 0
    cabled: bool = True
    tiers: Sequence[int] | None = None
    grid: Grid | None = None
    clusters: Sequence[int] | None = None
    folded: bool = False
    generators: Callable[[], Iterable[Permutation]] = field(default=tuple)
    derived: dict[Hashable, object] = field(default_factory=dict)

    @cached_property
    def heads(self) -> list[int]:
        """The switch that each directed trunk leads to; trunk ``t`` is ``2t`` from a to b and ``2t + 1`` back."""
        return list(chain.from_iterable(map(itemgetter(1, 0), self.trunks)))

    @cached_property
    def outs(self) -> list[list[int]]:
        """The directed trunks that leave each switch."""
        found: list[list[int]] = [[] for _ in self.switches]
        for directed, tail in enumerate(chain.from_iterable(map(itemgetter(0, 1), self.trunks))):
            found[tail].append(directed)
        return found

    @cached_property
    def homed(self) -> list[list[int]]:
        """The groups on each switch."""
        found: list[list[int]] = [[] for _ in self.switches]
        for index, group in enumerate(self.groups):
            for home in dict.fromkeys(group.homes):
                found[home].append(index)
        return found

    @cached_property
    def endpoints(self) -> int:
        """How many endpoints there are."""
        return sum(group.count for group in self.groups)

    @cached_property
    def bundles(self) -> Mapping[str, tuple[int, ...]]:
        """The trunks of each bundle; a trunk of several cables without a name for its bundle is one of its own."""
        found: dict[str, list[int]] = {}
        for index, trunk in enumerate(self.trunks):
            found.setdefault(trunk.bundle or self.trunk_name(index), []).append(index)
        return {name: tuple(members) for name, members in found.items()}

    def tail(self, directed: int) -> int:
        """The switch that a directed trunk leaves."""
        return self.heads[directed ^ 1]

    def trunk_name(self, trunk: int) -> str:
        """A trunk by its name, else by its ends."""
        found = self.trunks[trunk]
        return found.name or f"{self.switches[found.a]}-{self.switches[found.b]}"
