"""Values and sentences at one operating point, in the vendor's own units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from conformance.documents.dimensions import Dimension
from conformance.documents.errors import QuantityError
from conformance.documents.quantities import Quantity
from conformance.documents.quantities import parse as parse_quantity
from conformance.documents.showing import show, writable
from conformance.documents.units import Unit
from conformance.engine.against import opened
from conformance.engine.cases import Case
from conformance.engine.choices import label_of
from conformance.engine.context import Context
from conformance.engine.figures import Part, figure_parts
from conformance.engine.problem import Point
from conformance.engine.shown import Shown
from conformance.expressions import text, tree
from conformance.expressions.computed import is_computed
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.fold import ClaimAbsent, Folder, NotDiscrete, QuantifiedNumber
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.paths import formula
from conformance.expressions.values import Claim, Curve, Record, is_number
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.messages import filled, placeholders
from conformance.spec.roles import roots_of

if TYPE_CHECKING:
    from conformance.engine.axes import Axis

_SHORT, _FULL = 12, 17
DIGITS = 4
"""Significant digits of what is computed, unless it takes more to tell two numbers apart."""


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
        self._figures_of: dict[int, tuple[tree.Node, Quantity | None]] = {}

    @property
    def lets(self) -> Mapping[str, Expression]:
        """The rule's named sub-expressions."""
        return self._context.rule.let

    @cached_property
    def _roots(self) -> tuple[str, ...]:
        return roots_of(self._context.rule)

    @cached_property
    def folder(self) -> Folder:
        """A folder in which every variable has its value; one that does not matter here stands at its nominal value."""
        bound: dict[str, object] = dict(self._point)
        if not all(variable.name in bound for variable in self._case.numbers):
            bound = self._nominal() | bound
        return self._context.folder({**self._case.bindings, **bound})

    def _nominal(self) -> dict[str, object]:
        """The nominal values of the numbers."""
        from conformance.engine.ranges import axis_of  # static rules have no ranges

        known: dict[str, Axis] = {}
        for variable in self._case.numbers:
            axis, _ = axis_of(self._context, self._case, variable, known)
            if axis is not None:
                known[variable.name] = axis
        return {name: axis.nominal for name, axis in known.items()}

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
                if is_number(bound):
                    shown[variable.name] = self.variable(variable.name, Fraction(bound))
                elif not isinstance(bound, QuantifiedNumber | Undefined):
                    shown[variable.name] = Shown(label_of(bound))
        return shown

    def variable(self, name: str, value: Fraction) -> Shown:
        """A value of a numeric variable, written so that reading it again gives the same value where that is possible."""
        from conformance.engine.ranges import written_unit

        variable = next(item for item in self._context.rule.forall if item.name == name)
        dimension = self._context.facts.dimension_of(name)
        unit = written_unit(self._context, variable, self._case.bindings)
        written = show(value, dimension, self._context.specs.units, unit, _SHORT)
        if self._reads_as(written, dimension) != value:
            written = show(value, dimension, self._context.specs.units, unit, _FULL)
        return Shown(written, value)

    def _reads_as(self, written: str, dimension: Dimension) -> Fraction | None:
        if dimension.is_plain_number:
            return Fraction(written) if re.fullmatch(r"-?[\d.]+(e-?\d+)?", written) else None
        try:
            return parse_quantity(written, self._context.specs.units, dimension).value
        except QuantityError:  # 1e-300 B, next to a pole: no one can write it so, but it is where the rule fails
            return None

    def amount(
        self, value: Fraction | int, dimension: Dimension, like: Unit | None = None, digits: int = DIGITS
    ) -> Shown:
        """A computed number in a unit, to so many significant digits."""
        exact = writable(Fraction(value))
        return Shown(show(exact, dimension, self._context.specs.units, like, digits), exact)

    def dimension(self, expression: Expression) -> Dimension:
        """The dimension of a formula, plain where it is not a number."""
        return self._context.facts.dimension(expression)

    def unit_in(self, *nodes: tree.Node, dimension: Dimension) -> Unit | None:
        """The unit in which the vendor writes a figure of this dimension that one of the formulas uses."""
        rule, functions = self._context.rule, self._context.facts.functions
        for node in nodes:
            for part in figure_parts(rule, functions, node):
                quantity = self._written(part)
                if quantity is not None and quantity.unit.dimension == dimension:
                    return quantity.unit
        return None

    def _written(self, part: Part) -> Quantity | None:
        """The vendor's figure that a part of a formula reads, looked up once; None if it reads none."""
        node, place, claimed = part
        quantities = self._context.descriptor.quantities
        if place is not None:
            return quantities.get(place) or quantities.get(claimed)
        if id(node) not in self._figures_of:
            self._figures_of[id(node)] = (node, quantities.get(self._path(node) or ()))
        return self._figures_of[id(node)][1]

    def _path(self, node: tree.Node) -> tuple[str | int, ...] | None:
        """The place in the descriptor that a node reads, a claim's value for the claim; None if it reads none."""
        if not isinstance(node, (tree.Attribute, tree.Index, tree.Name)):
            return None
        plain = tree.path_of(node)
        if plain is not None and plain[0] in self._roots:
            return plain if plain in self._context.descriptor.quantities else (*plain, "value")
        try:
            if isinstance(node, tree.Name) and self._is_worked_out(node):
                return None
            if isinstance(node, tree.Attribute):
                base = self.worth(node.base)
                path = (*base.path, node.name) if isinstance(base, Record) else None
            elif isinstance(node, tree.Index):
                base, key = self.worth(node.base), self.worth(node.key)
                path = (*base.path, str(key)) if isinstance(base, Record) else None
            else:
                value = self.worth(node)
                path = value.path if isinstance(value, Record) else None
            value = self.worth(node)
        except (ClaimAbsent, ExpressionError, KeyError, TypeError):
            return None
        return (*path, "value") if path is not None and isinstance(value, Claim) else path

    def _is_worked_out(self, node: tree.Node) -> bool:
        """Whether a name stands for a value of its own, which need not be known to say that it is no place."""
        if isinstance(node, tree.Name):
            let = self.lets.get(node.id)
            return node.id in self._point if let is None else self._is_worked_out(let.root)
        if isinstance(node, tree.Choice):
            holds = self.holds(node.condition)
            return holds is not None and self._is_worked_out(node.then if holds else node.otherwise)
        return is_computed(node, self._context.facts.functions)

    def worth(self, node: tree.Node) -> object:
        """What a node comes to here, worked out once.

        Raises:
            ClaimAbsent: it needs a claim that is not made.
            NotDiscrete: it needs a variable that has no value in this case.
        """
        if id(node) not in self._values:
            self._values[id(node)] = (node, self.folder.value_of(node))
        return self._values[id(node)][1]

    def known(self, node: tree.Node) -> object:
        """The same; None where it hangs on what is not there, as a let may that this case does not need."""
        try:
            return self.worth(node)
        except (ClaimAbsent, NotDiscrete):
            return None

    def holds(self, node: tree.Node) -> bool | None:
        """Whether a condition holds here; None for what is no condition, or has no value."""
        value = self.known(node)
        return value.holds if isinstance(value, Truth) else None

    def value(self, node: tree.Node, like: Unit | None = None, digits: int = DIGITS) -> str:
        """What a node is worth here: as the vendor wrote it, or computed, in the unit ``like`` where that fits."""
        if isinstance(node, tree.Name) and node.id in self._point:
            return self.variable(node.id, self._point[node.id]).text
        figure = self.figure(node)
        return self.computed(node, like, digits) if figure is None else figure.text

    def figure(self, node: tree.Node) -> Quantity | None:
        """The vendor's own figure that a node comes to, as it was written; None for what was computed."""
        for found in self._figures(node):
            if _claimed(self.known(node)) == found.value:
                return found
        return None

    def _figures(self, node: tree.Node) -> Iterator[Quantity]:
        """The figures that a node may come to: through names, ``default`` and choices."""
        if isinstance(node, tree.Name) and node.id in self.lets:
            yield from self._figures(self.lets[node.id].root)
        elif isinstance(node, tree.Choice) or (isinstance(node, tree.Call) and node.function == "default"):
            sides = node.arguments if isinstance(node, tree.Call) else (node.then, node.otherwise)
            for side in sides:
                yield from self._figures(side)
        elif (path := self._path(node)) is not None and path in self._context.descriptor.quantities:
            yield self._context.descriptor.quantities[path]

    def computed(self, node: tree.Node, like: Unit | None = None, digits: int = DIGITS) -> str:
        """What a node is worth here, in the unit ``like`` or the usual one, whatever the vendor wrote."""
        try:
            value = self.worth(node)
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
        if is_number(value):
            return self._amounts([value], node, like, digits)[0]
        if isinstance(value, list) and value and all(map(is_number, value)):
            return "{" + ", ".join(self._amounts(value, node, like, digits)) + "}"
        return str(value).lower() if isinstance(value, bool) else label_of(value)

    def _amounts(self, values: list[int | Fraction], node: tree.Node, like: Unit | None, digits: int) -> list[str]:
        dimension = self.dimension(Expression("", node))
        unit = like or self._usual_unit(node, dimension)
        return [self.amount(value, dimension, unit, digits).text for value in values]

    def _usual_unit(self, node: tree.Node, dimension: Dimension) -> Unit | None:
        """The unit of the node's own figures, else of the clause's; plain numbers are counts unless compared with a share."""
        if dimension.is_plain_number:
            return self._unit_beside(node, dimension)
        own = self.unit_in(node, dimension=dimension)
        return own or (self.unit_in(self._about.root, dimension=dimension) if self._about is not None else None)

    def has_words(self, template: str) -> bool:
        """Whether a message has a value for each of its placeholders."""
        return all(self._filled(placeholder.path) != "undefined" for placeholder in placeholders(template))

    def _unit_beside(self, node: tree.Node, dimension: Dimension) -> Unit | None:
        """The unit of the figure, if it is one, that the clause compares a node with."""
        clause = None if self._about is None else opened(self._about.root, self.holds, self.lets)
        if not isinstance(clause, tree.Compare) or len(clause.operands) != 2:
            return None
        this, other = clause.operands
        if text.names(other) == text.names(node):
            this, other = other, this
        if text.names(this) != text.names(node):
            return None
        figure = self.figure(other)
        return figure.unit if figure is not None and figure.unit.dimension == dimension else None

    def sentence(self, template: str) -> str:
        """A message of the rule's author with its placeholders filled in."""
        return filled(template, self._filled)

    def _filled(self, written: str) -> str:
        try:
            return self.value(formula(written))
        except (ExpressionError, ClaimAbsent):
            return "{" + written + "}"


def sentences(presenter: Presenter, templates: Mapping[str, str]) -> dict[str, str]:
    """A bilingual message with numbers."""
    return {language: presenter.sentence(template) for language, template in templates.items()}


def _claimed(value: object) -> object:
    return value["value"] if isinstance(value, Claim) else value
