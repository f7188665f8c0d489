"""Algorithms of the hardware area: the physical primitives that its rules call."""

from __future__ import annotations

from conformance.checks.physics.conversion import LOSS_STEPS, LOSSES
from conformance.checks.physics.profiles import WINDOW_ENDS

FUNCTIONS = [LOSS_STEPS, LOSSES, WINDOW_ENDS]
