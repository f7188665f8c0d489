"""What the engine tells while it works; progress bars, reports and plug-ins listen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conformance.engine.verdicts import RuleVerdict


@dataclass(frozen=True, slots=True)
class RuleStarted:
    """A rule is being decided."""

    rule: str


@dataclass(frozen=True, slots=True)
class RuleDecided:
    """A rule has its verdict."""

    rule: str
    verdict: RuleVerdict


Event = RuleStarted | RuleDecided
Listener = Callable[[Event], None]
