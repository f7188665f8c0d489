"""A clause with the numbers of one operating point filled in: the line that holds or fails, and the named values it rests on."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction

from conformance.documents.units import Unit
from conformance.engine.against import failing, opened
from conformance.engine.figures import reached
from conformance.engine.present import DIGITS, Presenter
from conformance.engine.shown import Formula
from conformance.expressions import text, tree
from conformance.expressions.expression import Expression
from conformance.expressions.fold import ClaimAbsent, NotDiscrete
from conformance.expressions.outcomes import Ref, Truth, Undefined
from conformance.expressions.values import Curve, Record

_NEGATED = {"<=": ">", ">=": "<", "<": ">=", ">": "<=", "==": "!=", "!=": "=="}
_RELATIONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
}
_MORE_DIGITS = (6, 8, 11)
"""Comparisons have a slack of 1e-9, so that eleven significant digits tell any two sides apart."""
_MEMBERSHIP: Mapping[tuple[str, ...], str] = {("in",): "not in", ("not in",): "in"}


def worked_formula(presenter: Presenter, expression: Expression) -> Formula:
    """A clause with names, with the numbers of the presenter's point, and the rule's lets it uses with theirs."""
    return _Working(presenter).formula(expression)


class _Working:
    """Writes formulas out at one point."""

    def __init__(self, presenter: Presenter) -> None:
        self._at = presenter
        self._lets = presenter.lets

    def formula(self, expression: Expression) -> Formula:
        return Formula(text.names(expression.root), self._line(expression.root), tuple(self._steps(expression.root)))

    def _numbers(self, node: tree.Node, *, top: bool = True) -> str:
        """A formula with its numbers: names and paths by their values, the operations as they stand."""

        def leaf(part: tree.Node) -> str | None:
            if isinstance(part, tree.Constant):
                return None
            if isinstance(part, tree.Name | tree.Attribute | tree.Index):
                return self._at.value(part)
            if isinstance(part, tree.Compare):
                return self._compared_text(part)
            if isinstance(part, tree.Choice):
                return self._chosen(part, leaf)
            if isinstance(part, tree.Logic):
                return self._decisive(part, leaf)
            whole = isinstance(part, tree.Call) and (part.function in ("default", "has") or _has_generator(part))
            return self._at.value(part) if whole else None

        if top and isinstance(node, tree.Name) and node.id in self._lets:
            return self._numbers(self._lets[node.id].root, top=False)
        written = text.render(node, leaf)
        return _bare(written) if isinstance(node, tree.Choice) else written

    def _compared_text(self, node: tree.Compare) -> str | None:
        """What is compared with a text in so many words, as ``claims.latency.basis.percentile = unstated``; else None."""
        if len(node.relations) != 1 or node.relations[0] not in ("==", "!="):
            return None
        left, right = node.operands
        if not isinstance(right, tree.Constant) or not isinstance(right.value, str):
            return None
        return f"{text.names(left)} = {self._at.value(left)}"

    def _chosen(self, node: tree.Choice, leaf: text.Leaf) -> str | None:
        """Of a choice only the side that counts here."""
        condition = self._at.known(node.condition)
        if not isinstance(condition, Truth | bool):
            return None
        holds = condition if isinstance(condition, bool) else condition.holds
        chosen = node.then if holds else node.otherwise
        rendered = text.render(chosen, leaf)
        return f"({rendered})" if isinstance(chosen, tree.Binary) else rendered

    def _decisive(self, node: tree.Logic, leaf: text.Leaf) -> str | None:
        """Of ``and`` and ``or`` only as far as they were looked at: up to the operand that decides and has the margin."""
        whole = self._at.known(node)
        for count, operand in enumerate(node.operands[:-1], 1):
            truth = self._at.known(operand)
            if isinstance(truth, Truth) and truth.holds is (node.operator == "or") and truth == whole:
                shown = operand if count == 1 else tree.Logic(node.at, node.operator, node.operands[:count])
                return text.render(shown, leaf)
        return None

    def _line(self, node: tree.Node) -> str:
        """The numbers of a condition; of one that fails the parts that do, each as what is true instead: ``1 < 3``."""
        if self._at.holds(node) is not False:
            return self._single_line(opened(node, self._at.holds, self._lets))
        return " and ".join(self._told(part, holds=False) for part in failing(node, self._at.holds, self._lets))

    def _told(self, node: tree.Node, *, holds: bool) -> str:
        """What is true of a condition that holds or fails."""
        if isinstance(node, tree.Unary) and node.operator == "not":
            return self._told(node.operand, holds=not holds)
        if isinstance(node, tree.Compare) or (isinstance(node, tree.Call) and node.function == "near"):
            return self._single_line(node)
        return f"{text.names(node)} = {str(holds).lower()}"

    def _single_line(self, node: tree.Node) -> str:
        if isinstance(node, tree.Compare):
            return self._compared_text(node) or self._comparison(node) or self._exclusion(node) or self._numbers(node)
        if isinstance(node, tree.Call) and node.function == "near":
            return self._near_line(node)
        return self._numbers(node)

    def _comparison(self, node: tree.Compare) -> str | None:
        """Two formulas with their values beside the relation that holds between them: ``2 * 3 = 6 > 5``; else None."""
        if len(node.relations) != 1 or node.relations[0] not in _NEGATED:
            return None
        relation: str = node.relations[0] if self._at.holds(node) is not False else _NEGATED[node.relations[0]]
        dimension = self._at.dimension(Expression("", node.operands[0]))
        like = self._at.unit_in(*reversed(node.operands), dimension=dimension)
        left, right = self._told_apart(node.operands, like, relation)
        return f"{' = '.join(left)} {relation} {' = '.join(reversed(right))}"

    def _told_apart(self, operands: tuple[tree.Node, ...], like: Unit | None, relation: str) -> list[tuple[str, ...]]:
        """Both sides, with as many digits as it takes to see that the relation holds between them."""
        sides = [self._sides(part, like) for part in operands]
        for digits in _MORE_DIGITS:
            if _is_seen(sides[0][-1], relation, sides[1][-1]):
                break
            sides = [self._sides(part, like, digits) for part in operands]
        return sides

    def _exclusion(self, node: tree.Compare) -> str | None:
        """What is no member, or one against the rule: ``x not in {a, b}``; else None."""
        if node.relations not in _MEMBERSHIP or self._at.holds(node) is not False:
            return None
        member, group = (self._numbers(part) for part in node.operands)
        return f"{member} {_MEMBERSHIP[node.relations]} {group}"

    def _near_line(self, node: tree.Call) -> str:
        value, target, tolerance = node.arguments
        relation = "<=" if self._at.holds(node) else ">"
        off = tree.Call(0, "abs", (tree.Binary(0, "-", value, target),))
        allowed = tree.Binary(0, "*", tolerance, tree.Call(0, "abs", (target,)))
        deviation, most = (self._computed_like(part, value, target) for part in (off, allowed))
        return f"|{self._worth(value)} - {self._worth(target)}| = {deviation} {relation} {most}"

    def _worth(self, node: tree.Node) -> str:
        """The value, for a let with its formula."""
        sides = self._sides(node, None)
        return sides[0] if len(sides) == 1 else f"({' = '.join(sides)})"

    def _computed_like(self, node: tree.Node, *others: tree.Node) -> str:
        """What a node is worth, in the unit of the figures that the other nodes use."""
        value = self._at.worth(node)
        if not isinstance(value, int | Fraction):
            return self._at.computed(node)
        dimension = self._at.dimension(Expression("", node))
        return self._at.amount(value, dimension, self._at.unit_in(*others, dimension=dimension)).text

    def _sides(self, node: tree.Node, like: Unit | None, digits: int = DIGITS) -> tuple[str, ...]:
        """The formula with its numbers, and its value where that is not all the formula says; a figure also in the unit ``like``."""
        numbers, figure = self._numbers(node), self._at.figure(node)
        converted = figure is not None and like is not None and figure.unit != like
        value = (self._at.computed if converted else self._at.value)(node, like, digits)
        return (numbers,) if numbers == value else (numbers, value)

    def _steps(self, node: tree.Node) -> list[tuple[str, str, str, str]]:
        names = {part.id for part in reached(node, self._lets) if isinstance(part, tree.Name)}
        found: list[tuple[str, str, str, str]] = []
        for name, expression in self._lets.items():
            if name in names and self._is_shown(name):
                root = expression.root
                value = self._at.value(tree.Name(0, name))
                found.append((name, text.names(root), self._numbers(root, top=False), value))
        return found

    def _is_shown(self, name: str) -> bool:
        """Whether a let has a value here that can be shown.

        One that this case does not need may hang on a variable without a value; records that have no name, as a function or
        a formula has put them together, are shown where their parts are used.
        """
        try:
            value = self._at.worth(tree.Name(0, name))
        except NotDiscrete:
            return False
        except ClaimAbsent:
            return True
        if isinstance(value, Record):
            return bool(value.path)
        return not (_is_opaque(value) or (isinstance(value, list | tuple) and any(map(_is_nameless, value))))


def _is_seen(left: str, relation: str, right: str) -> bool:
    """Whether two numbers, as they are shown, stand in the relation; where the units differ nobody compares the digits."""
    (a, _, unit), (b, _, other) = left.partition(" "), right.partition(" ")
    try:
        return unit != other or _RELATIONS[relation](Fraction(a), Fraction(b))
    except ValueError:
        return True


def _is_opaque(value: object) -> bool:
    """Whether only the functions that made and take the value know what it is."""
    return not isinstance(value, int | Fraction | str | Truth | Undefined | list | tuple | Curve | Ref)


def _is_nameless(item: object) -> bool:
    return isinstance(item, Record) and not item.path and "id" not in item


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


def _has_generator(node: tree.Node) -> bool:
    return any(isinstance(part, tree.Generator) for part in tree.walk(node))
