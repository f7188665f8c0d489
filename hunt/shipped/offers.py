"""What a failure offers, written into the descriptor: the values themselves, and others of the stretch that is said to pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conformance.engine.decide import decide
from conformance.engine.shown import Repair
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.findings.model import Finding as Said
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule
from hunt.made_up.mends import failing
from hunt.promised import of_offer, typed_as
from hunt.shipped.changes import dotted

Read = Callable[[str, object], tuple[Descriptor | None, list[Said]]]
"""The descriptor with another value at a dotted path, or why it is none then."""


class Offers:
    """Tries what the verdicts of one rule offer.

    Attributes:
        tried: how many values were.
    """

    def __init__(self, rule: Rule, specs: SpecSet, read: Read) -> None:
        """``read`` makes changed descriptors."""
        self._rule, self._specs, self._read = rule, specs, read
        self.tried = 0

    def wrong(self, verdict: RuleVerdict) -> Iterator[tuple[str, str]]:
        """What is wrong with the offers of a verdict: in a word, and which."""
        before = failing(verdict)
        for told in verdict.clauses:
            for repair in told.repairs:
                if told.status is Status.FAIL and repair.field and not repair.also and not _unnamed(repair):
                    where = f"{self._rule.id}/{told.clause} {told.record}"
                    yield from self._of_values(repair, (told.clause, told.record), before, where)
                    yield from self._within(repair, (told.clause, told.record), where)

    def _of_values(
        self, repair: Repair, key: tuple[str, str], before: set[tuple[str, str]], where: str
    ) -> Iterator[tuple[str, str]]:
        for text in repair.values:
            offer = f"{where}: {dotted(repair.field)} = {text} ({repair.direction})"
            after, refused = self._failing(dotted(repair.field), typed_as(text, repair))
            if after is None:
                yield "offer refused", f"{offer}: {refused}"
            elif key in after:
                yield "offer does not mend", offer
            elif after - before and not repair.breaks:
                yield "offer breaks unsaid", f"{offer}: {sorted(after - before)}"

    def _within(self, repair: Repair, key: tuple[str, str], where: str) -> Iterator[tuple[str, str]]:
        """Values of the stretch; one that the schema refuses says nothing."""
        for text, value in of_offer(repair):
            after, _ = self._failing(dotted(repair.field), value)
            if after is not None and key in after:
                yield (
                    "offered stretch fails",
                    f"{where}: {dotted(repair.field)} {repair.direction} {repair.values}, at {text}",
                )
                return

    def _failing(self, path: str, value: object) -> tuple[set[tuple[str, str]] | None, list[str]]:
        descriptor, findings = self._read(path, value)
        if descriptor is None:
            return None, [one.code for one in findings][:3]
        self.tried += 1
        return failing(decide(self._rule, descriptor, self._specs, repaired=False)), []


def _unnamed(repair: Repair) -> bool:
    """Whether a dotted path cannot name the field."""
    return any("." in str(key) for key in repair.field)
