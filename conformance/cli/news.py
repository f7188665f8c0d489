"""What is told while a run works: plain values, which a worker process can hand over."""

from __future__ import annotations

from collections.abc import Callable

from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.engine.events import Event, Listener

Hear = Callable[["News"], None] | None
"""Is told news; None where nobody listens."""


class News(NamedTuple):
    """An event, and what it is about.

    Attributes:
        event: ``file-started``, ``rule-started`` or ``rule-decided``.
        number: of the document in its file, 0 where it is the only one.
        status, assurance: of the rule, once it is decided.
    """

    event: str
    file: str
    number: int = 0
    rule: str = ""
    status: str = ""
    assurance: str = ""


def listener(hear: Callable[[News], None], file: str, number: int) -> Listener:
    """What the engine may tell its events of one descriptor to."""
    from conformance.engine.events import RuleStarted

    def told(event: Event) -> None:
        if isinstance(event, RuleStarted):
            hear(News("rule-started", file, number, event.rule))
            return
        verdict = event.verdict
        assurance = verdict.assurance.value if verdict.assurance else ""
        hear(News("rule-decided", file, number, event.rule, verdict.status.value, assurance))

    return told
