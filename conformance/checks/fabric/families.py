"""Fabrics by the name of their family and its parameters.

Shapes: Leiserson, IEEE ToC C-34 (1985) and Al-Fares et al., SIGCOMM 2008 (fat trees); Kim et al., ISCA 2008 (dragonfly);
Shpiner et al., HiPINEB 2017 (dragonfly+). Parameters are whole numbers by the names of the kind's schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conformance.checks.fabric.clos import fat_tree, rail_only, rail_optimised
from conformance.checks.fabric.dragonflies import dragonfly, dragonfly_plus
from conformance.checks.fabric.graph import Fabric
from conformance.checks.fabric.grids import full_mesh, hypercube, mesh, ring, torus
from conformance.checks.fabric.parameters import Parameters
from conformance.expressions.values import Number


def family(name: str, parameters: Parameters, rate: Number = 0) -> Fabric:
    """The fabric of a family.

    Args:
        name: a key of ``FAMILIES``.
        parameters: of the family.
        rate: of a cable in one direction; all are alike.

    Raises:
        Unbuildable: a parameter is missing, or they do not fit together.
    """
    return FAMILIES[name](parameters, rate)


FAMILIES: Mapping[str, Callable[[Parameters, Number], Fabric]] = {
    "fat_tree": fat_tree,
    "rail_optimised": rail_optimised,
    "rail_only": rail_only,
    "dragonfly": dragonfly,
    "dragonfly_plus": dragonfly_plus,
    "torus": torus,
    "mesh": mesh,
    "ring": ring,
    "hypercube": hypercube,
    "full_mesh": full_mesh,
}
