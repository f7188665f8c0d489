"""Algorithms of the hardware area: the physical primitives that its rules call."""

from __future__ import annotations

from conformance.checks.physics.busbar import CUT_POWER
from conformance.checks.physics.conversion import LOSS_STEPS, LOSSES
from conformance.checks.physics.profiles import WINDOW_ENDS

FUNCTIONS = [CUT_POWER, LOSS_STEPS, LOSSES, WINDOW_ENDS]
