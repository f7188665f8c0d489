"""Whether a rule's examples notice a slip in its formula: what ``openarch spec mutate`` asks of every mutant.

A mutant is caught where ``openarch spec test`` would not accept one of the examples any more. Most are caught by the points
that are known from the rule as it is (the worst points of what passes, the counterexamples of what fails); the rest is decided
without repairs, and at last by the very comparison of ``spec test``, since the canonical counterexample may have moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conformance.engine.context import Context
from conformance.engine.decide import decide
from conformance.engine.examples import agrees, example_descriptor
from conformance.engine.known import Known
from conformance.engine.outcome import Outcome
from conformance.engine.survey import Group, Survey
from conformance.engine.verdicts import Detail, Status
from conformance.expressions.outcomes import Truth
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.mutants import Mutant
from conformance.spec.rule_parts import Example
from conformance.spec.rules import Rule

Groups = dict[tuple[str, str], Group]


@dataclass
class Bench:
    """The examples of a rule, ready for its mutants.

    Attributes:
        rule: as it is.
        specs: as they are.
        probes: one per example whose descriptor can be read, those with the fewest choices to decide first.
    """

    rule: Rule
    specs: SpecSet
    probes: list[Probe]

    @classmethod
    def of(cls, rule: Rule, specs: SpecSet) -> Bench:
        """Decide every example of the rule as it is."""
        return cls(rule, specs, sorted(_probes(rule, specs), key=lambda probe: sum(map(len, probe.problems.values()))))

    def wrong(self) -> list[int]:
        """The numbers of the examples that do not come out as the rule says even without a slip."""
        made = {probe.number for probe in self.probes if probe.agrees(self.rule, self.specs)}
        return [number for number in range(1, len(self.rule.examples) + 1) if number not in made]

    def uncaught(self, mutants: Sequence[Mutant]) -> list[Mutant]:
        """Those for which no example turns, asked example by example: what is worked out of a descriptor serves all mutants."""
        left = list(mutants)
        for look in _LOOKS:
            for probe in self.probes:
                left = [mutant for mutant in left if not look(probe, *self._changed(mutant))]
        return left

    def _changed(self, mutant: Mutant) -> tuple[Rule, SpecSet]:
        """The rule and the specs with the slip."""
        if mutant.function is None:
            return mutant.rule, self.specs
        return self.rule, self.specs.with_functions(mutant.rule.area, {mutant.function.name: mutant.function})


@dataclass
class Probe:
    """One example: its descriptor and what is known of it.

    Attributes:
        number: in the rule's file, from 1.
        example: as the file has it.
        descriptor: the base with the example's overrides.
        known: discrete choices and points at which it may turn.
        problems: the keys of the problems that the rule as it is comes to.
        first: per failing (clause, record) the labels of its first failing choice, None where numbers are open in it.
        solved: outcomes of problems met so far, which mutants and examples share.
    """

    number: int
    example: Example
    descriptor: Descriptor
    known: Known
    problems: dict[tuple[str, str], list[object]]
    first: dict[tuple[str, str], tuple[str, ...] | None]
    solved: dict[object, Outcome]

    def turns_at_known_points(self, rule: Rule, specs: SpecSet) -> bool:
        """Whether an example that passes fails at one of its known points."""
        return self.example.passes and not self._stays(rule, specs, Status.PASS)

    def turns(self, rule: Rule, specs: SpecSet) -> bool:
        """Whether the verdict of the example is another one, decided without repairs and with a small budget."""
        if not self.example.applies:
            return not self.agrees(rule, specs)
        if self.example.fails and not self.example.alone and self._stays(rule, specs, Status.FAIL):
            return False
        groups = _decided(rule, self.descriptor, specs, self.known, self.solved)
        if groups is None:
            return True
        if self.example.passes:
            return _status(groups) is not Status.PASS
        return self._is_told_twice(groups) or not any(_fails(group) for group in self._named(groups))

    def differs(self, rule: Rule, specs: SpecSet) -> bool:
        """Whether the example fails elsewhere than it says; only where the rule comes to other problems than before."""
        if not self.example.fails or not self.example.at:
            return False
        named = [key for key in self.first if key[0] == self.example.clause]
        if len(named) == 1 and self.first[named[0]] is not None:
            # Without open numbers the canonical counterexample is the first choice that fails: no need to go on from there.
            groups = _decided(rule, self.descriptor, specs, self.known, self.solved, only=named[0])
            return groups is None or _first(groups).get(named[0]) != self.first[named[0]]
        groups = _decided(rule, self.descriptor, specs, self.known, self.solved)
        return groups is None or (_problems(groups) != self.problems and not self.agrees(rule, specs))

    def _stays(self, rule: Rule, specs: SpecSet, status: Status) -> bool:
        """Whether what is known of the example already says that it still fails (its clause), or does not fail yet."""
        groups = _decided(rule, self.descriptor, specs, self.known.tried(alone=True))
        if groups is None:
            return False
        return any(_fails(group) for group in self._named(groups)) is (status is Status.FAIL)

    def _named(self, groups: Groups) -> list[Group]:
        """The groups of the clause that the example names, all where it names none."""
        wanted = self.example.clause
        return [group for (clause, _), group in groups.items() if not wanted or clause == wanted]

    def _is_told_twice(self, groups: Groups) -> bool:
        """Whether another clause fails beside the one that should fail alone."""
        wanted = self.example.clause
        return self.example.alone and any(_fails(group) for (clause, _), group in groups.items() if clause != wanted)

    def agrees(self, rule: Rule, specs: SpecSet) -> bool:
        """Whether the example comes out as stated, in the sense of ``spec test``."""
        return agrees(
            self.example, decide(rule, self.descriptor, specs, detail=Detail.MARGINS, repaired=False), specs.units
        )


_LOOKS = (Probe.turns_at_known_points, Probe.turns, Probe.differs)
"""The cheapest first."""


def _decided(
    rule: Rule,
    descriptor: Descriptor,
    specs: SpecSet,
    known: Known | None = None,
    solved: dict[object, Outcome] | None = None,
    only: tuple[str, str] | None = None,
) -> Groups | None:
    """Every clause decided; None where the rule says nothing of the descriptor, or cannot be decided at all."""
    try:
        context = Context.of(rule, descriptor, specs)
        if rule.when is not None:
            value = context.folder().value(rule.when)
            if not (isinstance(value, Truth) and value.holds):
                return None
        return Survey(context, known=known, solved=solved, only=only).groups() or None
    except Exception:  # noqa: BLE001 - what breaks while deciding is the verdict ``error``, which no example states
        return None


def _probes(rule: Rule, specs: SpecSet) -> Iterator[Probe]:
    solved: dict[object, Outcome] = {}
    for number, example in enumerate(rule.examples, 1):
        descriptor, _ = example_descriptor(rule, example, specs)
        if descriptor is not None:
            groups, known = _decided(rule, descriptor, specs) or {}, Known()
            for item in (item for group in groups.values() for item in group.items):
                known.add(item)
            yield Probe(number, example, descriptor, known, _problems(groups), _first(groups), solved)


def _problems(groups: Groups) -> dict[tuple[str, str], list[object]]:
    return {name: [item.problem.key for item in group.items] for name, group in groups.items()}


def _first(groups: Groups) -> dict[tuple[str, str], tuple[str, ...] | None]:
    found: dict[tuple[str, str], tuple[str, ...] | None] = {}
    for name, group in groups.items():
        failing = [item for item in group.items if item.outcome.holds is False]
        if failing:
            found[name] = None if any(item.problem.axes for item in failing) else failing[0].case.labels
    return found


def _fails(group: Group) -> bool:
    return any(item.outcome.holds is False for item in group.items)


def _status(groups: Groups) -> Status:
    """The rule's verdict: the worst of its clauses', where any of them applies."""
    if any(_fails(group) for group in groups.values()):
        return Status.FAIL
    if any(group.absent is not None for group in groups.values()):
        return Status.NOT_TESTED
    decided = any(item.outcome.holds for group in groups.values() for item in group.items)
    return Status.PASS if decided else Status.NOT_APPLICABLE
