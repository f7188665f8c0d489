"""Routes that show a dependency: a packet that takes one channel right after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conformance.checks.fabric.circles import Channel
from conformance.checks.fabric.minimal import lowest
from conformance.checks.fabric.routing import Part
from conformance.checks.fabric.trees import Tree
from conformance.findings.named import NamedTuple


class Link(NamedTuple):
    """One dependency of a circle: two channels, and a route or a tree that takes one right after the other.

    Attributes:
        channel, following: the two.
        source, target: endpoints of the route; "" for a tree.
        way: the switches of the route, in a tree those of the two channels.
        tree: name of the tree; "" for a route.
    """

    channel: Channel
    following: Channel
    source: str
    target: str
    way: tuple[int, ...]
    tree: str = ""


def links(parts: Sequence[Part | Tree], circle: Sequence[Channel]) -> Iterator[Link]:
    """The dependencies of a circle, each with the first route or tree that shows it."""
    for index, channel in enumerate(circle):
        following = circle[(index + 1) % len(circle)]
        yield next(link for part in parts if (link := _shown(part, channel, following)) is not None)


def _shown(part: Part | Tree, channel: Channel, following: Channel) -> Link | None:
    return _branch(part, channel, following) if isinstance(part, Tree) else _witness(part, channel, following)


def _branch(tree: Tree, channel: Channel, following: Channel) -> Link | None:
    """The place in a tree where what comes on one channel is copied to the other."""
    if not channel[1] == following[1] == tree.first_lane or following[0] not in tree.onward(channel[0]):
        return None
    heads = tree.fabric.heads
    way = (heads[channel[0] ^ 1], heads[channel[0]], heads[following[0]])
    return Link(channel, following, "", "", way, tree.name)


def _witness(part: Part, channel: Channel, following: Channel) -> Link | None:
    """A route of the part that takes one channel right after the other: to the first such target, from the nearest source."""
    lane = channel[1] - part.first_lane
    if not 0 <= lane < part.lanes:
        return None
    number = channel[0] * part.lanes + lane
    if following[0] * part.lanes + following[1] - part.first_lane not in part.onward(number):
        return None
    head = part.fabric.heads[channel[0]]
    targets = part.used(number) & part.masks[following[0]] & ~part.targets.local[head]
    target = lowest(targets)
    way = [*_upstream(part, number, target), *_downstream(part, following[0], target)]
    source = _sender(part, way[0], target)
    return Link(channel, following, source, part.targets.name(target), tuple(way))


def _upstream(part: Part, number: int, target: int) -> list[int]:
    """The switches from the nearest source of packets for ``target`` to the end of a channel."""
    heads, outs, count, bit = part.fabric.heads, part.fabric.outs, part.lanes, 1 << target
    after: dict[int, int] = {number: -1}
    layer = [number]
    while layer:
        following: list[int] = []
        for channel in layer:
            directed, lane = divmod(channel, count)
            tail = heads[directed ^ 1]
            if part.sources[tail] & bit and (part.rule is None or part.rule.first(directed) == lane):
                return _switches(heads, after, channel, count)
            for entering in outs[tail]:
                for before in range((entering ^ 1) * count, (entering ^ 1) * count + count):
                    if before not in after and part.used(before) & bit and channel in part.onward(before):
                        after[before] = channel
                        following.append(before)
        layer = following
    raise AssertionError(f"no source for channel {number}")


def _switches(heads: Sequence[int], after: Mapping[int, int], channel: int, count: int) -> list[int]:
    found = [heads[(channel // count) ^ 1]]
    while channel >= 0:
        found.append(heads[channel // count])
        channel = after[channel]
    return found


def _downstream(part: Part, directed: int, target: int) -> list[int]:
    """The switches behind a directed trunk on the way to the target, the first of equal ways; a way in circles ends there."""
    fabric, bit = part.fabric, 1 << target
    found: list[int] = []
    switch = fabric.heads[directed]
    while switch not in found:
        found.append(switch)
        if part.targets.local[switch] & bit:
            break
        further = next((after for after in fabric.outs[switch] if part.masks[after] & bit), None)
        if further is None:
            break
        switch = fabric.heads[further]
    return found


def _sender(part: Part, switch: int, target: int) -> str:
    """An endpoint on the switch that sends to the target; the switch itself for what enters on the way."""
    fabric = part.fabric
    zone = fabric.groups[part.targets.endpoint(target)[0]].zone
    for group in fabric.homed[switch]:
        if fabric.groups[group].zone == zone:
            return fabric.groups[group].name()
    return fabric.switches[switch]
