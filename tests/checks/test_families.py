"""Closed-form numbers of the families, and what cannot be built."""

from __future__ import annotations

from math import prod

import networkx as nx
import pytest

from conformance.checks.fabric.counts import counts, tiers
from conformance.checks.fabric.families import FAMILIES, family
from conformance.checks.fabric.parameters import Unbuildable
from conformance.checks.fabric.reach import longest, unrouted
from conformance.checks.fabric.routing import Scheme, routes
from tests.checks.builders import graph


@pytest.mark.parametrize("radix", [4, 8, 12])
def test_full_trees_of_two_levels(radix):
    found = counts(family("fat_tree", {"levels": 2, "radix": radix}))
    assert (found.endpoints, found.switches, found.links) == (radix**2 // 2, 3 * radix // 2, radix**2 // 2)
    assert found.most_ports == radix


@pytest.mark.parametrize(("radix", "endpoints", "switches"), [(4, 16, 20), (48, 27_648, 2_880), (80, 128_000, 8_000)])
def test_full_trees_of_three_levels(radix, endpoints, switches):
    # k^3/4 endpoints and 5 k^2/4 switches: Al-Fares et al., SIGCOMM 2008; 48 ports are their own example.
    found = counts(family("fat_tree", {"levels": 3, "radix": radix}))
    assert (found.endpoints, found.switches) == (endpoints, switches)
    assert found.links == 2 * (radix**3 // 4)
    assert found.most_ports == radix


@pytest.mark.parametrize("sizes", [[4, 4], [3, 5], [4, 3, 5], [2, 4], [6]])
def test_tori_have_one_link_per_switch_and_dimension(sizes):
    found = counts(family("torus", {"sizes": sizes, "endpoints_per_switch": 2}))
    assert found.switches == prod(sizes)
    assert found.endpoints == 2 * prod(sizes)
    # A dimension of two places has one link, not two.
    assert found.links == sum(prod(sizes) if size > 2 else prod(sizes) // 2 for size in sizes)
    assert found.most_ports == 2 + sum(2 if size > 2 else 1 for size in sizes)


@pytest.mark.parametrize(
    ("name", "parameters", "reference"),
    [
        ("torus", {"sizes": [4, 5]}, nx.grid_graph([4, 5], periodic=True)),
        ("mesh", {"sizes": [3, 4, 2]}, nx.grid_graph([3, 4, 2])),
        ("ring", {"switches": 7}, nx.cycle_graph(7)),
        ("hypercube", {"dimensions": 4}, nx.hypercube_graph(4)),
        ("full_mesh", {"switches": 6}, nx.complete_graph(6)),
        (
            "fat_tree",
            {"levels": 2, "leaves": 5, "spines": 3, "endpoints_per_leaf": 1},
            nx.complete_bipartite_graph(5, 3),
        ),
    ],
)
def test_graphs_are_those_of_networkx(name, parameters, reference):
    assert nx.is_isomorphic(graph(family(name, parameters)), reference)


def test_dragonfly_of_the_largest_size():
    found = family(
        "dragonfly", {"groups": 9, "switches_per_group": 4, "global_links_per_switch": 2, "endpoints_per_switch": 2}
    )
    numbers = counts(found)
    # N = p a g, ports p + (a - 1) + h (Kim et al., ISCA 2008, section 3.1).
    assert (numbers.endpoints, numbers.most_ports) == (72, 7)
    assert nx.diameter(graph(found)) <= 3
    between = {
        tuple(sorted((found.clusters[trunk.a], found.clusters[trunk.b]))) for trunk in found.trunks if found.clusters
    }
    assert len(between) == 9 + 36


@pytest.mark.parametrize("name", ["rail_optimised", "rail_only"])
def test_rails_with_a_leaf_that_is_not_full(name):
    parameters = {"rails": 4, "nodes": 10, "nodes_per_leaf": 4, "spines": 2}
    found = family(name, parameters)
    assert found.endpoints == 40
    assert [group.count for group in found.groups[-4:]] == [2, 2, 2, 2]
    assert unrouted(routes(found, Scheme())).pairs == 0


def test_adapters_of_other_rails_are_not_joined_where_rails_are_not():
    found = family("rail_only", {"rails": 2, "nodes": 4, "nodes_per_leaf": 2, "spines": 1})
    assert not nx.is_connected(graph(found))
    assert len({group.zone for group in found.groups}) == 2


def test_tiers_of_a_tapered_tree():
    found = tiers(
        family("fat_tree", {"levels": 2, "leaves": 4, "spines": 4, "leaf_cables": 4, "endpoints_per_leaf": 48}, 1)
    )
    assert [tier.worst for tier in found] == [3, None]
    assert found[0].spared == 4


@pytest.mark.parametrize(
    ("name", "parameters", "reason"),
    [
        ("fat_tree", {"levels": 3, "radix": 81}, "odd-radix"),
        ("fat_tree", {"levels": 2}, "missing"),
        ("dragonfly", {"groups": 10, "switches_per_group": 4, "global_links_per_switch": 2, "endpoints_per_switch": 2}, "too-many-groups"),
        ("torus", {"sizes": [8, 2], "wraps": [True, True]}, "doubled-link"),
        ("torus", {"sizes": [8, 8], "wraps": [True]}, "unequal-lists"),
        ("full_mesh", {"switches": 100_000}, "too-large"),
    ],
)  # fmt: skip
def test_what_cannot_be_built(name, parameters, reason):
    with pytest.raises(Unbuildable) as caught:
        family(name, parameters)
    assert caught.value.reason == reason


def test_planes_are_apart_and_every_endpoint_is_in_all():
    found = family("fat_tree", {"levels": 2, "planes": 3, "leaves": 4, "spines": 2, "endpoints_per_leaf": 2})
    assert nx.number_connected_components(graph(found)) == 3
    assert {len(group.homes) for group in found.groups} == {3}
    assert longest(routes(found, Scheme())) == 3


def test_every_family_proposes_symmetries_that_hold():
    from conformance.checks.fabric.symmetry import orbits

    samples = {
        "fat_tree": {"levels": 3, "pods": 3, "leaves": 2, "spines": 2, "cores_per_spine": 2, "endpoints_per_leaf": 2},
        "rail_optimised": {"rails": 2, "nodes": 8, "nodes_per_leaf": 4, "spines": 2},
        "rail_only": {"rails": 2, "nodes": 8, "nodes_per_leaf": 4, "spines": 2},
        "dragonfly": {"groups": 5, "switches_per_group": 2, "global_links_per_switch": 2, "endpoints_per_switch": 1},
        "dragonfly_plus": {"groups": 3, "leaves": 2, "spines": 2, "endpoints_per_leaf": 2, "global_links_per_spine": 2},
        "torus": {"sizes": [4, 4]},
        "mesh": {"sizes": [3, 3]},
        "ring": {"switches": 5},
        "hypercube": {"dimensions": 3},
        "full_mesh": {"switches": 4},
    }
    assert samples.keys() == FAMILIES.keys()
    for name, parameters in samples.items():
        found = family(name, parameters)
        classes = orbits(found)
        assert classes.permutations
        assert len(set(classes.trunks)) < len(found.trunks), name
