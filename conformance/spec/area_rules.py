"""An area's rules from their documents: understood one by one, those with an error left out with a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conformance.documents.quantities import QuantityError, parse
from conformance.documents.strict_yaml import Document
from conformance.expressions.expression import Expression
from conformance.findings.model import Finding, Severity
from conformance.findings.named import NamedTuple
from conformance.spec import rule_data
from conformance.spec.formulas import parsed
from conformance.spec.model_findings import validated
from conformance.spec.models import RuleModel
from conformance.spec.nearest import nearest
from conformance.spec.places import Path, at_key, at_value
from conformance.spec.roles import scopes
from conformance.spec.rule_fit import Fit, Left, place_in, rest_of
from conformance.spec.rules import Rule, is_quantity, significant_digits

if TYPE_CHECKING:
    from conformance.spec.area_spec import AreaSpec


_CONDITIONS = ("that", "when", "where")
_ROOTS = ("design", "envelope", "claims", "metadata", "lab")
_ROLE = ("the role of a part", "部件角色")


class RuleSpec(NamedTuple):
    """A rule without errors: the object, its document, its compiled form."""

    rule: Rule
    document: Document
    data: dict[str, Any]

    def place(self, path: Path) -> Path:
        """Where a part of the rule's long form stands in its file."""
        return place_in(self.document, path)


def rules_of(documents: Sequence[Document], spec: AreaSpec, findings: list[Finding]) -> list[RuleSpec]:
    """The rules that are in order, sorted by id."""
    found: dict[str, RuleSpec] = {}
    for document in documents:
        rule, errors = _Reading(document, spec).result()
        findings += errors
        if rule is None:
            continue
        if rule.rule.id in found:
            first = found[rule.rule.id].rule.file
            findings.append(at_value(document, "SPEC-repeated-rule", ("id",), id=rule.rule.id, file=first))
        else:
            found[rule.rule.id] = rule
    return [found[name] for name in sorted(found)]


class _Reading:
    """Reads one rule document, from plain data to checked formulas."""

    def __init__(self, document: Document, spec: AreaSpec) -> None:
        self._document = document
        self._spec = spec
        self._findings: list[Finding] = []

    def result(self) -> tuple[RuleSpec | None, list[Finding]]:
        rule = self._read()
        broken = any(finding.severity is Severity.ERROR for finding in self._findings)
        return (None if broken else rule), self._findings

    def _read(self) -> RuleSpec | None:
        value = self._document.value
        if not isinstance(value, dict):
            self._findings.append(at_value(self._document, "SPEC-expected-mapping", (), found="", what="-"))
            return None
        model, errors = validated(RuleModel, rule_data.long_form(value), self._document, self._place)
        self._findings += errors
        if model is None:
            return None
        data = rule_data.compiled(model, self._spec.model.id, self._document.source.name)
        broken = self._broken_texts(data)
        if broken:  # what does not hang on them is looked at all the same: an author mends a file in one go
            data, names = rest_of(data, broken)
            rule = Rule(data, self._spec.units)
            if self._in_order(data):
                self._check_fit(rule, Left(names, conditions=any(path[-1] == "when" for path in broken)))
            return None
        if not self._in_order(data):
            return None
        rule = Rule(data, self._spec.units)
        # Algorithms over whole structures take longer than `openarch validate` may.
        data["static"] = rule_data.decided_statically(rule) and not rule_data.is_structural(rule, self._spec.functions)
        rule = Rule(data, self._spec.units)
        self._check_kinds(rule)
        self._check_names(rule)
        if not self._findings:
            self._check_fit(rule, Left())
        return RuleSpec(rule, self._document, data)

    def _check_fit(self, rule: Rule, left: Left) -> None:
        """The dimensions of all formulas, for the first kind with which something is wrong: the others would repeat it."""
        for scope in scopes(rule, {name: kind.type for name, kind in self._spec.kinds.items()}):
            found = Fit(rule, self._document, self._spec, scope, left).findings()
            self._findings += found
            if found:
                return

    def _place(self, path: Path) -> Path:
        return place_in(self._document, path)

    def _broken_texts(self, data: dict[str, Any]) -> list[Path]:
        """The places of formulas and quantities that cannot be read, each with its finding."""
        broken: list[Path] = []
        for path, text in _formula_texts(data):
            place = self._place(path)
            found = parsed(self._document, place, text, self._spec.units)
            if isinstance(found, Finding):
                self._findings.append(found)
                broken.append(path)
        for path, text in _quantity_texts(data):
            try:
                parse(text, self._spec.units, None)
            except QuantityError as error:
                self._findings.append(at_value(self._document, error.code, self._place(path), **error.arguments))
                broken.append(path)
        return broken

    def _in_order(self, data: dict[str, Any]) -> bool:
        lets = {name: _expression(text) for name, text in data["let"].items()}
        order, cycle = rule_data.in_order(lets)
        if cycle:
            path = " → ".join(cycle)
            self._findings.append(at_key(self._document, "SPEC-let-cycle", ("let", cycle[0]), name=path))
            return False
        data["let"] = {name: expression.text for name, expression in order.items()}
        return True

    def _check_kinds(self, rule: Rule) -> None:
        known = [*self._spec.model.kinds]
        for place, name in _kind_names(rule):
            if name not in known:
                meant = nearest(name, known) or ""
                code = "SPEC-misspelt-kind" if meant else "SPEC-unknown-kind"
                self._findings.append(at_value(self._document, code, place, found=name, meant=meant))

    def _check_names(self, rule: Rule) -> None:
        """No name may hide another: a constant ``design`` would make every path read something else."""
        taken = dict.fromkeys(_ROOTS, ("a part of the descriptor", "描述文件的组成部分"))
        taken |= dict.fromkeys(self._spec.functions, ("a function", "函数"))
        sections: dict[str, tuple[list[str], tuple[str, str]]] = {
            "between": ([role.name for role in rule.between], _ROLE),
            "constants": (list(rule.constants), ("a constant", "常量")),
            "forall": ([variable.name for variable in rule.forall], ("a variable", "变量")),
            "let": (list(rule.let), ("a let", "let 名称")),
        }
        for section, (names, words) in sections.items():
            for name in names:
                if name in taken:
                    by = {"by": taken[name][0], "by_zh": taken[name][1]}
                    self._findings.append(at_key(self._document, "SPEC-name-taken", (section, name), name=name, **by))
                taken[name] = words


def _kind_names(rule: Rule) -> Iterator[tuple[Path, str]]:
    """The kinds that a rule names, each with its place."""
    if not rule.between:
        yield from ((("applies_to", index), name) for index, name in enumerate(rule.applies_to))
    for role in rule.between:
        yield from ((("between", role.name, index), name) for index, name in enumerate(role.kinds))


def _expression(text: str) -> Expression:
    from conformance.expressions.parse import parse as parse_expression

    return parse_expression(text)


def _formula_texts(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if data["when"] is not None:
        yield ("when",), data["when"]
    for variable in data["forall"]:
        place = ("forall", variable["name"])
        for index, text in enumerate(variable["source"]):
            yield (*place, variable["form"], index), text
        for key in ("at_most", "where", "step", "nominal"):
            text = variable.get(key)
            if text is not None and not is_quantity(text) and text not in ("min", "max"):
                yield (*place, key), text
    for name, text in data["let"].items():
        yield ("let", name), text
    for clause in data["clauses"]:
        place = ("require", clause["id"])
        yield (*place, "that"), clause["that"]
        if clause["when"] is not None:
            yield (*place, "when"), clause["when"]
        for index, hint in enumerate(clause["hints"]):
            yield (*place, "hints", index, "when"), hint["when"]


def _quantity_texts(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for name, text in data["constants"].items():
        yield ("constants", name), text
    for variable in data["forall"]:
        for key in ("step", "nominal", "resolution"):
            text = variable.get(key)
            quantity = text is not None and (is_quantity(text) or key == "resolution")
            if quantity and significant_digits(text) is None:
                yield ("forall", variable["name"], key), text
