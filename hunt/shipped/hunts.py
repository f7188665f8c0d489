"""The hunts with shipped descriptors: changed parts, what their failures offer, and pairs of parts."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Any

import yaml

from conformance.documents.strict_yaml import Document
from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor, overridden
from conformance.engine.quick import static_verdicts
from conformance.engine.verdicts import RuleVerdict, Status
from conformance.spec.assembly import Assembly
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.rule_parts import Example
from conformance.spec.rules import Rule
from hunt.findings import Finding, same
from hunt.shipped.changes import Path, disturbed, dotted, leaves, shuffled, spoken, tweaked
from hunt.shipped.offers import Offers
from hunt.shipped.shelf import Changed, Shelf
from hunt.shipped.undoing import differences, fewest, undone
from hunt.shipped.watching import Watch


class _Shipped:
    """What all of them have."""

    def __init__(self) -> None:
        """Nothing was decided."""
        self.tally: Counter[str] = Counter()
        self._shelf = _SHELF

    def _watched(
        self, watch: Watch, rule: Rule, descriptor: Descriptor, *, repaired: bool
    ) -> tuple[RuleVerdict, list[tuple[str, str]]]:
        """The verdict, and what is wrong with it."""
        with watch.watching():
            verdict = decide(rule, descriptor, self._shelf.specs, repaired=repaired)
        self.tally[verdict.status] += 1
        wrong = [(one.what, f"{rule.id}: {one.said}") for one in watch.wrong]
        watch.wrong.clear()
        if verdict.status is Status.ERROR:
            wrong.append(("error", f"{rule.id}: {verdict.reason}"))
        return verdict, wrong


_SHELF = Shelf()


class _OfParts(_Shipped):
    """The hunts with one changed part a case."""

    def case(self, random: Random) -> Iterator[Finding]:
        """What is wrong with one changed part."""
        document, data = self._drawn(random)
        yield from self.looks(document, data, random)

    def smaller(self, random: Random, finding: Finding) -> Finding:
        """The finding of a case with no more places changed than it needs."""
        (document, data), hunt = self._drawn(random), type(self)()
        drawn, places = random.getstate(), list(differences(document.value, data))

        def still(kept: list[Path]) -> Finding | None:
            again = Random()
            again.setstate(drawn)
            other = undone(document.value, data, [place for place in places if place not in kept])
            return same(lambda: hunt.looks(document, other, again), finding)

        return fewest(places, still) or finding

    def _drawn(self, random: Random) -> tuple[Document, Any]:
        document = random.choice(self._shelf.documents)
        return document, _changed(random, document)

    def _part(self, document: Document, data: Any) -> Changed | None:
        """The changed part, if it is still one."""
        told = {dotted(place): _value(data, place) for place in differences(document.value, data)}
        part = self._shelf.changed(document, data, told)
        if part is None:
            self.tally["refused"] += 1
        return part

    @abstractmethod
    def looks(self, document: Document, data: Any, random: Random) -> Iterator[Finding]:
        """What is wrong with a document that has other data."""


class Parts(_OfParts):
    """Shipped parts with a few places changed: every rule decided, every pass looked at again, in the quick way and in another order too."""

    name = "parts"

    def looks(self, document: Document, data: Any, random: Random) -> Iterator[Finding]:
        """What is wrong with the verdicts of one changed part."""
        part = self._part(document, data)
        if part is None:
            return
        verdicts: dict[str, RuleVerdict] = {}
        watch = Watch(random)
        for rule in self._shelf.specs.rules_for(part.descriptor.kind):
            verdict, wrong = self._watched(watch, rule, part.descriptor, repaired=False)
            verdicts[rule.id] = verdict
            yield from (part.found(*one) for one in wrong)
        self.tally["points"] += watch.points
        yield from self._quick(part, verdicts)
        if random.random() < 0.25:
            yield from self._in_another_order(part, shuffled(random, data), verdicts)

    def _quick(self, part: Changed, verdicts: dict[str, RuleVerdict]) -> Iterator[Finding]:
        """The quick way of ``validate`` says the same."""
        for quick in static_verdicts(part.descriptor, self._shelf.specs):
            if _key(quick) != _key(verdicts[quick.rule]):
                yield part.found(
                    "quick way says otherwise", f"{quick.rule}: {_key(quick)} and {_key(verdicts[quick.rule])}"
                )

    def _in_another_order(self, part: Changed, data: Any, verdicts: dict[str, RuleVerdict]) -> Iterator[Finding]:
        """The order of keys changes no verdict."""
        other = self._shelf.changed(part.document, data, "keys in another order")
        if other is None:
            yield part.found("refused in another order", "keys exchanged")
            return
        for rule in self._shelf.specs.rules_for(other.descriptor.kind):
            again = decide(rule, other.descriptor, self._shelf.specs, repaired=False)
            if again.status is not verdicts[rule.id].status:
                said = f"{rule.id}: {verdicts[rule.id].status} and {again.status}"
                yield part.found("otherwise in another order", said)


class Mends(_OfParts):
    """Shipped parts with a few figures moved: what a failure offers is written into the descriptor."""

    name = "offers"

    def looks(self, document: Document, data: Any, random: Random) -> Iterator[Finding]:  # noqa: ARG002 - as its siblings
        """What is wrong with the offers of one changed part."""
        part = self._part(document, data)
        if part is None:
            return
        for rule in self._shelf.specs.rules_for(part.descriptor.kind):
            verdict = decide(rule, part.descriptor, self._shelf.specs)
            if verdict.status is Status.FAIL:
                offers = Offers(
                    rule,
                    self._shelf.specs,
                    lambda path, new: read_descriptor(overridden(part.document, {path: new}), self._shelf.specs),
                )
                yield from (part.found(*one) for one in offers.wrong(_in_the_document(verdict, part.document.value)))
                self.tally["offered"] += offers.tried
            self.tally[verdict.status] += 1


class Pairs(_Shipped):
    """Examples of rules between parts with a few figures moved: passes, offers, and what changes when the parts are exchanged."""

    name = "pairs"

    @cached_property
    def _rules(self) -> list[Rule]:
        return [rule for rule in self._shelf.specs.rules() if rule.between]

    def case(self, random: Random) -> Iterator[Finding]:
        """What is wrong with the verdict of one pair."""
        rule, _, example = self._drawn(random)
        yield from self.looks(rule, example, random)

    def smaller(self, random: Random, finding: Finding) -> Finding:
        """The finding of a case with no more figures moved than it needs."""
        (rule, plain, example), hunt = self._drawn(random), type(self)()
        moved = [path for path, new in example.overrides.items() if plain.overrides.get(path) != new]
        drawn = random.getstate()

        def still(kept: list[str]) -> Finding | None:
            again = Random()
            again.setstate(drawn)
            fewer = plain._replace(overrides={**plain.overrides, **{path: example.overrides[path] for path in kept}})
            return same(lambda: hunt.looks(rule, fewer, again), finding)

        return fewest(moved, still) or finding

    def _drawn(self, random: Random) -> tuple[Rule, Example, Example]:
        rule = random.choice(self._rules)
        plain = random.choice(rule.examples)
        return rule, plain, self._changed(random, rule, plain)

    def looks(self, rule: Rule, example: Example, random: Random) -> Iterator[Finding]:
        """What is wrong with the verdict of an example."""
        try:
            pair, _ = example_descriptor(rule, example, self._shelf.specs)
        except LookupError:  # an override of the example's own is gone with what was changed
            pair = None
        if pair is None:
            self.tally["refused"] += 1
            return
        verdict, wrong = self._watched(Watch(random), rule, pair, repaired=True)
        if rule.symmetric and isinstance(pair, Assembly):
            other = decide(rule, pair.exchanged(rule, self._shelf.specs), self._shelf.specs, repaired=False)
            if other.status is not verdict.status:
                wrong.append(("otherwise when exchanged", f"{rule.id}: {verdict.status} and {other.status}"))
        offers = Offers(
            rule,
            self._shelf.specs,
            lambda path, new: example_descriptor(rule, _with(example, path, new), self._shelf.specs),
        )
        wrong += offers.wrong(verdict)
        self.tally["offered"] += offers.tried
        data = {"rule": rule.id, "base": dict(example.base), "overrides": dict(example.overrides)}  # type: ignore[arg-type]
        yield from (Finding(what, f"{said}; {data}", {"pair.yaml": yaml.safe_dump(data)}) for what, said in wrong)

    def _changed(self, random: Random, rule: Rule, example: Example) -> Example:
        assert not isinstance(example.base, str)
        for _ in range(random.choice((0, 1, 1, 2))):
            role = random.choice(list(example.base))
            path, value = random.choice(self._leaves(rule.area, example.base[role]))
            new = tweaked(random, value)
            if new is not None:
                example = _with(example, dotted((role, *path)), new)
        return example

    def _leaves(self, area: str, base: str) -> list[tuple[Any, Any]]:
        data = yaml.safe_load(self._shelf.specs.example(area, base).read_text(encoding="utf-8"))
        return spoken(leaves(data))


def _with(example: Example, path: str, new: object) -> Example:
    return example._replace(overrides={**example.overrides, path: new})


def _value(data: Any, path: Path) -> Any:
    """What stands at a place, None where nothing does any more."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else data[key]
    return data


def _changed(random: Random, document: Document) -> Any:
    """The data of a document changed: mostly some figures a little, else some places for good."""
    if random.random() < 0.4:
        return disturbed(random, document.value)[0]
    changes: dict[str, Any] = {}
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        found = spoken(leaves(document.value))
        path, value = random.choice(found) if found else ((), None)
        new = tweaked(random, value)
        if new is not None:
            changes[dotted(path)] = new
    return overridden(document, changes).value


def _in_the_document(verdict: RuleVerdict, data: Any) -> RuleVerdict:
    """The verdict without offers for fields of tables that stand in files of their own."""

    def stands(path: tuple[str | int, ...]) -> bool:
        value = data
        for key in path:
            if isinstance(key, int) and not (isinstance(value, list) and key < len(value)):
                return False
            value = value[key] if isinstance(key, int) else value.get(key, {}) if isinstance(value, dict) else {}
        return True

    return verdict._replace(
        clauses=tuple(
            one._replace(repairs=tuple(repair for repair in one.repairs if stands(repair.field)))
            for one in verdict.clauses
        )
    )


def _key(verdict: RuleVerdict) -> object:
    clauses = [(one.clause, one.record, one.status, one.assurance, one.same) for one in verdict.clauses]
    return verdict.status, verdict.reason and verdict.reason.code, clauses
