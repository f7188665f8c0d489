"""Multicast trees: textbook cases, and networkx on every way that a copy takes, found by walking from each endpoint."""

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
from conformance.checks.fabric.graph import Fabric, Group, Trunk
from conformance.checks.fabric.lanes import Unroutable
from conformance.checks.fabric.reading import fabric_of, routes_of
from conformance.checks.fabric.routing import Failed, Routes, Scheme, routes
from conformance.checks.fabric.trees import Plan, laid, searched
from conformance.expressions.scalars import Undecided
from tests.checks.builders import check_circle, fabric, fabrics, girth, graph, walked

RING = family("ring", {"switches": 8})
TREE = family(
    "fat_tree", {"levels": 3, "pods": 3, "leaves": 2, "spines": 2, "cores_per_spine": 2, "endpoints_per_leaf": 3}
)
LEAF_SPINE = family("fat_tree", {"levels": 2, "leaves": 4, "spines": 2, "endpoints_per_leaf": 2})
DATELINE = Scheme("dimension_order", 2, "dateline")


def copied(found: Routes) -> nx.DiGraph:
    """Every dependency: of the routes by walking them, of the trees by the path in them between each two endpoints."""
    reference = walked(found)
    given = found.fabric
    for tree in found.trees:
        lies = nx.Graph()
        for trunk in tree.trunks:
            lies.add_edge(given.trunks[trunk].a, given.trunks[trunk].b, trunk=trunk)
        homes = [home for group in given.groups for home in group.homes if home in lies]
        for one in homes:
            for other in homes:
                way = nx.shortest_path(lies, one, other)
                channels = [
                    (2 * trunk + (given.trunks[trunk].a != tail), tree.first_lane)
                    for tail, head in itertools.pairwise(way)
                    for trunk in [lies.edges[tail, head]["trunk"]]
                ]
                nx.add_path(reference, channels)
    return reference


@pytest.mark.parametrize("root", [None, *range(len(TREE.switches))])
@pytest.mark.parametrize("algorithm", ["up_down", "d_mod_k"])
def test_a_tree_is_free_with_up_and_down_on_one_lane_from_any_root(root, algorithm):
    found = routes(TREE, Scheme(algorithm, trees=(Plan("all", root=root),)))
    assert len(found.trees[0].trunks) >= 2 * 3
    assert found.lanes == 1
    assert cycle(found) is None
    assert nx.is_directed_acyclic_graph(copied(found))


@pytest.mark.parametrize(("lane", "circle"), [(0, 8), (1, 0), (2, 0)])
def test_a_tree_across_the_dateline_must_not_share_the_first_lane(lane, circle):
    # Breadth first from n0 the tree goes as far as n4 and n5, and so across the dateline between n7 and n0.
    # Routes on lane 1 end three hops behind it, and so never close the gap of the tree between n4 and n5.
    every = routes(RING, DATELINE._replace(trees=(Plan("all", lane=lane),)))
    found = cycle(every)
    assert (0 if found is None else len(found)) == girth(copied(every)) == circle


def test_a_circle_names_a_route_or_a_tree_beside_each_dependency():
    found = cycle(routes(RING, DATELINE._replace(trees=(Plan("all"),))))
    assert found is not None
    assert found.described()[0] == "n0>n1@0>n2@0 [n0-host>n2-host]"
    assert found.described()[-2:] == ["n6>n7@0>n0@0 [*all]", "n7>n0@0>n1@0 [*all]"]
    assert [link.way for link in found.links if link.tree] == [(6, 7, 0), (7, 0, 1)]


def test_a_tree_that_stops_at_the_dateline_turns_as_the_routes_do():
    links = tuple(range(7))
    assert [RING.trunk_name(link) for link in links][-1] == "n6-n7"
    assert cycle(routes(RING, DATELINE._replace(trees=(Plan("all", links),)))) is None


def test_trees_may_share_adaptive_lanes_and_not_the_escape_lanes_ring():
    adaptive = Scheme("shortest", escape=DATELINE)
    assert cycle(routes(RING, adaptive._replace(trees=(Plan("all"),)))) is None
    found = routes(RING, adaptive._replace(trees=(Plan("all", lane=1),)))
    assert found.lanes == 3
    assert len(cycle(found) or ()) == 8


def test_a_listed_loop_is_a_circle_of_its_own():
    found = cycle(routes(RING, Scheme("up_down", trees=(Plan("loop", tuple(range(8)), lane=1),))))
    assert found is not None
    assert found.described()[0] == "n0>n1@1>n2@1 [*loop]"


def test_branches_without_endpoints_are_not_laid():
    # The search from leaf0 meets both spines; only the first leads on to leaves.
    (tree,) = laid(LEAF_SPINE, [Plan("all")])
    assert [LEAF_SPINE.trunk_name(trunk) for trunk in tree.trunks] == [f"leaf{leaf}-spine0" for leaf in range(4)]
    assert laid(Fabric(RING.switches, RING.trunks, RING.groups[:1]), [Plan("one")]) == ()


def test_parts_that_are_not_joined_and_zones_have_trees_of_their_own():
    apart = Fabric(
        [f"s{number}" for number in range(5)],
        [Trunk(0, 1), Trunk(2, 3), Trunk(3, 4)],
        [Group((home,), 1, (f"h{home}",), zone=home == 4) for home in range(5)],
    )
    assert searched(apart, 4) == [2, 1, 0]
    # Zone 1 has one endpoint only; nobody sends to it. Nothing of zone 0 lies behind switch 3.
    assert [tree.trunks for tree in laid(apart, [Plan("all")])] == [(0, 1)]


def test_a_dead_root_gives_way_to_the_first_living_switch():
    (tree,) = laid(LEAF_SPINE, [Plan("all", root=4)], switches={4, 0})
    assert [LEAF_SPINE.trunk_name(trunk) for trunk in tree.trunks] == [f"leaf{leaf}-spine1" for leaf in (1, 2, 3)]


def test_two_trees_from_leaves_close_a_circle_after_one_dead_link():
    trees = (Plan("one", root=0), Plan("two", root=1))
    found = sweep(LEAF_SPINE, Scheme("up_down", trees=trees))
    assert found.cyclic is not None
    assert found.cyclic.cycle is not None
    assert found.cyclic.failed == ("leaf2-spine0",)
    assert [link.tree for link in found.cyclic.cycle.links].count("") == 2
    assert {link.tree for link in found.cyclic.cycle.links} == {"one", "two", ""}


SCHEMES = st.sampled_from(
    [Scheme("shortest"), Scheme("up_down"), Scheme("d_mod_k"), Scheme("shortest", 2, "per_hop"), Scheme("up_down", roots=(0,))]
)  # fmt: skip


@st.composite
def plans(draw: st.DrawFn, given: Fabric) -> tuple[Plan, ...]:
    """One or two trees: searched from some root, or any spanning tree, whole or without some of its ends."""
    found = []
    for number in range(draw(st.integers(1, 2))):
        root = draw(st.none() | st.integers(0, len(given.switches) - 1))
        links = None
        if draw(st.booleans()):
            weights = draw(st.permutations(range(len(given.trunks))))
            known = graph(given)
            for index, trunk in enumerate(given.trunks):
                known.edges[trunk.a, trunk.b].update(weight=weights[index], trunk=index)
            links = tuple(known.edges[edge]["trunk"] for edge in nx.minimum_spanning_edges(known, data=False))
        found.append(Plan(f"t{number}", links, root, draw(st.integers(0, 2))))
    return tuple(found)


@settings(max_examples=80)
@given(fabrics(), SCHEMES, st.data())
def test_circles_with_trees_are_those_of_networkx(fabric, scheme, data):
    found = routes(fabric, scheme._replace(trees=data.draw(plans(fabric))))
    check_circle(cycle(found), copied(found))


@settings(max_examples=40)
@given(fabrics(), st.data())
def test_a_search_reaches_all_by_the_fewest_hops(fabric, data):
    root = data.draw(st.integers(0, len(fabric.switches) - 1))
    found = nx.Graph([fabric.trunks[trunk][:2] for trunk in searched(fabric, root)])
    assert nx.is_tree(found)
    assert nx.single_source_shortest_path_length(found, root) == nx.single_source_shortest_path_length(
        graph(fabric), root
    )


@settings(max_examples=40)
@given(fabrics(7), SCHEMES, st.data())
def test_a_tree_on_a_lane_of_its_own_never_adds_a_circle(fabric, scheme, data):
    own = data.draw(plans(fabric))[0]._replace(lane=2)
    before, after = cycle(routes(fabric, scheme)), cycle(routes(fabric, scheme._replace(trees=(own,))))
    assert (before is None) == (after is None)


@settings(max_examples=60, deadline=None)
@given(fabrics(7), SCHEMES, st.sampled_from(["link", "switch"]), st.booleans(), st.data())
def test_the_sweep_finds_what_trying_everything_anew_finds(fabric, scheme, of, live, data):
    trees = tuple(plan._replace(links=None) for plan in data.draw(plans(fabric)))
    scheme = scheme._replace(trees=trees)
    before = routes(fabric, scheme)
    expected = () if cycle(before) is not None else None
    for element in elements(fabric, of):
        failed = Failed(frozenset(element.switches), frozenset(element.trunks))
        after = routes(fabric, scheme, failed)
        if expected is None and (cycle(before, after) if live else cycle(after)) is not None:
            expected = (element.name,)
    found = sweep(fabric, scheme, of, live=live)
    assert (None if found.cyclic is None else found.cyclic.failed) == expected


def test_symmetry_is_not_used_where_a_tree_breaks_it():
    plain = sweep(LEAF_SPINE, Scheme("up_down"))
    assert plain.by_symmetry
    found = sweep(LEAF_SPINE, Scheme("up_down", trees=(Plan("all", root=4),)))
    assert (found.by_symmetry, found.decided) == (False, 8)
    assert found.cyclic is None


def test_without_trees_nothing_of_them_is_worked_out(monkeypatch):
    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(failures, "laid", refused)
    monkeypatch.setattr(failures, "spanned", refused)
    assert sweep(LEAF_SPINE, Scheme("up_down")).cyclic is None


def design(*trees: dict[str, object], links: dict[str, object] | None = None) -> dict[str, object]:
    return {
        "topology": {
            "family": "explicit",
            "switches": ["a", "b", "c"],
            "links": links or {"west": {"a": "a", "b": "b"}, "second": {"a": "a", "b": "b"}, "x": {"a": "b", "b": "c"}},
            "endpoints": {"h0": {"ports": ["a"]}, "h1": {"ports": ["c"]}},
        },
        "routing": {"algorithm": "up_down", "multicast": list(trees)},
    }


@pytest.mark.parametrize("links", [["west", "x"], ["west", "b-c"], ["west", "c-b"], ["c-b", "west", "x"]])
def test_links_are_found_by_name_and_by_their_ends(links):
    given = design({"id": "t", "algorithm": "explicit", "links": links, "lane": 3})
    found = routes_of(given)
    assert [(tree.name, tree.trunks, tree.first_lane) for tree in found.trees] == [("t", (0, 2), 3)]
    assert found.lanes == 4


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"algorithm": "explicit", "links": ["a-b"]}, "no-such-link"),
        ({"algorithm": "explicit", "links": ["a-c"]}, "no-such-link"),
        ({"algorithm": "explicit"}, "no-such-link"),
        ({"algorithm": "breadth_first", "root": "d"}, "no-such-root"),
    ],
)
def test_what_is_not_there_is_refused(tree, reason):
    with pytest.raises(Unroutable) as why:
        routes_of(design({"id": "t", **tree}))
    assert why.value.reason == reason


def test_a_tree_in_pieces_is_refused():
    links = {f"{a}-{b}": {"a": a, "b": b} for a, b in ("ab", "bc", "cd", "da")}
    given = design({"id": "t", "algorithm": "explicit", "links": ["a-b", "c-d"]}, links=links)
    given["topology"]["switches"] = list("abcd")  # type: ignore[index]
    with pytest.raises(Unroutable) as why:
        routes_of(given)
    assert why.value.reason == "tree-in-pieces"


def test_nothing_is_said_of_a_listed_tree_after_a_failure():
    from conformance.checks.networking import failure_sweep

    listed = design({"id": "t", "algorithm": "explicit", "links": ["x"]})
    with pytest.raises(Undecided) as why:
        failure_sweep(listed, "link", 1, "live")
    assert str(why.value) == "CHECK-no-trees-after-failure"
    searched_ = design({"id": "t", "algorithm": "breadth_first"})
    assert failure_sweep(searched_, "link", 1, "live")["sets"] == len(fabric_of(searched_).trunks)


def test_the_builder_and_the_family_agree_on_a_ring():
    drawn = fabric(8, [(number, (number + 1) % 8) for number in range(8)])
    assert len(cycle(routes(drawn, Scheme("shortest", trees=(Plan("all"),)))) or ()) == 8
