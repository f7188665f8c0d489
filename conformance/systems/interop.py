"""Two parts, perhaps with a third between them: the rules that concern them, decided in every order that a rule admits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from conformance.engine.decide import decide
from conformance.engine.verdicts import Reason, RuleVerdict, Status
from conformance.findings.named import NamedTuple
from conformance.spec.assembly import Assembly, PartsKind
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rule_parts import Role
from conformance.spec.rules import Rule

VIA = "via"
"""The role of what lies between two parts: a cable, a plant, a wire."""

Roles = Mapping[str, Descriptor]
"""Parts by the name of their role in a rule."""


class Result(StrEnum):
    """What becomes of parts that are put together, from the best to the worst.

    ``LAB_FAULT``: rules cannot be read, so that what the others say does not settle it.
    """

    WORKS = "works"
    DEGRADED = "degraded"
    UNDECIDED = "undecided"
    LAB_FAULT = "lab-fault"
    FAILS = "fails"
    BROKEN = "broken"


class Pairing(NamedTuple):
    """Parts in one assignment of roles, and what the rules say of them."""

    parts: Assembly
    verdicts: tuple[RuleVerdict, ...]


def pairings(first: Descriptor, second: Descriptor, via: Descriptor | None, specs: SpecSet) -> list[Pairing]:
    """Every rule between the two parts, decided.

    Rules whose role names do not contradict one another share one pairing; a rule that two parts of one kind can meet in
    either order (provider and client) is decided in both, the second time in a pairing of its own.

    Args:
        first: a part.
        second: another one.
        via: what lies between them.
        specs: the lab's specs.
    """
    groups: list[tuple[dict[str, Descriptor], list[RuleVerdict]]] = []
    for rule in rules_between(first, second, specs):
        verdicts = [(roles, _decided(rule, roles, specs)) for roles in assignments(rule, first, second, via)]
        for roles, verdict in _telling(verdicts):
            _into(groups, roles, verdict)
    return [
        Pairing(Assembly(roles, PartsKind([part.kind for part in dict.fromkeys(roles.values())])), tuple(verdicts))
        for roles, verdicts in groups
    ]


def rules_between(first: Descriptor, second: Descriptor, specs: SpecSet) -> list[Rule]:
    """The rules between parts of these two kinds, by id."""
    found = {rule.id: rule for part in (first, second) for rule in specs.rules_for(part.kind) if rule.between}
    return [found[name] for name in sorted(found) if any(assignments(found[name], first, second, None))]


def assignments(rule: Rule, first: Descriptor, second: Descriptor, via: Descriptor | None) -> Iterator[Roles]:
    """The ways in which the parts can play the roles of a rule between two; a missing ``via`` stays missing."""
    ends = [role for role in rule.between if role.name != VIA]
    if len(ends) != 2:
        return
    middle = next((role for role in rule.between if role.name == VIA), None)
    between = {VIA: via} if middle is not None and via is not None and _may_be(middle, rule, via) else {}
    orders = (
        [(first, second)]
        if rule.symmetric and _fit(ends, rule, (first, second))
        else [(first, second), (second, first)]
    )
    for order in orders:
        if _fit(ends, rule, order):
            yield {ends[0].name: order[0], ends[1].name: order[1], **between}


def takes(via: Descriptor, first: Descriptor, second: Descriptor, specs: SpecSet) -> bool:
    """Whether any rule between the two has a place for what lies between them."""
    return any(
        VIA in roles for rule in rules_between(first, second, specs) for roles in assignments(rule, first, second, via)
    )


def result_of(verdicts: Sequence[RuleVerdict]) -> Result:
    """What the verdicts come to: a failing ``should`` is a loss with which the parts still work, a preview nothing."""
    states = {(verdict.status, verdict.level == "must") for verdict in verdicts if verdict.level != "preview"}
    if any(status is Status.ERROR for status, _ in states):
        return Result.BROKEN
    if (Status.FAIL, True) in states:
        return Result.FAILS
    if (Status.NOT_TESTED, True) in states or not any(status is Status.PASS for status, _ in states):
        return Result.DEGRADED if _only_losses(states) else Result.UNDECIDED
    return Result.DEGRADED if (Status.FAIL, False) in states else Result.WORKS


def _only_losses(states: set[tuple[Status, bool]]) -> bool:
    return (Status.NOT_TESTED, True) not in states and (Status.FAIL, False) in states


def _fit(ends: Sequence[Role], rule: Rule, order: Sequence[Descriptor]) -> bool:
    return all(_may_be(role, rule, part) for role, part in zip(ends, order, strict=True))


def _may_be(role: Role, rule: Rule, part: Descriptor) -> bool:
    return part.kind.area == rule.area and part.kind.name in role.kinds


def _decided(rule: Rule, roles: Roles, specs: SpecSet) -> RuleVerdict:
    missing = next((role for role in rule.between if role.name not in roles and not role.optional), None)
    if missing is not None:
        reason = Reason("ENGINE-needs-role", {"role": missing.name, "kinds": "/".join(missing.kinds)})
        return RuleVerdict(rule.id, Status.NOT_TESTED, rule.level, reason=reason)
    return decide(rule, Assembly.of(rule, roles, specs), specs)


def _telling(verdicts: list[tuple[Roles, RuleVerdict]]) -> list[tuple[Roles, RuleVerdict]]:
    """Of several orders those in which the rule applies; the first where it does in none."""
    applying = [entry for entry in verdicts if entry[1].status is not Status.NOT_APPLICABLE]
    return applying or verdicts[:1]


def _into(groups: list[tuple[dict[str, Descriptor], list[RuleVerdict]]], roles: Roles, verdict: RuleVerdict) -> None:
    """Put a verdict where its roles do not contradict those that are there, and the rule has not spoken yet."""
    for known, verdicts in groups:
        agree = all(known.get(name, part) is part for name, part in roles.items())
        if agree and verdict.rule not in {other.rule for other in verdicts}:
            known.update(roles)
            verdicts.append(verdict)
            return
    groups.append((dict(roles), [verdict]))
