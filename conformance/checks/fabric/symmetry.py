"""Links and switches that are alike: classes under permutations of the switches, each checked on every link and endpoint.

A family proposes permutations; nothing is taken from its name. A permutation counts only if it carries every trunk to a trunk of
the same size and rate, every group of endpoints to an equal group, zones to zones, levels and groups to themselves. Routes that
are made of nothing else (all equal ways by hops and levels) are carried along, so that the failure of a link and that of its image
have the same consequences.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from conformance.checks.fabric.graph import Fabric, Permutation
from conformance.findings.named import NamedTuple

Numbers = npt.NDArray[np.int64]


class Classes(NamedTuple):
    """Class of each switch and each trunk: the smallest number in it; ``permutations`` says how many were found true."""

    switches: Sequence[int]
    trunks: Sequence[int]
    permutations: int


def orbits(fabric: Fabric, levels: Sequence[int] | None = None) -> Classes:
    """The classes under the permutations that the family proposes and that hold.

    Args:
        fabric: the fabric.
        levels: of the switches, which must be kept as well.
    """
    checker = _Checker(fabric, levels)
    switches: Numbers = np.arange(len(fabric.switches))
    trunks: Numbers = np.arange(len(fabric.trunks))
    images = [image for permutation in fabric.generators() if (image := checker.image(permutation)) is not None]
    switches = _joined(switches, [image[0] for image in images])
    trunks = _joined(trunks, [image[1] for image in images])
    return Classes(switches.tolist(), trunks.tolist(), len(images))


class _Checker:
    def __init__(self, fabric: Fabric, levels: Sequence[int] | None) -> None:
        self._fabric = fabric
        self._size = len(fabric.switches)
        ends = np.array([(trunk.a, trunk.b) for trunk in fabric.trunks], dtype=np.int64).reshape(-1, 2)
        self._ends = ends
        keys = self._keys(ends)
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]
        kinds: dict[object, int] = {}
        self._kinds = np.array(
            [kinds.setdefault((trunk.count, trunk.rate), len(kinds)) for trunk in fabric.trunks], dtype=np.int64
        )
        self._bundled = any(trunk.bundle for trunk in fabric.trunks)
        self._levels = None if levels is None else np.array(levels, dtype=np.int64)
        self._groups = {group.homes: (group.count, group.zone) for group in fabric.groups}

    def image(self, permutation: Permutation) -> tuple[Numbers, Numbers] | None:
        """Where switches and trunks go; None where the permutation does not hold."""
        moved = np.array(permutation, dtype=np.int64)
        if not self._is_permutation(moved) or not self._keeps_groups(permutation):
            return None
        for kept in (self._levels, None if self._fabric.tiers is None else np.array(self._fabric.tiers)):
            if kept is not None and not np.array_equal(kept[moved], kept):
                return None
        if self._fabric.clusters is not None and not _consistent(self._fabric.clusters, permutation):
            return None
        trunks = self._trunks(moved)
        return None if trunks is None else (moved, trunks)

    def _is_permutation(self, moved: Numbers) -> bool:
        return moved.shape == (self._size,) and bool(np.array_equal(np.sort(moved), np.arange(self._size)))

    def _keys(self, ends: Numbers) -> Numbers:
        low, high = np.minimum(ends[:, 0], ends[:, 1]), np.maximum(ends[:, 0], ends[:, 1])
        return np.asarray(low * self._size + high)

    def _trunks(self, moved: Numbers) -> Numbers | None:
        # Two trunks between the same switches, or bundles, would need a choice of which goes where.
        if self._bundled or len(np.unique(self._sorted)) < len(self._sorted):
            return None
        keys = self._keys(moved[self._ends])
        places = np.minimum(np.searchsorted(self._sorted, keys), max(0, len(self._sorted) - 1))
        if not np.array_equal(self._sorted[places], keys):
            return None
        image = self._order[places]
        return image if np.array_equal(self._kinds[image], self._kinds) else None

    def _keeps_groups(self, permutation: Permutation) -> bool:
        if len(self._groups) < len(self._fabric.groups):
            return False
        zones: dict[int, int] = {}
        for homes, (count, zone) in self._groups.items():
            image = tuple(permutation[home] for home in homes)
            # Planes may change places: the ports of an endpoint have no order.
            found = self._groups.get(image) or self._groups.get(tuple(sorted(image)))
            if found is None or found[0] != count or zones.setdefault(zone, found[1]) != found[1]:
                return False
        return len(set(zones.values())) == len(zones)


def _consistent(clusters: Sequence[int], permutation: Permutation) -> bool:
    image: dict[int, int] = {}
    kept = all(
        image.setdefault(cluster, clusters[permutation[switch]]) == clusters[permutation[switch]]
        for switch, cluster in enumerate(clusters)
    )
    return kept and len(set(image.values())) == len(image)


def _joined(labels: Numbers, images: Sequence[Numbers]) -> Numbers:
    """The smallest number that can be reached by applying the images again and again, in either direction."""
    while True:
        before = labels
        for image in images:
            lower = np.minimum(labels, labels[image])
            np.minimum.at(lower, image, labels)
            labels = lower[lower]
        if np.array_equal(before, labels):
            return labels
