"""Fabrics for tests, and the same questions put to networkx."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx
from hypothesis import strategies as st

from conformance.checks.fabric.dependencies import Cycle
from conformance.checks.fabric.graph import Fabric, Group, Trunk
from conformance.checks.fabric.minimal import members
from conformance.checks.fabric.routing import Routes


def fabric(switches: int, links: Iterable[tuple[int, int]], hosts: Sequence[int] | None = None) -> Fabric:
    """A fabric of single cables, one endpoint on each of ``hosts`` (all switches by default)."""
    homes = range(switches) if hosts is None else hosts
    return Fabric(
        [f"s{number}" for number in range(switches)],
        [Trunk(a, b, 1, 1) for a, b in links],
        [Group((home,), 1, (f"h{home}",)) for home in homes],
        1,
    )


@st.composite
def fabrics(draw: st.DrawFn, most: int = 9) -> Fabric:
    """Connected graphs without parallel links, with endpoints on some of the switches."""
    size = draw(st.integers(3, most))
    tree = [(draw(st.integers(0, node - 1)), node) for node in range(1, size)]
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] != pair[1])
    more = [tuple(sorted(pair)) for pair in draw(st.lists(pairs, max_size=size))]
    hosts = draw(st.lists(st.integers(0, size - 1), unique=True, min_size=2, max_size=size))
    return fabric(size, dict.fromkeys([*tree, *more]), sorted(hosts))  # type: ignore[arg-type]


@st.composite
def tiered(draw: st.DrawFn) -> Fabric:
    """Up to three tiers of switches with nearly all links between neighbouring tiers, endpoints on the lowest."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=3))
    firsts = [sum(sizes[:tier]) for tier in range(len(sizes))]
    links = [
        (below, above)
        for tier in range(len(sizes) - 1)
        for below in range(firsts[tier], firsts[tier] + sizes[tier])
        for above in range(firsts[tier + 1], firsts[tier + 1] + sizes[tier + 1])
    ]
    missing = draw(st.sets(st.sampled_from(links), max_size=3))
    return fabric(sum(sizes), [link for link in links if link not in missing], range(sizes[0]))


def relabelled(given: Fabric, order: Sequence[int]) -> Fabric:
    """The same fabric with switch ``s`` as ``order[s]``, its links and endpoints in another order too."""
    names = [""] * len(given.switches)
    for old, new in enumerate(order):
        names[new] = given.switches[old]
    trunks = [trunk._replace(a=order[trunk.b], b=order[trunk.a]) for trunk in given.trunks][::-1]
    groups = [group._replace(homes=tuple(order[home] for home in group.homes)) for group in given.groups][::-1]
    return Fabric(names, trunks, groups, given.endpoint_rate)


def graph(given: Fabric) -> nx.Graph:
    """The switches and links."""
    found = nx.Graph()
    found.add_nodes_from(range(len(given.switches)))
    for trunk in given.trunks:
        found.add_edge(trunk.a, trunk.b, capacity=trunk.count)
    return found


def walked(routes: Routes) -> nx.DiGraph:
    """The dependencies between channels, found by walking every route of every pair, hop by hop."""
    found = nx.DiGraph()
    for part in routes.parts:
        for source, targets in enumerate(part.sources):
            for target in members(targets):
                _walk(part, found, source, target)
    return found


def _walk(part, found, source, target) -> None:
    bit = 1 << target
    open_ways = [(source, None)]
    seen = set()
    while open_ways:
        switch, before = open_ways.pop()
        if part.targets.local[switch] & bit:
            continue
        for directed in part.fabric.outs[switch]:
            if not part.masks[directed] & bit:
                continue
            if part.rule is None:
                lane = 0
            else:
                lane = part.rule.first(directed) if before is None else part.rule.after(*before, directed)
            channel = (directed, lane)
            if before is not None:
                found.add_edge(before, channel)
            if (before, channel) not in seen:
                seen.add((before, channel))
                open_ways.append((part.fabric.heads[directed], channel))


def girth(dependencies: nx.DiGraph) -> int:
    """Length of the shortest circle, 0 where there is none."""
    best = 0
    for node in dependencies:
        for after in dependencies.successors(node):
            if after == node:
                return 1
            if nx.has_path(dependencies, after, node):
                length = nx.shortest_path_length(dependencies, after, node) + 1
                best = length if not best else min(best, length)
    return best


def check_circle(found: Cycle | None, reference: nx.DiGraph) -> None:
    """Hold a circle of dependencies, or that there is none, against the graph of all dependencies."""
    assert (found is None) == nx.is_directed_acyclic_graph(reference)
    assert (0 if found is None else len(found)) == girth(reference)
    for link in found.links if found is not None else ():
        assert reference.has_edge(link.channel, link.following)
