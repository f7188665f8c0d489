"""A rule's examples, executed: the rule's tests. ``openarch spec test`` runs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance.documents.editing import edited
from conformance.documents.inputs import read
from conformance.documents.quantities import QuantityError
from conformance.documents.quantities import parse as parse_quantity
from conformance.documents.source import Source
from conformance.documents.strict_yaml import Document, load
from conformance.documents.units import UnitTable
from conformance.engine.decide import decide
from conformance.engine.shown import Shown
from conformance.engine.verdicts import ClauseVerdict, RuleVerdict, Status
from conformance.findings.model import Finding, Location, Severity
from conformance.spec.assembly import Assembly
from conformance.spec.descriptor import Descriptor, read_descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rule_parts import Example
from conformance.spec.rules import Rule


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an example: what was expected, what was found, and whether they agree.

    Attributes:
        rule: the rule's id.
        number: of the example in its file, from 1.
        agrees: whether verdict, clause, counterexample and margin are as stated.
        expected: in a few words.
        found: in a few words.
        findings: why the overridden descriptor was refused, where it was.
        verdict: what was decided, None where nothing could be.
    """

    rule: str
    number: int
    agrees: bool
    expected: str
    found: str
    findings: tuple[Finding, ...] = ()
    verdict: RuleVerdict | None = None


class NowhereError(LookupError):
    """A descriptor has no place for a dotted path."""

    def __init__(self, path: str) -> None:
        """Keep the path."""
        super().__init__(path)
        self.path = path


def run_examples(rule: Rule, specs: SpecSet) -> list[Result]:
    """Execute all examples of a rule."""
    return [run_example(rule, number, example, specs) for number, example in enumerate(rule.examples, 1)]


def run_example(rule: Rule, number: int, example: Example, specs: SpecSet) -> Result:
    """Execute one example."""
    descriptor, findings = example_descriptor(rule, example, specs)
    expected = _expected(example)
    if descriptor is None:
        refused = tuple(findings)
        return Result(rule.id, number, agrees=False, expected=expected, found="not a descriptor", findings=refused)
    verdict = decide(rule, descriptor, specs)
    found = _found(example, verdict)
    if rule.symmetric and isinstance(descriptor, Assembly):
        other = decide(rule, descriptor.exchanged(rule, specs), specs, repaired=False)
        if other.status is not verdict.status:
            return Result(rule.id, number, agrees=False, expected=expected, found=f"{found}; exchanged: {other.status}")
    return Result(rule.id, number, agrees(example, verdict, specs.units), expected, found, verdict=verdict)


def example_descriptor(
    rule: Rule, example: Example, specs: SpecSet, *, shown: bool = False
) -> tuple[Descriptor | None, list[Finding]]:
    """The base descriptor with the example's overrides; of a rule between parts, the parts with theirs.

    Args:
        rule: the rule that the example belongs to.
        example: the example.
        specs: the lab's specs.
        shown: people will see its text: keep it as its author wrote it, as far as that goes.
    """
    change = as_written if shown else overridden
    if isinstance(example.base, str):
        return _part(specs.example(rule.area, example.base), example.overrides, specs, change)
    parts: dict[str, Descriptor] = {}
    findings: list[Finding] = []
    for role, base in example.base.items():
        start = f"{role}."
        own = {path.removeprefix(start): new for path, new in example.overrides.items() if path.startswith(start)}
        part, found = _part(specs.example(rule.area, base), own, specs, change)
        findings += found
        if part is not None:
            parts[role] = part
    return (Assembly.of(rule, parts, specs) if len(parts) == len(example.base) else None), findings


def _part(
    file: Path,
    overrides: Mapping[str, object],
    specs: SpecSet,
    change: Callable[[Document, Mapping[str, object]], Document],
) -> tuple[Descriptor | None, list[Finding]]:
    source = read(str(file))
    if isinstance(source, Finding):
        return None, [source]
    documents, findings = load(source)
    if len(documents) != 1:
        return None, findings
    try:
        changed = change(documents[0], overrides)
    except NowhereError as nowhere:
        return None, [Finding("SPEC-example-nowhere", Location(str(file)), {"path": nowhere.path, "base": file.stem})]
    descriptor, more = read_descriptor(changed, specs)
    return descriptor, [finding for finding in (*findings, *more) if finding.severity is Severity.ERROR]


def overridden(document: Document, overrides: Mapping[str, object]) -> Document:
    """The document with other values at some dotted paths (None deletes), as if the vendor had written it so.

    A list grows by the item behind its last.

    Raises:
        NowhereError: the document has no place for one of them.
    """
    if not overrides:
        return document
    import json

    value = json.loads(json.dumps(document.value))
    for path, new in overrides.items():
        try:
            _set(value, path.split("."), new)
        except (LookupError, StopIteration, TypeError) as nothing:
            raise NowhereError(path) from nothing
    # JSON is YAML: reading it again gives the positions and checks that any document goes through.
    documents, _ = load(Source(document.source.name, json.dumps(value, indent=1, ensure_ascii=False)))
    return documents[0]


def as_written(document: Document, overrides: Mapping[str, object]) -> Document:
    """The same, with the text as the author of the document would have it, where each change fits into a line."""
    changed = overridden(document, overrides)
    try:
        paths = {_path(document.value, path.split(".")): new for path, new in overrides.items()}
    except (LookupError, StopIteration, TypeError):
        return changed
    return edited(document, paths, changed.value) or changed


def _path(value: Any, keys: list[str]) -> tuple[str | int, ...]:
    """Dotted words as keys and positions.

    Raises:
        LookupError, StopIteration, TypeError: there is nothing at that path.
    """
    found: list[str | int] = []
    for key in keys:
        found.append(_key(value, key))
        value = value[found[-1]]
    return tuple(found)


def _set(value: Any, keys: list[str], new: object) -> None:
    for position, key in enumerate(keys[:-1]):
        if isinstance(value, dict) and key not in value:
            value[key] = {}
        value = value[_key(value, key)]
        if value is None:
            raise KeyError(".".join(keys[: position + 1]))
    last = _key(value, keys[-1], missing_ok=True)
    if new is None:
        del value[last]
    elif isinstance(value, list) and last == len(value):
        value.append(new)
    else:
        value[last] = new


def _key(value: Any, key: str, *, missing_ok: bool = False) -> str | int:
    if isinstance(value, dict):
        if not missing_ok and key not in value:
            raise KeyError(key)
        return key
    if key.isdecimal():
        return int(key)
    return next(index for index, item in enumerate(value) if isinstance(item, dict) and item.get("id") == key)


def agrees(example: Example, verdict: RuleVerdict, units: UnitTable) -> bool:
    """Whether a verdict is what an example states: pass, the clause that fails and where, or that nothing is asked."""
    if example.passes:
        return verdict.status is Status.PASS and _worst_agrees(example, verdict.clauses)
    if not example.applies:
        return _is_silent(example, verdict)
    if not example.tested:
        return verdict.status is Status.NOT_TESTED
    failing = _failing(example, verdict)
    if example.alone and any(clause.status is Status.FAIL and clause not in failing for clause in verdict.clauses):
        return False
    return (
        bool(failing)
        and any(_stands_at(example, clause, units) for clause in failing)
        and _worst_agrees(example, failing)
    )


def _is_silent(example: Example, verdict: RuleVerdict) -> bool:
    """Whether the rule says nothing of the descriptor; with a clause, whether that one says nothing of any record."""
    if not example.clause:
        return verdict.status is Status.NOT_APPLICABLE
    named = [clause.status for clause in verdict.clauses if clause.clause == example.clause]
    return bool(named) and all(status is Status.NOT_APPLICABLE for status in named)


def _failing(example: Example, verdict: RuleVerdict) -> list[ClauseVerdict]:
    wanted = [clause for clause in verdict.clauses if not example.clause or clause.clause == example.clause]
    return [clause for clause in wanted if clause.status is Status.FAIL]


def _stands_at(example: Example, clause: ClauseVerdict, units: UnitTable) -> bool:
    """The stated variables have the stated values; every other numeric variable stands at nominal."""
    # The variable of the outermost ``each`` is no part of the point: it says which record the verdict is about.
    records = {clause.record, *clause.same}
    at = {name: text for name, text in example.at.items() if f"{name} {text}" not in records}
    if clause.counterexample is None:
        return not at
    values = clause.counterexample.values
    unstated = set(clause.counterexample.moved) - set(at)
    stated = all(name in values and _same(values[name], str(text), units) for name, text in at.items())
    return stated and not (at and unstated)


def _same(shown: Shown, stated: str, units: UnitTable) -> bool:
    """Whether a stated value is the shown one, whatever unit it is written in."""
    if shown.text == stated or shown.value is None:
        return shown.text == stated
    try:
        quantity = parse_quantity(stated, units, parse_quantity(shown.text, units, None).unit.dimension)
    except QuantityError:
        return stated == str(shown.value)
    return quantity.value == shown.value


def _worst_agrees(example: Example, clauses: list[ClauseVerdict] | tuple[ClauseVerdict, ...]) -> bool:
    if "margin" not in example.worst:
        return True
    return any(clause.margin is not None and clause.margin.amount.text == example.worst["margin"] for clause in clauses)


def _expected(example: Example) -> str:
    if example.passes:
        return "pass"
    if not example.applies:
        return " ".join(part for part in (Status.NOT_APPLICABLE.value, example.clause) if part)
    if not example.tested:
        return Status.NOT_TESTED.value
    at = ", ".join(f"{name} = {text}" for name, text in example.at.items())
    alone = "alone" if example.alone else ""
    return " ".join(part for part in ("fail", example.clause, alone, f"at {at}" if at else "") if part)


def _found(example: Example, verdict: RuleVerdict) -> str:
    parts: list[str] = [verdict.status.value]
    if verdict.reason is not None:
        parts.append(f"({verdict.reason.code} {dict(verdict.reason.arguments)})")
    for clause in verdict.clauses:
        if clause.status is not Status.PASS:
            values = clause.counterexample.values if clause.counterexample else {}
            at = ", ".join(f"{name} = {shown.text}" for name, shown in values.items())
            margin = f" margin {clause.margin.amount.text}" if clause.margin else ""
            parts.append(f"[{clause.clause} {clause.record} {clause.status.value} at {at}{margin}]")
    if example.passes and "margin" in example.worst:
        parts.append(str([clause.margin.amount.text for clause in verdict.clauses if clause.margin]))
    return " ".join(parts)
