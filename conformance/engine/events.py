"""What the engine tells while it works; progress bars, reports and plug-ins listen."""

from __future__ import annotations

from collections.abc import Callable

from conformance.engine.verdicts import RuleVerdict
from conformance.findings.named import NamedTuple


class RuleStarted(NamedTuple):
    """A rule is being decided."""

    rule: str


class RuleDecided(NamedTuple):
    """A rule has its verdict."""

    rule: str
    verdict: RuleVerdict


Event = RuleStarted | RuleDecided
Listener = Callable[[Event], None]
