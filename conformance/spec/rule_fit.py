"""Do the formulas of a rule fit together, and its kinds? Everything that does not is a finding, at its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conformance.documents.dimensions import Dimension
from conformance.documents.quantities import Quantity
from conformance.documents.strict_yaml import Document
from conformance.expressions.dimension import infer
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.faults import faults
from conformance.expressions.functions import AnyFunction
from conformance.expressions.guards import guards_of
from conformance.expressions.signatures import Mismatch, describe
from conformance.expressions.tree import free_names
from conformance.expressions.types import NumberType, RecordType, TruthType, Type
from conformance.findings.model import Finding
from conformance.findings.named import NamedTuple
from conformance.spec import rule_data
from conformance.spec.formulas import inside, refusal, worded
from conformance.spec.places import Path, at_span
from conformance.spec.rule_parts import Variable
from conformance.spec.rules import Rule
from conformance.spec.typing import environment, formulas, variable_type

if TYPE_CHECKING:
    from conformance.spec.area_spec import AreaSpec

_CONDITIONS = ("that", "when", "where")
_UNGUARDED = "SPEC-optional-unguarded"


class Left(NamedTuple):
    """What was left out of a rule because it cannot be read.

    Attributes:
        names: of what formulas read: lets, variables, constants.
        conditions: whether a condition is among it, so that nobody knows what it would have guarded.
    """

    names: frozenset[str] = frozenset()
    conditions: bool = False


_NOTHING_LEFT = Left()


def rest_of(data: dict[str, Any], broken: Sequence[Path]) -> tuple[dict[str, Any], frozenset[str]]:
    """The compiled form of a rule without what stands at these places, and the names that are missing then."""
    rest = dict(data)
    gone = {(str(path[0]), str(path[1])) for path in broken if len(path) > 1}
    if ("when",) in broken:
        rest["when"] = None
    for section in ("constants", "let"):
        rest[section] = {name: text for name, text in data[section].items() if (section, name) not in gone}
    rest["forall"] = [entry for entry in data["forall"] if ("forall", entry["name"]) not in gone]
    hints = {path[1] for path in broken if "hints" in path}
    whole = {path[1] for path in broken if path[0] == "require" and "hints" not in path}
    kept = (clause for clause in data["clauses"] if clause["id"] not in whole)
    rest["clauses"] = [{**clause, "hints": [] if clause["id"] in hints else clause["hints"]} for clause in kept]
    return rest, frozenset(name for section, name in gone if section != "require")


def place_in(document: Document, path: Path) -> Path:
    """Where a part of a rule's long form stands in the file as written."""
    if len(path) >= 2 and path[0] == "require" and isinstance(document.value, Mapping):
        return rule_data.source_path(document.value, str(path[1]), *path[2:])
    return path


class Fit:
    """Reads the dimensions of a rule's formulas for one kind; what hangs on something that does not fit is left alone."""

    def __init__(
        self, rule: Rule, document: Document, spec: AreaSpec, kind: RecordType, left: Left = _NOTHING_LEFT
    ) -> None:
        """Read ``rule`` as ``kind`` sees it; ``left`` is what was left out of it."""
        self._rule = rule
        self._document = document
        self._units = spec.units
        self._functions: Mapping[str, AnyFunction] = spec.functions
        self._known: dict[str, Type] = environment(rule, kind, spec.lab_type)
        self._guards = guards_of(rule.when) if rule.when else frozenset()
        self._refused: dict[tuple[str, int], Finding] = {}
        self._broken = set(left.names)
        self._guards_known = not left.conditions
        self._ranges: dict[str, str] = {}

    def findings(self) -> list[Finding]:
        """All that does not fit, as far as it does not follow from something else that does not."""
        if self._rule.when is not None:
            self._infer(("when",), self._rule.when, frozenset())
        for variable in self._rule.forall:
            self._bind(variable)
        for clause in self._rule.clauses:
            guards = self._guards | (guards_of(clause.when) if clause.when else frozenset())
            for path, expression in self._of_clause(clause.id):
                own_condition = path == ("require", clause.id, "when")
                self._infer(path, expression, self._guards if own_condition else guards)
        self._lets()
        return list(self._refused.values())

    def _lets(self) -> None:
        """Those that no clause uses, or only a message; what an optional field is guarded by is not known of them."""
        for name, expression in self._rule.let.items():
            for error in self._faults(expression, self._guards):
                if error.code != _UNGUARDED:
                    self._refuse(("let", name), expression, error, self._guards)

    def _bind(self, variable: Variable) -> None:
        """Find out what a variable goes through; where that cannot be told, nothing is said of what reads it."""
        place = ("forall", variable.name, variable.form)
        sources = [(index, source, self._faults(source, self._guards)) for index, source in enumerate(variable.source)]
        for index, source, wrong in sources:
            for error in wrong:
                self._refuse((*place, index), source, error, self._guards)
        if any(wrong or self._hangs(source) for _, source, wrong in sources):
            self._broken.add(variable.name)
            return
        try:
            self._known[variable.name] = variable_type(
                variable, self._known, self._functions, self._rule.let, self._guards
            )
        except Mismatch as mismatch:
            self._add((*place, 0), mismatch.code, {"part": variable.source[0].text, **mismatch.arguments})
            self._broken.add(variable.name)
            return
        self._figures(variable)
        self._steps(variable)
        if variable.where is not None:
            self._infer((*place[:2], "where"), variable.where, self._guards)
            self._guards |= guards_of(variable.where)

    def _figures(self, variable: Variable) -> None:
        """Step, nominal value and resolution are of the variable's own dimension; a point on a scale is moved by differences."""
        own = self._known[variable.name]
        if not isinstance(own, NumberType):
            return
        figures = {"step": variable.step, "nominal": variable.nominal, "resolution": variable.resolution}
        for key, figure in figures.items():
            path = ("forall", variable.name, key)
            if isinstance(figure, Quantity):
                self._compare(path, figure.unit.dimension, own, figure.text)
            elif isinstance(figure, Expression):
                self._formula_of(path, figure, own)

    def _formula_of(self, path: Path, figure: Expression, own: NumberType) -> None:
        # A nominal value may be missing in a descriptor: the lower end stands in.
        wrong = [error for error in self._faults(figure, self._guards) if error.code != _UNGUARDED]
        for error in wrong:
            self._refuse(path, figure, error, self._guards)
        if wrong or self._faults(figure, self._guards) or self._hangs(figure):
            return
        found = infer(figure, self._known, self._functions, self._rule.let, self._guards)
        if isinstance(found, NumberType):
            self._compare(path, found.dimension, own, figure.text)
        else:
            self._add(path, "SPEC-not-a-number", {"found": describe(found), "part": figure.text})

    def _compare(self, path: Path, dimension: Dimension, own: NumberType, part: str) -> None:
        if dimension.difference() != own.dimension.difference():
            said = {"left": str(dimension), "right": str(own.dimension), "part": part}
            self._add(path, "SPEC-dimensions-differ", said)

    def _steps(self, variable: Variable) -> None:
        """Declared steps are counted from an end, and one after the other: neither they nor the ends may hang on a range."""
        place = ("forall", variable.name)
        parts: list[tuple[Path, Expression]] = [
            ((*place, variable.form, index), source) for index, source in enumerate(variable.source)
        ]
        ranges = [self._range_of(source) for _, source in parts]
        if variable.form == "range":
            self._ranges[variable.name] = variable.name
        elif variable.form == "integers" and any(ranges):
            self._ranges[variable.name] = next(filter(None, ranges))
        if variable.form != "integers" or variable.step is None:
            return
        if isinstance(variable.step, Expression):
            parts.append(((*place, "step"), variable.step))
        for path, part in parts:
            found = self._range_of(part)
            if found:
                self._add(path, "SPEC-steps-on-range", {"name": variable.name, "range": found, "part": part.text})

    def _range_of(self, expression: Expression) -> str:
        """The first range that a formula depends on, itself or through whole numbers; "" where there is none."""
        names = _all_names(expression, self._rule.let)
        return next((found for name, found in self._ranges.items() if name in names), "")

    def _faults(self, expression: Expression, guards: frozenset[str]) -> list[ExpressionError]:
        """What does not fit in a formula; nothing of one that hangs on something broken."""
        if self._hangs(expression):
            return []
        return faults(expression, self._known, self._functions, self._rule.let, guards)

    def _hangs(self, expression: Expression) -> bool:
        """Whether a formula reads, itself or through lets, what is broken."""
        return bool(self._broken) and bool(_all_names(expression, self._rule.let) & self._broken)

    def _of_clause(self, clause: str) -> Iterator[tuple[Path, Expression]]:
        return ((path, found) for path, found in formulas(self._rule) if path[:2] == ("require", clause))

    def _infer(self, path: Path, expression: Expression, guards: frozenset[str]) -> None:
        wrong = self._faults(expression, guards)
        for error in wrong:
            self._refuse(path, expression, error, guards)
        if wrong or path[-1] not in _CONDITIONS or self._hangs(expression):
            return
        found = infer(expression, self._known, self._functions, self._rule.let, guards)
        if not isinstance(found, TruthType):
            self._add(path, "SPEC-not-a-truth", {"found": describe(found), "part": expression.text})

    def _refuse(self, path: Path, expression: Expression, error: ExpressionError, guards: frozenset[str]) -> None:
        """Report where the fault is: inside the ``let`` that the formula uses, if it is there."""
        if error.code == _UNGUARDED and not self._guards_known:
            return
        name = error.arguments.get("let")
        if name is None:
            place = place_in(self._document, path)
            self._refused.setdefault(
                (str(path), error.offset), refusal(self._document, place, expression.text, error, self._units)
            )
            return
        inner = self._rule.let[name]
        for cause in self._faults(inner, guards):
            self._refuse(("let", name), inner, cause, guards)

    def _add(self, path: Path, code: str, arguments: dict[str, str]) -> None:
        """Report a formula as a whole; of one over several lines its beginning is shown."""
        code, arguments = worded(code, arguments, self._units)
        place = place_in(self._document, path)
        span = self._document.value_span(place)
        if span.line != span.end_line:
            span = inside(self._document, place, arguments["part"], 0)
        finding = at_span(self._document, code, place, span, **arguments)
        self._refused.setdefault((str(path), 0), finding)


def _all_names(expression: Expression, lets: Mapping[str, Expression]) -> frozenset[str]:
    """What a formula reads, itself or through lets."""
    found: set[str] = set()
    waiting = [expression]
    while waiting:
        names = free_names(waiting.pop().root) - found
        found |= names
        waiting += [lets[name] for name in names if name in lets]
    return frozenset(found)
