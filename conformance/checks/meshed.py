"""Routes of direct full meshes, in which cards or switches forward for each other."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.checks.fabric import lanes as lane_rules
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.minimal import Masks, Targets
from conformance.checks.fabric.routing import NOTHING, Failed, Part, Routes
from conformance.findings.type_hints import Any


def meshed(fabric: Fabric, routing: Mapping[str, Any], dead: Failed = NOTHING) -> Routes:
    """Routes of a full mesh: one part for each switch that others may go over, or one for the links alone.

    Args:
        fabric: a full mesh.
        routing: ``algorithm`` (``direct`` or ``detour``), ``lanes`` and ``lane_rule``.
        dead: what has failed.

    Raises:
        Unroutable: some pair of switches has no link of its own, or the lane rule does not fit.
    """
    size = len(fabric.switches)
    if len({frozenset((trunk.a, trunk.b)) for trunk in fabric.trunks}) < size * (size - 1) // 2:
        raise lane_rules.Unroutable("no-mesh")
    lanes = int(routing.get("lanes", 1))
    rule = lane_rules.rule(str(routing.get("lane_rule", "single")), lanes, fabric)
    targets = Targets(fabric)
    overs: list[int | None] = [*range(size)] if routing["algorithm"] == "detour" else [None]
    parts = tuple(
        Part(fabric, targets, _masks(fabric, targets, over, dead), rule, lanes if rule is not None else 1, failed=dead)
        for over in overs
        if over not in dead.switches
    )
    return Routes(fabric, parts, parts[0].lanes)


def _masks(fabric: Fabric, targets: Targets, over: int | None, dead: Failed) -> Masks:
    """Targets by directed trunk: the neighbour's own, and on the way to ``over`` those of all others."""
    masks = []
    for directed, head in enumerate(fabric.heads):
        tail = fabric.heads[directed ^ 1]
        gone = directed >> 1 in dead.trunks or {head, tail} & dead.switches
        own = targets.all & ~targets.local[tail] if head == over else targets.local[head] if over in {None, tail} else 0
        masks.append(0 if gone else own)
    return masks
