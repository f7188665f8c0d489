"""Kinds and rules by the names that people type."""

from __future__ import annotations

from conformance.cli.lab_faults import none_called, tell_lab_faults
from conformance.cli.settings import Settings
from conformance.spec.kinds import Kind
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule


def kinds_of(specs: SpecSet) -> list[Kind]:
    """All kinds, by area and name."""
    found = [specs.kind(api_version, name) for api_version, name in specs.kinds()]
    return sorted((kind for kind in found if kind is not None), key=lambda kind: (kind.area, kind.name))


def rules_of(specs: SpecSet) -> list[Rule]:
    """All rules, each once, by id."""
    rules = {rule.id: rule for kind in kinds_of(specs) for rule in specs.rules_for(kind)}
    return [rules[name] for name in sorted(rules)]


def kind_called(name: str, specs: SpecSet, chosen: Settings) -> Kind:
    """The kind called ``LinkPort``, ``chip-interconnect/LinkPort`` or ``chip-interconnect/v1/LinkPort``.

    Raises:
        Misuse: where there is none, two areas have one of that name, or the specification could not be read whole.
    """
    kinds = kinds_of(specs)
    found = [kind for kind in kinds if name in _names(kind)]
    if len(found) == 1:
        return found[0]
    names = [f"{kind.area}/{kind.name}" for kind in found] or [kind.name for kind in kinds]
    tell_lab_faults(specs, chosen)
    raise none_called("CLI-no-such-kind", name, names, specs, chosen.style.lang)


def _names(kind: Kind) -> tuple[str, str, str]:
    return kind.name, f"{kind.area}/{kind.name}", f"{kind.api_version}/{kind.name}"


def rule_called(name: str, specs: SpecSet) -> Rule | None:
    """The rule of this id, also in small letters, or of this name in words."""
    rules = rules_of(specs)
    return next((rule for rule in rules if name.lower() in {rule.id.lower(), rule.name}), None)
