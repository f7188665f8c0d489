"""Cuts against networkx, bisections against all halves, single points of failure against removing them."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.fabric.bisection import bisection
from conformance.checks.fabric.connectivity import separating
from conformance.checks.fabric.cuts import path_diversity
from conformance.checks.fabric.families import family
from conformance.checks.fabric.flow import Flow
from conformance.checks.fabric.graph import Fabric, Group
from tests.checks.builders import fabrics, graph


@settings(max_examples=60)
@given(fabrics())
def test_flows_are_those_of_networkx(fabric):
    reference = graph(fabric)
    flow = Flow(fabric, [trunk.count for trunk in fabric.trunks])
    one, other = fabric.groups[0].homes[0], fabric.groups[-1].homes[0]
    assert flow.between({one: None}, {other: None}) == nx.maximum_flow_value(reference, one, other)


@settings(max_examples=40)
@given(fabrics())
def test_diversity_is_the_least_over_all_pairs(fabric):
    reference = graph(fabric)
    hosts = [group.homes[0] for group in fabric.groups]
    least = min(nx.edge_connectivity(reference, one, other) for one, other in itertools.combinations(hosts, 2))
    assert path_diversity(fabric).paths == least


@settings(max_examples=60)
@given(fabrics())
def test_diversity_names_the_first_of_the_least_pairs(fabric):
    reference = graph(fabric)
    first, *others = [group.homes[0] for group in fabric.groups]
    # Flows from the first to all others decide; which of the least is named must not depend on how they are found.
    paths = {other: nx.edge_connectivity(reference, first, other) for other in others}
    least = min(others, key=lambda other: paths[other])
    assert path_diversity(fabric) == (paths[least], f"h{first}", f"h{least}")


@settings(max_examples=60)
@given(fabrics(), st.integers(0, 4))
def test_a_flow_that_is_enough_ends_the_search_only_when_it_is_reached(fabric, enough):
    flow = Flow(fabric, [trunk.count for trunk in fabric.trunks])
    ends = {fabric.groups[0].homes[0]: None}, {fabric.groups[-1].homes[0]: None}
    most, found = flow.between(*ends), flow.between(*ends, enough)
    assert found == most if most < enough else enough <= found <= most


@settings(max_examples=40)
@given(fabrics(7), st.data())
def test_diversity_of_endpoints_with_several_ports(fabric, data):
    size = len(fabric.switches)
    homes = data.draw(st.lists(st.lists(st.integers(0, size - 1), min_size=1, max_size=2), min_size=2, max_size=5))
    many = Fabric(fabric.switches, fabric.trunks, [Group(tuple(on), 1, (f"h{n}",)) for n, on in enumerate(homes)])
    least = None
    for one, other in itertools.combinations(map(set, homes), 2):
        if one & other:
            continue
        reference = graph(fabric).to_directed()
        reference.add_edges_from(("from", home) for home in one)
        reference.add_edges_from((home, "to") for home in other)
        paths = nx.maximum_flow_value(reference, "from", "to")
        least = paths if least is None else min(least, paths)
    assert path_diversity(many).paths == least


def test_endpoints_on_the_first_switch_do_not_stand_for_others():
    base = family("fat_tree", {"levels": 2, "leaves": 3, "spines": 2, "endpoints_per_leaf": 1})
    homes = [0, 0, 1, 1, 2]
    fabric = Fabric(base.switches, base.trunks, [Group((home,), 1, (f"h{n}",)) for n, home in enumerate(homes)])
    assert path_diversity(fabric).paths == 2


def _halves(fabric: Fabric) -> int:
    """The smallest cut of all ways to halve the endpoints, one on each switch."""
    reference = graph(fabric).to_directed()
    hosts = [group.homes[0] for group in fabric.groups]
    best = None
    for half in itertools.combinations(hosts, len(hosts) // 2):
        network = reference.copy()
        for host in hosts:
            edge = ("from", host) if host in half else (host, "to")
            network.add_edge(*edge, capacity=1)
        value = nx.maximum_flow_value(network, "from", "to")
        best = value if best is None else min(best, value)
    assert best is not None
    return int(best)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("ring", {"switches": 6}),
        ("mesh", {"sizes": [2, 4]}),
        ("mesh", {"sizes": [4, 2]}),
        ("hypercube", {"dimensions": 3}),
        ("fat_tree", {"levels": 2, "leaves": 6, "spines": 2, "endpoints_per_leaf": 1}),
        ("fat_tree", {"levels": 3, "pods": 2, "leaves": 2, "spines": 2, "cores_per_spine": 1, "endpoints_per_leaf": 1}),
    ],
)
def test_bisections_that_are_exact_are_the_least_of_all_halves(name, parameters):
    fabric = family(name, parameters, 1)
    found = bisection(fabric)
    assert found.exact
    assert found.rate == _halves(fabric)


@settings(max_examples=25)
@given(fabrics(7))
def test_a_bisection_is_never_less_than_the_least_of_all_halves(fabric):
    assert bisection(fabric).rate >= _halves(fabric)


def test_bisections_of_the_domain_file():
    # R8: 10,240 ports of 400G: 256 TB/s between halves, in one direction.
    tree = {"levels": 3, "pods": 8, "leaves": 32, "spines": 40, "cores_per_spine": 32, "endpoints_per_leaf": 40}
    found = bisection(family("fat_tree", tree, 400 * 10**9))
    assert found.exact
    assert found.rate == 256 * 8 * 10**12
    torus = bisection(family("torus", {"sizes": [8, 8, 8], "endpoints_per_switch": 2}, 1))
    assert (torus.rate, torus.exact) == (128, True)


def test_a_tapered_tree_has_less():
    found = bisection(
        family("fat_tree", {"levels": 2, "leaves": 4, "spines": 4, "leaf_cables": 4, "endpoints_per_leaf": 48}, 1)
    )
    assert (found.rate, found.exact) == (32, True)


@settings(max_examples=60)
@given(fabrics())
def test_single_points_of_failure_are_those_that_separate_when_removed(fabric):
    hosts = {group.homes[0]: f"h{group.homes[0]}" for group in fabric.groups}
    reference = nx.Graph([(f"s{trunk.a}", f"s{trunk.b}") for trunk in fabric.trunks])
    reference.add_edges_from((f"s{home}", name) for home, name in hosts.items())
    names = set(hosts.values())
    switches = [
        name
        for name in fabric.switches
        if sum(1 for part in nx.connected_components(_without(reference, name)) if part & names) > 1
    ]
    assert separating(fabric, "switch") == switches
    links = {fabric.trunk_name(index): (f"s{trunk.a}", f"s{trunk.b}") for index, trunk in enumerate(fabric.trunks)}
    cutting = []
    for name, ends in links.items():
        smaller = reference.copy()
        smaller.remove_edge(*ends)
        if sum(1 for part in nx.connected_components(smaller) if part & names) > 1:
            cutting.append(name)
    found = separating(fabric, "link")
    assert [name for name in found if name in links] == cutting
    # Each endpoint has one cable only.
    assert len(found) == len(cutting) + len(hosts)


def _without(reference: nx.Graph, name: str) -> nx.Graph:
    smaller = reference.copy()
    smaller.remove_node(name)
    return smaller


def test_two_ports_on_two_switches_survive_either():
    fabric = family("fat_tree", {"levels": 2, "planes": 2, "leaves": 3, "spines": 2, "endpoints_per_leaf": 2})
    assert separating(fabric, "link") == separating(fabric, "switch") == []


def test_two_ports_on_one_switch_survive_a_cable_only():
    base = family("full_mesh", {"switches": 3})
    fabric = Fabric(base.switches, base.trunks, [Group((home, home), 1, (f"h{home}",)) for home in range(3)])
    assert separating(fabric, "link") == []
    assert separating(fabric, "switch") == ["switch0", "switch1", "switch2"]
