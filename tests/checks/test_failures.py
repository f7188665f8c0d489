"""Failures: the double failure of a leaf-spine, symmetry against brute force, and shortcuts against doing it all anew."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.fabric import failures
from conformance.checks.fabric.dependencies import cycle
from conformance.checks.fabric.elements import elements
from conformance.checks.fabric.failures import sweep
from conformance.checks.fabric.families import family
from conformance.checks.fabric.footprints import Footprints
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.reach import unrouted
from conformance.checks.fabric.retreat import Retreat
from conformance.checks.fabric.routing import Failed, Scheme, routes
from tests.checks.builders import fabrics, graph, tiered


def leaf_spine(leaves: int) -> Fabric:
    return family("fat_tree", {"levels": 2, "leaves": leaves, "spines": 2, "endpoints_per_leaf": 2})


def irregular(fabric: Fabric) -> Fabric:
    """The same fabric without its symmetries."""
    return Fabric(
        fabric.switches,
        fabric.trunks,
        fabric.groups,
        fabric.endpoint_rate,
        tiers=fabric.tiers,
        clusters=fabric.clusters,
    )


def test_any_single_failure_of_four_leaves_and_two_spines_is_survived():
    for of, sets in (("link", 8), ("switch", 6), ("bundle", 8)):
        found = sweep(leaf_spine(4), Scheme("shortest"), of)
        assert (found.sets, found.cyclic, found.cut) == (sets, None, None)


@pytest.mark.parametrize("live", [False, True])
def test_two_dead_links_of_four_leaves_make_a_circle(live):
    # OpenArch networking domain file, R3: leaf0-spine0 and leaf1-spine1, the first in the order of the document.
    found = sweep(leaf_spine(4), Scheme("shortest"), "link", 2, live=live)
    assert found.cyclic is not None
    assert found.cyclic.cycle is not None
    assert found.cyclic.failed == ("leaf0-spine0", "leaf1-spine1")
    if not live:
        # It exists in both directions; the one with the smaller first channel is shown.
        assert found.cyclic.cycle.channels() == ["leaf2>spine0", "spine0>leaf3", "leaf3>spine1", "spine1>leaf2"]


def test_of_28_double_failures_12_have_a_circle():
    # OpenArch dry run of link rules, rule 10.
    fabric = leaf_spine(4)
    pairs = itertools.combinations(range(8), 2)
    dead = [Failed(frozenset(), frozenset(pair)) for pair in pairs]
    assert sum(cycle(routes(fabric, Scheme("shortest"), failed)) is not None for failed in dead) == 12


def test_three_leaves_have_no_circle_but_may_be_cut():
    found = sweep(leaf_spine(3), Scheme("shortest"), "link", 2)
    assert found.cyclic is None
    assert found.cut is not None
    assert found.cut.failed == ("leaf0-spine0", "leaf0-spine1")


def test_up_and_down_lose_the_pair_instead():
    fabric = leaf_spine(4)
    failed = Failed(frozenset(), frozenset({0, 3}))
    after = routes(fabric, Scheme("up_down"), failed)
    assert cycle(after) is None
    lost = unrouted(after)
    assert (lost.pairs, lost.source, lost.target) == (8, "leaf0-host0", "leaf1-host0")


def test_one_cable_of_a_trunk_is_no_loss():
    fabric = family("fat_tree", {"levels": 2, "leaves": 4, "spines": 1, "leaf_cables": 2, "endpoints_per_leaf": 2})
    one, two = sweep(fabric, Scheme("up_down"), "link"), sweep(fabric, Scheme("up_down"), "link", 2)
    assert one.cut is None
    assert one.sets == 8
    assert two.cut is not None
    assert two.cut.failed == ("leaf0-spine0", "leaf0-spine0")
    assert two.sets == 8 + 28


def test_dimension_order_knows_no_way_around():
    found = sweep(family("torus", {"sizes": [4, 4]}), Scheme("dimension_order", 2, "dateline"))
    assert found.cyclic is None
    assert found.cut is not None
    assert found.cut.failed == ("n0.0-n1.0",)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("fat_tree", {"levels": 2, "leaves": 4, "spines": 2, "endpoints_per_leaf": 2}),
        ("fat_tree", {"levels": 3, "pods": 2, "leaves": 2, "spines": 2, "cores_per_spine": 2, "endpoints_per_leaf": 1}),
        ("fat_tree", {"levels": 2, "planes": 2, "leaves": 3, "spines": 2, "endpoints_per_leaf": 2}),
        ("rail_only", {"rails": 2, "nodes": 4, "nodes_per_leaf": 2, "spines": 2}),
        (
            "dragonfly_plus",
            {"groups": 3, "leaves": 2, "spines": 2, "endpoints_per_leaf": 1, "global_links_per_spine": 2},
        ),
        ("full_mesh", {"switches": 4}),
        ("ring", {"switches": 5}),
    ],
)
@pytest.mark.parametrize("algorithm", ["shortest", "up_down"])
@pytest.mark.parametrize(("of", "at_once"), [("link", 1), ("switch", 1), ("link", 2)])
def test_classes_say_what_every_single_set_says(name, parameters, algorithm, of, at_once):
    fabric = family(name, parameters)
    by_classes = sweep(fabric, Scheme(algorithm), of, at_once)
    one_by_one = sweep(irregular(fabric), Scheme(algorithm), of, at_once)
    assert by_classes.decided <= one_by_one.decided <= by_classes.sets == one_by_one.sets
    for one, other in ((by_classes.cyclic, one_by_one.cyclic), (by_classes.cut, one_by_one.cut)):
        assert (None if one is None else one.failed) == (None if other is None else other.failed)


def test_a_symmetry_that_does_not_hold_is_not_used():
    whole = family("ring", {"switches": 6})
    broken = Fabric(whole.switches, whole.trunks[:-1], whole.groups, generators=whole.generators)
    found = sweep(broken, Scheme("shortest"))
    assert not found.by_symmetry
    assert found.cut is not None
    assert found.cut.failed == ("n0-n1",)


@settings(max_examples=150)
@given(
    fabrics(),
    st.sampled_from(
        [
            Scheme("shortest"),
            Scheme("up_down"),
            Scheme("up_down", roots=(0,)),
            Scheme("up_down", roots=(2,), lanes=2, lane_rule="per_hop"),
            Scheme("up_down", roots=(0, 1)),
        ]
    ),
    st.sampled_from(["link", "switch"]),
    st.booleans(),
)
def test_the_short_cut_says_what_new_routes_say(fabric, scheme, of, live):
    before = routes(fabric, scheme)
    found = sweep(fabric, scheme, of, live=live)
    cyclic = cut = None
    if cycle(before) is not None:
        cyclic = ()
    for index, element in enumerate(elements(fabric, of)):
        failed = Failed(frozenset({index})) if of == "switch" else Failed(frozenset(), frozenset({index}))
        after = routes(fabric, scheme, failed)
        circle = cycle(before, after) if live else cycle(after)
        if cyclic is None and circle is not None:
            cyclic = (element.name,)
        if cut is None and unrouted(after).pairs:
            cut = (element.name,)
    assert (found.cyclic.failed if found.cyclic else None) == cyclic
    assert (found.cut.failed if found.cut else None) == cut


SCHEMES = [Scheme("shortest"), Scheme("up_down"), Scheme("up_down", roots=(0,)), Scheme("up_down", roots=(0, 1))]


def told(found: failures.Sweep) -> tuple[object, ...]:
    """All that a sweep says, of circles their channels."""
    broken = [None if one is None else (one.failed, one.lost) for one in (found.cyclic, found.cut)]
    circle = found.cyclic.cycle.channels() if found.cyclic is not None and found.cyclic.cycle is not None else None
    return found.sets, found.decided, found.whole, found.by_symmetry, broken, circle


@settings(max_examples=60)
@given(fabrics() | tiered(), st.sampled_from(SCHEMES), st.sampled_from(["link", "switch", "bundle"]), st.booleans())
def test_what_each_failure_examined_says_what_all_together_say(fabric, scheme, of, live):
    quick = sweep(fabric, scheme, of, 2, live=live)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Footprints, "harmless", lambda *_: False)
        assert told(sweep(fabric, scheme, of, 2, live=live)) == told(quick)


@settings(max_examples=60)
@given(tiered(), st.sampled_from(SCHEMES), st.sampled_from(["link", "switch"]), st.integers(2, 3))
def test_failures_that_are_known_to_be_harmless_together_take_nothing_but_routes_away(fabric, scheme, of, size):
    part = routes(fabric, scheme).parts[0]
    footprints = Footprints(part)
    for chosen in itertools.combinations(range(len(elements(fabric, of))), size):
        dead = frozenset(chosen)
        failed = Failed(dead) if of == "switch" else Failed(frozenset(), dead)
        alone = [Failed(*(frozenset(one) & frozenset({index}) for one in failed)) for index in chosen]
        if footprints.harmless(failed, alone):
            assert Retreat(part, failed).is_harmless()


def test_pairs_of_failures_are_seldom_examined_together(monkeypatch):
    parameters = {"levels": 3, "pods": 4, "leaves": 3, "spines": 3, "cores_per_spine": 3, "endpoints_per_leaf": 1}
    fabric, together = irregular(family("fat_tree", parameters)), []

    def counted(*args):
        together.append(args)
        return Retreat(*args)

    monkeypatch.setattr(failures, "Retreat", counted)
    found = sweep(fabric, Scheme("up_down"), "link", 2)
    assert (found.decided, found.cyclic, found.cut) == (72 + 72 * 71 // 2, None, None)
    assert len(together) < 200


def test_a_root_that_stays_above_all_spares_new_routes(monkeypatch):
    # Only the six cables of the root, and what is next to it, move anybody further from it.
    fabric, made = family("torus", {"sizes": [4, 4, 4]}), []

    def counted(*args):
        made.append(args)
        return routes(*args)

    monkeypatch.setattr(failures, "routes", counted)
    found = sweep(fabric, Scheme("up_down"))
    assert (found.sets, found.decided, found.cut) == (192, 192, None)
    assert len(made) == 1 + 6


@settings(max_examples=40)
@given(fabrics())
def test_what_is_cut_by_a_dead_link_is_what_networkx_says(fabric):
    found = sweep(fabric, Scheme("shortest"), "link")
    hosts = {group.homes[0] for group in fabric.groups}
    expected = None
    for index, trunk in enumerate(fabric.trunks):
        reference = graph(fabric)
        reference.remove_edge(trunk.a, trunk.b)
        parts = [part for part in nx.connected_components(reference) if part & hosts]
        if len(parts) > 1:
            expected = (fabric.trunk_name(index),)
            break
    assert (found.cut.failed if found.cut else None) == expected


def test_a_sweep_that_is_too_long_says_so(monkeypatch):
    monkeypatch.setattr(failures, "WORK", 10)
    found = sweep(irregular(family("ring", {"switches": 8})), Scheme("shortest", 8, "per_hop"))
    assert not found.whole
    assert found.decided < found.sets
