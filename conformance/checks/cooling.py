"""Algorithms of the cooling area: the physical primitives that its rules call."""

from __future__ import annotations

from conformance.checks.physics.branches import BRANCH_SPREAD
from conformance.checks.physics.curves import FALLING
from conformance.checks.physics.pumps import PARALLEL_FLOW

FUNCTIONS = [FALLING, PARALLEL_FLOW, BRANCH_SPREAD]
