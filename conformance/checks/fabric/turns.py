"""Whether packets climb again after they have fallen."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.routing import Part, Scheme
from conformance.checks.fabric.up_down import heights, ranks
from conformance.findings.type_hints import cast


def standing(fabric: Fabric) -> list[int]:
    """How high each switch stands: by its distance from the endpoints, ties broken by number."""
    if "heights" not in fabric.derived:
        fabric.derived["heights"] = ranks(heights(fabric, Scheme()))
    return cast("list[int]", fabric.derived["heights"])


def climbs_before_it_falls(part: Part) -> bool:
    """Whether no packet climbs after it has fallen; asked of parts with one lane only."""
    if "climbs" not in part.derived:
        height = standing(part.fabric)
        part.derived["climbs"] = part.rule is None and not any(
            _turns(part, switch, outs, height) for switch, outs in enumerate(part.fabric.outs)
        )
    return part.derived["climbs"] is True


def _turns(part: Part, switch: int, outs: Sequence[int], height: Sequence[int]) -> bool:
    """Whether a packet that falls into a switch may rise out of it.

    The unions over all channels that fall into it, and rise out of it, decide for all their pairs. What the masks alone exclude
    needs no look at which packets really come.
    """
    heads, masks, own = part.fabric.heads, part.masks, height[switch]
    above = [directed for directed in outs if height[heads[directed]] > own]
    arriving = rising = 0
    for directed in above:
        rising |= masks[directed]
        arriving |= masks[directed ^ 1]
    rising &= ~part.targets.local[switch]
    return bool(arriving & rising) and any(
        part.used(directed ^ 1) & rising for directed in above if masks[directed ^ 1]
    )
