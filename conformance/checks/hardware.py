"""Algorithms of the hardware area: the physical primitives that its rules call."""

from __future__ import annotations

from conformance.checks.physics.busbar import CUT_POWER
from conformance.checks.physics.conversion import LOSS_STEPS, LOSSES
from conformance.checks.physics.profiles import WINDOW_ENDS
from conformance.checks.physics.redundancy import LARGEST_SUPPLIES

FUNCTIONS = [CUT_POWER, LARGEST_SUPPLIES, LOSS_STEPS, LOSSES, WINDOW_ENDS]
