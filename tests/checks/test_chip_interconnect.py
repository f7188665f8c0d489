"""Structural functions of chip interconnect, against closed forms."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from conformance.checks import chip_interconnect as checks
from conformance.checks.networking import dependency_cycle
from conformance.expressions.scalars import Undecided
from conformance.expressions.values import Record


def design(topology: dict[str, Any], routing: dict[str, Any], **more: Any) -> Record:
    """A design as it is bound; ``topology`` names family and parameters."""
    family = topology.pop("family")
    return Record(
        {
            "topology": Record({"family": family, "parameters": Record(topology)}),
            "routing": Record(routing),
            "link": Record({"rate": 1}),
            **more,
        }
    )


def mesh(size: int, algorithm: str, lanes: int = 1, cables: int = 1) -> Record:
    """A full mesh of cards that forward."""
    topology = {"family": "full_mesh", "switches": size, "cables": cables}
    return design(topology, {"algorithm": algorithm, "lanes": lanes, "lane_rule": "per_hop"}, cards_forward=True)


def clos(planes: int, spines: int, cables: int) -> Record:
    """Eight leaves with eight endpoints each."""
    topology = {
        "family": "fat_tree", "levels": 2, "leaves": 8, "spines": spines, "leaf_cables": cables, "endpoints_per_leaf": 8,
    }  # fmt: skip
    return design(topology, {"algorithm": "up_down"}, planes=planes)


@pytest.mark.parametrize("size", [3, 4, 8])
def test_detours_over_one_lane_wait_in_a_circle_of_three(size: int) -> None:
    assert len(dependency_cycle(checks.fabric_routes(mesh(size, "detour")))) == 3
    assert dependency_cycle(checks.fabric_routes(mesh(size, "detour", lanes=2))) == []
    assert dependency_cycle(checks.fabric_routes(mesh(size, "direct"))) == []


@pytest.mark.parametrize("size", [3, 5, 8])
def test_a_mesh_with_detours_loses_one_of_its_ways(size: int) -> None:
    for fault in ("link", "card"):
        kept = checks.residual(mesh(size, "detour", lanes=2), fault)
        assert kept["share"] == Fraction(size - 2, size - 1)
    assert checks.residual(mesh(size, "direct"), "link")["share"] == 0
    assert checks.residual(mesh(size, "direct", cables=4), "link")["share"] == Fraction(3, 4)


@pytest.mark.parametrize(("spines", "cables"), [(8, 1), (4, 2), (2, 4)])
def test_a_plane_loses_one_spine_or_one_cable(spines: int, cables: int) -> None:
    assert checks.residual(clos(1, spines, cables), "spine")["share"] == Fraction(spines - 1, spines)
    assert checks.residual(clos(1, spines, cables), "trunk")["share"] == Fraction(7, 8)
    assert checks.residual(clos(1, spines, cables), "switch")["share"] == 0
    assert checks.residual(clos(4, spines, cables), "switch")["share"] == Fraction(3, 4)
    assert checks.residual(clos(4, spines, cables), "trunk")["share"] == Fraction(31, 32)


def test_classes_of_equal_faults_decide_as_all_faults_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from conformance.checks import residual

    quick = {fault: checks.residual(clos(3, 4, 2), fault) for fault in ("trunk", "switch", "spine")}
    monkeypatch.setattr(residual, "_symmetric", lambda *_: False)
    monkeypatch.setattr(residual, "KEPT", residual.Memo())
    whole = {fault: checks.residual(clos(3, 4, 2), fault) for fault in quick}
    assert {fault: kept["share"] for fault, kept in quick.items()} == {f: kept["share"] for f, kept in whole.items()}
    assert whole["trunk"]["assurance"] == "exact"
    assert quick["trunk"]["assurance"] == "proved"


def test_dimension_order_cuts_a_pair_off() -> None:
    torus = design({"family": "torus", "sizes": [4, 4]}, {"algorithm": "dimension_order"}, cards_forward=True)
    assert checks.residual(torus, "link")["share"] == 0


def test_oversubscription_counts_who_else_hangs_on_the_leaves() -> None:
    whole = clos(2, 8, 1)
    assert checks.oversubscription(whole)["ratio"] == 1
    others = Record({**whole, "other_endpoints": [Record({"count": 16, "bandwidth": 2})]})
    assert checks.oversubscription(others)["ratio"] == 1 + Fraction(16 * 2, 2 * 64)


def test_a_mesh_algorithm_needs_a_mesh() -> None:
    with pytest.raises(Undecided):
        checks.fabric_routes(design({"family": "torus", "sizes": [4, 4]}, {"algorithm": "direct"}))


def test_what_a_mesh_algorithm_lacks_is_named_and_is_no_fault_of_the_toolkit() -> None:
    ring = design({"family": "ring", "switches": 4}, {"algorithm": "detour"})
    assert checks.routing_problems(ring) == ["no-mesh"]
    dated = design({"family": "full_mesh", "switches": 4}, {"algorithm": "detour", "lanes": 2, "lane_rule": "dateline"})
    assert checks.routing_problems(dated) == ["no-grid"]
    assert checks.routing_problems(mesh(4, "detour", lanes=2)) == []
    for ask in (checks.fabric_routes, lambda made: checks.single_failures(made, "link")):
        with pytest.raises(Undecided):
            ask(dated)


def classes(*items: tuple[str, list[int], list[str]]) -> list[dict[str, Any]]:
    return [{"id": name, "lanes": lanes, "waits_for": waits} for name, lanes, waits in items]


def test_message_classes() -> None:
    assert checks.class_circle(classes(("req", [0], ["rsp"]), ("rsp", [0], []))) == ["req", "rsp"]
    assert checks.class_circle(classes(("req", [0], ["rsp"]), ("rsp", [1], []))) == []
    assert checks.class_circle(classes(("a", [0], []), ("b", [0], []))) == []
    three = classes(("req", [0, 2], ["snoop"]), ("snoop", [1], ["rsp"]), ("rsp", [2], []))
    assert checks.class_circle(three) == ["req", "snoop", "rsp"]


def test_states_of_a_negotiation() -> None:
    states = [
        {"id": "off", "next": ["try"], "time_out": 1},
        {"id": "try", "next": ["off", "stop", "limbo"]},
        {"id": "limbo", "next": ["limbo"], "time_out": 1},
        {"id": "stop", "ends": True},
        {"id": "unreached", "next": [], "time_out": 1},
    ]
    assert checks.stuck_states(states) == ["limbo"]
    assert checks.endless_states(states) == ["try"]
    assert checks.stuck_states([{"id": "off", "next": ["nowhere"]}]) == ["off", "nowhere"]
    assert checks.needs_circle([{"id": "a", "depends_on": ["b"]}, {"id": "b", "depends_on": ["a"]}]) == ["a", "b"]
    assert checks.needs_circle([{"id": "a", "depends_on": ["b"]}, {"id": "b"}]) == []
