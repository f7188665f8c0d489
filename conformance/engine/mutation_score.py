"""The mutation score: of the slips in a rule's formulas, how many do its examples notice (design.md, section 6)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from conformance.engine.mutation import Bench
from conformance.findings.named import NamedTuple
from conformance.spec.load import SpecSet
from conformance.spec.mutants import Mutant, mutants_of, mutants_of_function, normal, used_functions
from conformance.spec.rule_parts import Equivalent, Text
from conformance.spec.rules import Rule

WANTED = Fraction(95, 100)
"""The share of the mutants of each area that must be caught."""


class Subject(NamedTuple):
    """What is mutated: a rule, or a function of an area, which all ``rules`` that use it must guard together."""

    area: str
    name: str
    rules: tuple[str, ...]
    function: bool = False


class Survivor(NamedTuple):
    """A mutant that no example notices; ``why`` is empty where nobody has explained it."""

    mutant: str
    place: str
    before: str
    after: str
    why: Text


class Score(NamedTuple):
    """What came of a subject.

    Attributes:
        subject: the rule or function.
        caught, total: mutants caught, and mutants made without those that are equivalent.
        survivors: not caught, explained or not.
        equivalents: named as equivalent, and indeed not caught.
        stale: entries of ``equivalents`` and ``survivors`` that name no mutant, or one that is caught.
        wrong: (rule, example) that does not come out as stated even without a slip.
    """

    subject: Subject
    caught: int
    total: int
    survivors: tuple[Survivor, ...] = ()
    equivalents: tuple[Survivor, ...] = ()
    stale: tuple[str, ...] = ()
    wrong: tuple[tuple[str, int], ...] = ()

    @property
    def is_explained(self) -> bool:
        """Whether every survivor has its explanation, every entry its survivor, and every example comes out."""
        return not self.stale and not self.wrong and all(survivor.why for survivor in self.survivors)


def share(scores: Sequence[Score]) -> Fraction:
    """The share of the mutants that is caught; whole where there is none."""
    total = sum(score.total for score in scores)
    return Fraction(sum(score.caught for score in scores), total) if total else Fraction(1)


def subjects(rules: Sequence[Rule], specs: SpecSet) -> list[Subject]:
    """The rules, and the functions that they use, each guarded by all the rules of its area."""
    found = [Subject(rule.area, rule.id, (rule.id,)) for rule in rules]
    wanted: dict[tuple[str, str], list[str]] = {}
    for rule in rules:
        for function in used_functions(rule, specs.functions(rule.area)):
            wanted[rule.area, function.name] = []
    for rule in specs.rules():
        for function in used_functions(rule, specs.functions(rule.area)):
            if (rule.area, function.name) in wanted:
                wanted[rule.area, function.name].append(rule.id)
    found += [Subject(area, name, tuple(users), function=True) for (area, name), users in wanted.items()]
    return sorted(found, key=lambda subject: (subject.area, subject.function, subject.name))


def score(subject: Subject, specs: SpecSet, most: int = 0) -> Score:
    """Make the mutants of a subject and try the examples on each.

    Args:
        subject: a rule or function.
        specs: the lab's specs.
        most: try so many mutants at most, spread evenly; 0 tries all.
    """
    rules = [rule for name in subject.rules if (rule := specs.rule(name)) is not None]
    mutants, equivalents, tolerated = _material(subject, rules[0], specs)
    chosen = spread(mutants, most)
    left, wrong = chosen, []
    # The rules with the fewest variables first: they are the cheapest, and catch what the others need not try.
    for rule in sorted(rules, key=lambda rule: (len(rule.forall), rule.id)):
        if left:
            bench = _bench(rule, specs)
            left = bench.uncaught(left)
            wrong += [(rule.id, number) for number in bench.wrong()]
    equal = {normal(entry.mutant): entry.why for entry in equivalents}
    known = {normal(entry.mutant): entry.why for entry in tolerated}
    survivors = [_survivor(mutant, known) for mutant in left if mutant.id not in equal]
    alike = [_survivor(mutant, equal) for mutant in left if mutant.id in equal]
    return Score(
        subject,
        caught=len(chosen) - len(left),
        total=len(chosen) - len(alike),
        survivors=tuple(survivors),
        equivalents=tuple(alike),
        stale=_stale([*equal, *known], mutants, chosen, left),
        wrong=tuple(wrong),
    )


@lru_cache(maxsize=16)
def _bench(rule: Rule, specs: SpecSet) -> Bench:
    """A rule's own mutants and those of the functions that it uses meet the same examples."""
    return Bench.of(rule, specs)


def spread(mutants: Sequence[Mutant], most: int) -> list[Mutant]:
    """At most so many of the mutants, evenly over the formulas: the same ones on every machine."""
    if not most or len(mutants) <= most:
        return list(mutants)
    return [mutants[index * len(mutants) // most] for index in range(most)]


def _material(
    subject: Subject, rule: Rule, specs: SpecSet
) -> tuple[list[Mutant], Sequence[Equivalent], Sequence[Equivalent]]:
    """The mutants, those said to be equivalent, those said to survive."""
    if not subject.function:
        return mutants_of(rule, specs), rule.equivalents, rule.survivors
    function = next(item for item in used_functions(rule, specs.functions(rule.area)) if item.name == subject.name)
    explained = specs.explained(subject.area, subject.name)
    return mutants_of_function(function, rule, specs), explained["equivalents"], explained["survivors"]


def _survivor(mutant: Mutant, why: dict[str, Text]) -> Survivor:
    return Survivor(mutant.id, mutant.place, mutant.before, mutant.after, why.get(mutant.id, {}))


def _stale(
    named: Sequence[str], made: Sequence[Mutant], chosen: Sequence[Mutant], left: Sequence[Mutant]
) -> tuple[str, ...]:
    """What is named but not made, or made and caught; of what was not tried nothing is known."""
    every, tried, alive = ({mutant.id for mutant in group} for group in (made, chosen, left))
    return tuple(name for name in named if name not in every or (name in tried and name not in alive))
