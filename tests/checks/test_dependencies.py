"""Deadlock: the textbook cases, and networkx on dependencies that were found by walking every route."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.fabric.algorithms import ALGORITHMS
from conformance.checks.fabric.dependencies import Cycle, cycle
from conformance.checks.fabric.families import family
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.lanes import Unroutable
from conformance.checks.fabric.reach import longest, unrouted
from conformance.checks.fabric.routing import Part, Routes, Scheme, routes
from tests.checks.builders import check_circle, fabrics, graph, relabelled, walked

RING = family("ring", {"switches": 8})
MESH = family("mesh", {"sizes": [4, 4]})
DATELINE = Scheme("dimension_order", 2, "dateline")


def length(fabric: Fabric, scheme: Scheme) -> int:
    found = cycle(routes(fabric, scheme))
    return 0 if found is None else len(found)


def test_a_ring_of_eight_with_one_lane_has_a_circle_of_eight_channels():
    # Dally and Seitz 1987.
    assert length(RING, Scheme("shortest")) == 8
    assert length(RING, Scheme("dimension_order")) == 8


def test_a_second_lane_from_the_dateline_on_breaks_it():
    assert length(RING, DATELINE) == 0


def test_up_and_down_need_no_lane_but_make_detours():
    found = routes(RING, Scheme("up_down"))
    assert cycle(found) is None
    assert longest(found) == 7
    assert longest(routes(RING, Scheme("shortest"))) == 5


def test_a_ring_of_three_has_no_circle():
    assert length(family("ring", {"switches": 3}), Scheme("shortest")) == 0


@pytest.mark.parametrize(("orders", "circle"), [(((0, 1),), 0), (((1, 0),), 0), (((0, 1), (1, 0)), 4)])
def test_a_mesh_with_one_order_is_free_and_with_both_is_not(orders, circle):
    assert length(MESH, Scheme("dimension_order", orders=orders)) == circle


def test_a_dragonfly_needs_a_second_lane_behind_the_link_between_groups():
    fabric = family(
        "dragonfly", {"groups": 9, "switches_per_group": 4, "global_links_per_switch": 2, "endpoints_per_switch": 2}
    )
    assert length(fabric, Scheme("group_minimal")) > 0
    assert length(fabric, Scheme("group_minimal", 2, "per_group")) == 0
    assert longest(routes(fabric, Scheme("group_minimal"))) == 4


def test_adaptive_routes_are_free_if_their_escape_lanes_are():
    assert length(RING, Scheme("shortest", escape=DATELINE)) == 0
    assert length(RING, Scheme("shortest", escape=Scheme("dimension_order"))) == 8
    assert length(MESH, Scheme("shortest")) == 4
    assert length(MESH, Scheme("shortest", escape=Scheme("dimension_order"))) == 0


def test_endpoints_that_are_not_sources_do_not_close_a_circle():
    # Only two neighbours talk: their one-hop routes depend on nothing.
    two = Fabric(RING.switches, RING.trunks, RING.groups[:2])
    assert cycle(routes(two, Scheme("shortest"))) is None


def test_the_route_beside_a_dependency_is_one():
    found = cycle(routes(RING, Scheme("shortest")))
    assert isinstance(found, Cycle)
    assert found.channels()[0] == "n0>n1"
    assert found.described()[0] == "n0>n1>n2 [n0-host>n2-host]"
    for link in found.links:
        ends = (RING.heads[link.channel[0] ^ 1], RING.heads[link.channel[0]], RING.heads[link.following[0]])
        assert any(link.way[index : index + 3] == ends for index in range(len(link.way)))
        assert RING.groups[link.way[0]].name() == link.source
        assert RING.groups[link.way[-1]].name() == link.target


@pytest.mark.parametrize(("algorithm", "fabric"), [("dimension_order", "full_mesh"), ("group_minimal", "ring")])
def test_an_algorithm_that_does_not_fit_is_refused(algorithm, fabric):
    with pytest.raises(Unroutable):
        routes(family(fabric, {"switches": 5}), Scheme(algorithm))


ANY = st.sampled_from(
    [Scheme("shortest"), Scheme("up_down"), Scheme("d_mod_k"), Scheme("shortest", 2, "per_hop"), Scheme("shortest", 3, "per_hop")]
)  # fmt: skip


@settings(max_examples=60)
@given(fabrics(), ANY)
def test_circles_are_those_of_networkx(fabric, scheme):
    found = routes(fabric, scheme)
    check_circle(cycle(found), walked(found))


@settings(max_examples=60)
@given(fabrics())
def test_hops_are_those_of_networkx(fabric):
    reference = graph(fabric)
    hosts = [group.homes[0] for group in fabric.groups]
    expected = max(nx.shortest_path_length(reference, one, other) for one in hosts for other in hosts)
    found = routes(fabric, Scheme("shortest"))
    assert longest(found) == expected + 1
    assert unrouted(found).pairs == 0


@settings(max_examples=40)
@given(fabrics(), st.randoms(use_true_random=False), st.sampled_from(["shortest", "up_down"]))
def test_new_names_never_change_the_verdict(fabric, random, algorithm):
    order = list(range(len(fabric.switches)))
    random.shuffle(order)
    roots = (0,) if algorithm == "up_down" else ()
    first = cycle(routes(fabric, Scheme(algorithm, roots=roots)))
    other = cycle(routes(relabelled(fabric, order), Scheme(algorithm, roots=tuple(order[root] for root in roots))))
    assert (0 if first is None else len(first)) == (0 if other is None else len(other))


@settings(max_examples=25)
@given(st.lists(st.integers(2, 5), min_size=1, max_size=2), st.booleans())
def test_the_dateline_never_adds_a_circle(sizes, both):
    fabric = family("torus", {"sizes": sizes})
    orders = ((0, 1), (1, 0)) if both and len(sizes) == 2 else ()
    plain = length(fabric, Scheme("dimension_order", orders=orders))
    lanes = length(fabric, Scheme("dimension_order", 2, "dateline", orders=orders))
    assert lanes == 0 or plain > 0
    assert lanes == 0 or orders


@settings(max_examples=40)
@given(fabrics(), st.data())
def test_less_routes_never_add_a_circle(fabric, data):
    before = routes(fabric, Scheme("shortest"))
    part = before.parts[0]
    masks = list(part.masks)
    dropped = data.draw(st.integers(0, len(masks) - 1))
    masks[dropped] &= data.draw(st.integers(0, (1 << part.targets.count) - 1))
    after = Routes(fabric, (Part(fabric, part.targets, masks),))
    if cycle(before) is None:
        assert cycle(after) is None


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS.keys() - {"tables", "dimension_order", "group_minimal"}))
def test_fat_trees_are_free_by_walking_too(algorithm):
    fabric = family(
        "fat_tree", {"levels": 3, "pods": 3, "leaves": 2, "spines": 2, "cores_per_spine": 2, "endpoints_per_leaf": 3}
    )
    found = routes(fabric, Scheme(algorithm))
    assert cycle(found) is None
    assert nx.is_directed_acyclic_graph(walked(found))
    assert unrouted(found).pairs == 0
    assert longest(found) == 5


def test_d_mod_k_gives_each_endpoint_one_way_up_and_spreads_them():
    fabric = family("fat_tree", {"levels": 2, "leaves": 4, "spines": 4, "endpoints_per_leaf": 4})
    part = routes(fabric, Scheme("d_mod_k")).parts[0]
    for leaf in range(4):
        ways = [part.masks[directed] & part.sources[leaf] for directed in fabric.outs[leaf]]
        assert sum(way.bit_count() for way in ways) == 12
        assert {way.bit_count() for way in ways} == {3}
