"""Values, formulas and sentences at one operating point, in the vendor's own units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeGuard

from conformance.documents.dimensions import Dimension
from conformance.documents.quantities import parse as parse_quantity
from conformance.documents.quantities import show
from conformance.documents.units import Unit
from conformance.engine.against import failing
from conformance.engine.axes import Axis
from conformance.engine.choices import label_of
from conformance.engine.context import Case, Context
from conformance.engine.problem import Point
from conformance.engine.ranges import axis_of, written_unit
from conformance.engine.verdicts import Formula, Shown
from conformance.expressions import text, tree
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.fold import ClaimAbsent, Folder, NotDiscrete
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.parse import parse as parse_expression
from conformance.expressions.program import Ref
from conformance.expressions.values import Claim, Curve, Record

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_NEGATED = {"<=": ">", ">=": "<", "<": ">=", ">": "<=", "==": "!=", "!=": "=="}
_MEMBERSHIP: Mapping[tuple[str, ...], str] = {("in",): "not in", ("not in",): "in"}
_SHORT, _FULL = 12, 17


class Presenter:
    """Shows what a rule's formulas are worth at one point of one case."""

    def __init__(self, context: Context, case: Case, point: Point, about: Expression | None = None) -> None:
        """Bind every variable; ``about`` is the clause, whose units the values without one of their own take."""
        self._context = context
        self._case = case
        self._point = point
        self._about = about
        # By identity, each with its node, so that the identity stays taken.
        self._values: dict[int, tuple[tree.Node, object]] = {}

    @cached_property
    def folder(self) -> Folder:
        """A folder in which every variable has its value; one that does not matter here stands at its nominal value."""
        bound: dict[str, object] = dict(self._point)
        known: dict[str, Axis] = {}
        for variable in self._case.numbers:
            axis, _ = axis_of(self._context, self._case, variable, known)
            if axis is not None:
                known[variable.name] = axis
                bound.setdefault(variable.name, axis.nominal)
        return self._context.folder({**self._case.bindings, **bound})

    def point(self) -> dict[str, Shown]:
        """Every variable's value, in the order of declaration; the record of the outermost ``each`` is named apart."""
        shown: dict[str, Shown] = {}
        outermost = next((variable for variable in self._context.rule.forall if variable.form == "each"), None)
        for variable in self._context.rule.forall:
            if variable is outermost:
                continue
            if variable.name in self._point:
                value = self._point[variable.name]
                shown[variable.name] = self.variable(variable.name, value)
            elif variable.name in self._case.bindings:
                bound = self._case.bindings[variable.name]
                if isinstance(bound, int | Fraction) and not isinstance(bound, bool):
                    shown[variable.name] = self.variable(variable.name, Fraction(bound))
                elif type(bound).__name__ != "QuantifiedNumber":
                    shown[variable.name] = Shown(label_of(bound))
        return shown

    def variable(self, name: str, value: Fraction) -> Shown:
        """A value of a numeric variable, written so that reading it again gives the same value where that is possible."""
        variable = next(item for item in self._context.rule.forall if item.name == name)
        dimension = self._dimension(Expression(name, tree.Name(0, name)))
        unit = written_unit(self._context, variable)
        written = show(value, dimension, self._context.specs.units, unit, _SHORT)
        if self._reads_as(written, dimension) != value:
            written = show(value, dimension, self._context.specs.units, unit, _FULL)
        return Shown(written, value)

    def _reads_as(self, written: str, dimension: Dimension) -> Fraction | None:
        if dimension.is_plain_number:
            return Fraction(written) if re.fullmatch(r"-?[\d.]+(e-?\d+)?", written) else None
        return parse_quantity(written, self._context.specs.units, dimension).value

    def amount(self, value: Fraction | int, dimension: Dimension, like: Unit | None = None) -> Shown:
        """A computed number in a unit."""
        return Shown(show(Fraction(value), dimension, self._context.specs.units, like), Fraction(value))

    def dimension(self, expression: Expression) -> Dimension:
        """The dimension of a formula, plain where it is not a number."""
        return self._dimension(expression)

    def _dimension(self, expression: Expression) -> Dimension:
        return self._context.facts.dimension(expression)

    def _reached(self, node: tree.Node) -> Iterator[tree.Node]:
        for part in tree.walk(node):
            yield part
            if isinstance(part, tree.Name) and part.id in self._context.rule.let:
                yield from self._reached(self._context.rule.let[part.id].root)

    def unit_in(self, *nodes: tree.Node, dimension: Dimension) -> Unit | None:
        """The unit in which the vendor writes a figure of this dimension that one of the formulas uses."""
        for node in nodes:
            for part in self._reached(node):
                quantity = self._context.descriptor.quantities.get(self._path(part) or ())
                if quantity is not None and quantity.unit.dimension == dimension:
                    return quantity.unit
        return None

    def _path(self, node: tree.Node) -> tuple[str | int, ...] | None:
        """The place in the descriptor that a node reads, None if it reads none."""
        if not isinstance(node, tree.Attribute | tree.Index | tree.Name):
            return None
        try:
            if isinstance(node, tree.Attribute):
                base = self._value(node.base)
                path = (*base.path, node.name) if isinstance(base, Record) else None
            elif isinstance(node, tree.Index):
                base, key = self._value(node.base), self._value(node.key)
                path = (*base.path, str(key)) if isinstance(base, Record) else None
            else:
                value = self._value(node)
                path = value.path if isinstance(value, Record) else None
            value = self._value(node)
        except (ClaimAbsent, ExpressionError, KeyError, TypeError):
            return None
        return (*path, "value") if path is not None and isinstance(value, Claim) else path

    def _value(self, node: tree.Node) -> object:
        if id(node) not in self._values:
            self._values[id(node)] = (node, self.folder.value_of(node))
        return self._values[id(node)][1]

    def value(self, node: tree.Node, like: Unit | None = None) -> str:
        """What a node is worth here: as the vendor wrote it, or computed, in the unit ``like`` where that fits."""
        if isinstance(node, tree.Name) and node.id in self._point:
            return self.variable(node.id, self._point[node.id]).text
        path = self._path(node)
        quantity = None if path is None else self._context.descriptor.quantities.get(path)
        if quantity is not None and self._value(node) in (quantity.value, _claimed(self._value(node))):
            return quantity.text
        return self._computed(node, like)

    def _computed(self, node: tree.Node, like: Unit | None = None) -> str:
        try:
            value = self._value(node)
        except ClaimAbsent:
            return text.names(node)
        if isinstance(value, Curve):
            return text.names(node)
        if isinstance(value, Claim):
            value = value["value"]
        if isinstance(value, Truth):
            return "true" if value.holds else "false"
        if isinstance(value, Undefined):
            return "undefined"
        if _is_number(value):
            return self._amounts([value], node, like)[0]
        if isinstance(value, list) and value and all(map(_is_number, value)):
            return "{" + ", ".join(self._amounts(value, node, like)) + "}"
        return str(value).lower() if isinstance(value, bool) else label_of(value)

    def _amounts(self, values: list[int | Fraction], node: tree.Node, like: Unit | None) -> list[str]:
        dimension = self._dimension(Expression("", node))
        unit = like or self._usual_unit(node, dimension)
        return [self.amount(value, dimension, unit).text for value in values]

    def _usual_unit(self, node: tree.Node, dimension: Dimension) -> Unit | None:
        """The unit of the node's own figures, else of the clause's; plain numbers are counts unless said otherwise."""
        if dimension.is_plain_number:
            return None
        own = self.unit_in(node, dimension=dimension)
        return own or (self.unit_in(self._about.root, dimension=dimension) if self._about is not None else None)

    def numbers(self, node: tree.Node, *, top: bool = True) -> str:
        """A formula with its numbers: names and paths by their values, the operations as they stand."""

        def leaf(part: tree.Node) -> str | None:
            if isinstance(part, tree.Constant):
                return None
            if isinstance(part, tree.Name | tree.Attribute | tree.Index):
                return self.value(part)
            if isinstance(part, tree.Compare):
                return self._compared_text(part)
            if isinstance(part, tree.Choice):
                return self._chosen(part, leaf)
            if isinstance(part, tree.Logic):
                return self._decisive(part, leaf)
            whole = isinstance(part, tree.Call) and (part.function in ("default", "has") or _has_generator(part))
            return self.value(part) if whole else None

        if top and isinstance(node, tree.Name) and node.id in self._context.rule.let:
            return self.numbers(self._context.rule.let[node.id].root, top=False)
        written = text.render(node, leaf)
        return _bare(written) if isinstance(node, tree.Choice) else written

    def _compared_text(self, node: tree.Compare) -> str | None:
        """What is compared with a text in so many words, as ``claims.latency.basis.percentile = unstated``; else None."""
        if len(node.relations) != 1 or node.relations[0] not in ("==", "!="):
            return None
        left, right = node.operands
        if not isinstance(right, tree.Constant) or not isinstance(right.value, str):
            return None
        return f"{text.names(left)} = {self.value(left)}"

    def _chosen(self, node: tree.Choice, leaf: text.Leaf) -> str | None:
        """Of a choice only the side that counts here."""
        condition = self._value(node.condition)
        if not isinstance(condition, Truth | bool):
            return None
        holds = condition if isinstance(condition, bool) else condition.holds
        chosen = node.then if holds else node.otherwise
        rendered = text.render(chosen, leaf)
        return f"({rendered})" if isinstance(chosen, tree.Binary) else rendered

    def _decisive(self, node: tree.Logic, leaf: text.Leaf) -> str | None:
        """Of ``and`` and ``or`` only as far as they were looked at: up to the operand that decides and has the margin."""
        whole = self._value(node)
        for count, operand in enumerate(node.operands[:-1], 1):
            truth = self._value(operand)
            if isinstance(truth, Truth) and truth.holds is (node.operator == "or") and truth == whole:
                shown = operand if count == 1 else tree.Logic(node.at, node.operator, node.operands[:count])
                return text.render(shown, leaf)
        return None

    def formula(self, expression: Expression) -> Formula:
        """The clause with names, with numbers, and the named values it uses."""
        return Formula(text.names(expression.root), self._line(expression.root), tuple(self._steps(expression.root)))

    def _holds(self, node: tree.Node) -> bool | None:
        try:
            value = self._value(node)
        except (ClaimAbsent, NotDiscrete):
            return None
        return value.holds if isinstance(value, Truth) else None

    def _line(self, node: tree.Node) -> str:
        """The numbers of a condition; of one that fails the parts that do, each as what is true instead: ``1 < 3``."""
        parts = list(failing(node, self._holds)) if self._holds(node) is False else [node]
        if parts == [node]:
            return self._single_line(node)
        return " and ".join(self._against(part) for part in parts)

    def _against(self, node: tree.Node) -> str:
        if isinstance(node, tree.Compare) or (isinstance(node, tree.Call) and node.function == "near"):
            return self._single_line(node)
        return f"{text.names(node)} = false"

    def _single_line(self, node: tree.Node) -> str:
        told = self._compared_text(node) if isinstance(node, tree.Compare) else None
        if told is not None:
            return told
        if isinstance(node, tree.Compare) and len(node.relations) == 1 and node.relations[0] in _NEGATED:
            truth = self._value(node)
            relation: str = node.relations[0]
            if isinstance(truth, Truth) and not truth.holds:
                relation = _NEGATED[relation]
            dimension = self._dimension(Expression("", node.operands[0]))
            like = self.unit_in(*reversed(node.operands), dimension=dimension)
            left, right = (self._side(part, like) for part in node.operands)
            return f"{left[0]}{left[1]} {relation} {right[1][3:] + ' = ' + right[0] if right[1] else right[0]}"
        if isinstance(node, tree.Compare) and node.relations in _MEMBERSHIP and self._holds(node) is False:
            member, group = (self.numbers(part) for part in node.operands)
            return f"{member} {_MEMBERSHIP[node.relations]} {group}"
        if isinstance(node, tree.Call) and node.function == "near":
            return self._near_line(node)
        return self.numbers(node)

    def _near_line(self, node: tree.Call) -> str:
        value, target, tolerance = node.arguments
        truth = self._value(node)
        relation = "<=" if isinstance(truth, Truth) and truth.holds else ">"
        a, b = (Expression("", part) for part in (value, target))
        off = tree.Call(0, "abs", (tree.Binary(0, "-", value, target),))
        allowed = tree.Binary(0, "*", tolerance, tree.Call(0, "abs", (target,)))
        sides = [f"{self._computed_of(part, a.root, b.root)}" for part in (off, allowed)]
        return f"|{self._worth(value)} - {self._worth(target)}| = {sides[0]} {relation} {sides[1]}"

    def _worth(self, node: tree.Node) -> str:
        """The value, for a let with its formula."""
        side = self._side(node, None)
        return f"({side[0]}{side[1]})" if side[1] else side[0]

    def _computed_of(self, node: tree.Node, *hints: tree.Node) -> str:
        value = self._value(node)
        if not isinstance(value, int | Fraction):
            return self._computed(node)
        dimension = self._dimension(Expression("", node))
        like = self.unit_in(*hints, dimension=dimension) or self._difference_unit(hints, dimension)
        return self.amount(value, dimension, like).text

    def _difference_unit(self, hints: tuple[tree.Node, ...], dimension: Dimension) -> Unit | None:
        return next((unit for hint in hints if (unit := self.unit_in(hint, dimension=dimension)) is not None), None)

    def _side(self, node: tree.Node, like: Unit | None) -> tuple[str, str]:
        """(formula with numbers, " = value" where the formula is more than its value)."""
        numbers, value = self.numbers(node), self.value(node, like)
        return (numbers, "") if numbers == value else (numbers, f" = {value}")

    def _steps(self, node: tree.Node) -> list[tuple[str, str, str, str]]:
        reached = {part.id for part in self._reached(node) if isinstance(part, tree.Name)}
        found: list[tuple[str, str, str, str]] = []
        for name, expression in self._context.rule.let.items():
            if name in reached and self._is_settled(name) and self._tells(name):
                root = expression.root
                value = self.value(tree.Name(0, name))
                found.append((name, text.names(root), self.numbers(root, top=False), value))
        return found

    def _is_settled(self, name: str) -> bool:
        """Whether a let has a value here: one that this case does not need may hang on a variable without one."""
        try:
            self._value(tree.Name(0, name))
        except NotDiscrete:
            return False
        except ClaimAbsent:
            pass
        return True

    def _tells(self, name: str) -> bool:
        """Whether a let's value can be shown; what a function has put together is shown where its parts are used."""
        try:
            value = self._value(tree.Name(0, name))
        except ClaimAbsent:
            return True
        return bool(value.path) if isinstance(value, Record) else not _is_opaque(value)

    def has_words(self, template: str) -> bool:
        """Whether a message has a value for each of its placeholders."""
        return all(self._filled(match.group(1)) != "undefined" for match in _PLACEHOLDER.finditer(template))

    def sentence(self, template: str) -> str:
        """A message of the rule's author with its placeholders filled in."""
        return _PLACEHOLDER.sub(lambda match: self._filled(match.group(1)), template)

    def _filled(self, written: str) -> str:
        try:
            return self.value(parse_expression(written).root)
        except (ExpressionError, ClaimAbsent):
            return "{" + written + "}"


def sentences(presenter: Presenter, templates: Mapping[str, str]) -> dict[str, str]:
    """A bilingual message with numbers."""
    return {language: presenter.sentence(template) for language, template in templates.items()}


def _is_opaque(value: object) -> bool:
    """Whether only the functions that made and take the value know what it is."""
    return not isinstance(value, int | Fraction | str | Truth | Undefined | list | tuple | Curve | Ref)


def _is_number(value: object) -> TypeGuard[int | Fraction]:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _bare(written: str) -> str:
    """Without brackets around the whole of it."""
    if not (written.startswith("(") and written.endswith(")")):
        return written
    depth = 0
    for position, character in enumerate(written):
        depth += (character == "(") - (character == ")")
        if depth == 0 and position < len(written) - 1:
            return written
    return written[1:-1]


def _claimed(value: object) -> object:
    return value["value"] if isinstance(value, Claim) else value


def _has_generator(node: tree.Node) -> bool:
    return any(isinstance(part, tree.Generator) for part in tree.walk(node))
