"""A rule as the engine reads it. Built from the compiled form; formulas are parsed when first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from conformance.documents.quantities import Quantity, parse
from conformance.documents.units import UnitTable
from conformance.expressions.packed import Formulas
from conformance.expressions.parse import Expression
from conformance.expressions.tree import free_names

Form = Literal["each", "one_of", "integers", "subsets", "range"]
Text = Mapping[str, str]
"""One text in several languages: language code to text."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Role(NamedTuple):
    """A part that a rule between several parts speaks of.

    Attributes:
        name: as formulas use it: ``a.design.lanes``.
        kinds: of which a part in this role may be.
        optional: whether the rule can be decided without it.
    """

    name: str
    kinds: tuple[str, ...]
    optional: bool = False


class Variable(NamedTuple):
    """A quantified variable of ``forall``.

    Attributes:
        name: as formulas use it.
        form: how its values are given.
        source: ``each``, ``subsets`` and a range or integers of the descriptor: one formula; ``[lo, hi]``: two;
            ``one_of``: one per value, or one formula of a list.
        at_most: largest size of a subset.
        step: between integers; None for the dimension's integer unit.
        scale: of a continuous variable.
        where: keeps only the values for which it is true.
        nominal: where the canonical counterexample starts from: an end, a quantity or a formula.
        resolution: to which counterexamples are rounded: a quantity, or a number of significant digits.
    """

    name: str
    form: Form
    source: tuple[Expression, ...]
    at_most: Expression | None = None
    step: Quantity | Expression | None = None
    scale: Literal["linear", "log"] = "linear"
    where: Expression | None = None
    nominal: Literal["min", "max"] | Quantity | Expression = "min"
    resolution: Quantity | int | None = None


class Hint(NamedTuple):
    """A classic misreading: where ``when`` is true of a failure, ``say`` explains it."""

    when: Expression
    say: Text


class Clause(NamedTuple):
    """One requirement of a rule, with its own verdict.

    Attributes:
        id: never reused within the rule.
        that: what must hold.
        when: the clause says nothing where this is false.
        blame: paths of the fields that could be changed, most likely first.
        message: what to say of a failure, with ``{name}`` placeholders.
        margin: as a difference, or as a ratio (error rates, FIT).
        reserve: share of the limit (0.05 for 5 %) below which the margin is worth a warning.
        hints: classic misreadings.
    """

    id: str
    that: Expression
    when: Expression | None = None
    blame: tuple[str, ...] = ()
    message: Text = _NOTHING
    margin: Literal["difference", "ratio"] = "difference"
    reserve: Fraction | None = None
    hints: tuple[Hint, ...] = ()


class Example(NamedTuple):
    """An executed example: the base descriptor with ``overrides`` (None deletes) passes, fails, or is not asked at all.

    Attributes:
        base: name of a file in the area's ``examples/``, without ``.yaml``; of a rule between parts, one for each role.
        passes: the expected verdict, where the rule applies.
        overrides: dotted path to new value.
        clause: the clause that must fail, or that must not apply.
        alone: whether no other clause may fail beside it, so that one cause is told once.
        at: the canonical counterexample, variable to text; worst: what the worst point must say (``margin``).
        note: where its numbers come from.
        applies: False where the rule, or the named clause, must be ``not-applicable``.
        tested: False where the rule must be ``not-tested``.
    """

    base: str | Mapping[str, str]
    passes: bool
    overrides: Mapping[str, object] = _NOTHING
    clause: str = ""
    at: Mapping[str, str] = _NOTHING
    worst: Mapping[str, str] = _NOTHING
    note: str = ""
    applies: bool = True
    alone: bool = False
    tested: bool = True

    @property
    def fails(self) -> bool:
        """Whether the example expects a failure."""
        return self.applies and self.tested and not self.passes


class Source(NamedTuple):
    """Where a rule's requirement stands, and whether that text was read."""

    document: str
    clause: str = ""
    status: str = "to-be-confirmed"
    note: str = ""


class Equivalent(NamedTuple):
    """A mutant, by its id, that no example notices; ``why`` says why in both languages."""

    mutant: str
    why: Text


class Rule:
    """One requirement of the lab.

    Attributes:
        id: as ``CI-101``, never reused.
        name: in words, as ``credits-cover-round-trip``.
        since: the edition that brought it.
        level: ``must`` or ``should``.
        area: id of its area.
        applies_to: kinds it is decided for; of a rule between parts, the kinds of all roles.
        between: the roles of a rule between parts; empty for a rule of a single part.
        symmetric: whether the first two roles may be exchanged.
        title, statement, why: texts by language.
        observe: of a rule that only a run of the part decides, what is observed there, by clause; empty for all others.
        vacuous: what an empty domain means.
        file: path of its file.
        is_static: decided exactly in milliseconds, without a search: part of ``openarch validate``.
    """

    def __init__(self, data: Mapping[str, Any], units: UnitTable, formulas: Formulas | None = None) -> None:
        """Wrap the compiled form of a rule (``rule_data.compiled``); ``formulas`` reads its formulas."""
        self._data = data
        self._units = units
        self._formulas = formulas or Formulas()
        self.id: str = data["id"]
        self.name: str = data["name"]
        self.since: str = data["since"]
        self.level: Literal["must", "should"] = data["level"]
        self.area: str = data["area"]
        self.applies_to: tuple[str, ...] = tuple(data["applies_to"])
        self.between: tuple[Role, ...] = tuple(
            Role(role["name"], tuple(role["kinds"]), role["optional"]) for role in data["between"]
        )
        self.symmetric: bool = data["symmetric"]
        self.title: Text = data["title"]
        self.statement: Text = data["statement"]
        self.why: Text = data["why"]
        self.observe: Mapping[str, Text] = data["observe"]
        self.vacuous: Literal["not-applicable", "fail"] = data["vacuous"]
        self.file: str = data["file"]
        self.is_static: bool = data["static"]

    def __repr__(self) -> str:
        """``Rule(CI-101)``."""
        return f"Rule({self.id})"

    def changed(self, path: Sequence[str], value: str | Sequence[str]) -> Rule:
        """The same rule with another formula (or quantity) at one place.

        Args:
            path: ``("when",)``, ``("constants", name)``, ``("let", name)``, ``("forall", name, "where")``,
                ``("forall", name, "source")`` (a list of formulas) or ``("clauses", id, "that")``.
            value: what stands there instead.
        """
        return Rule(_replaced(self._data, path, value), self._units, self._formulas)

    @cached_property
    def equivalents(self) -> tuple[Equivalent, ...]:
        """The mutants of the rule that mean the same as the rule itself."""
        return tuple(Equivalent(**entry) for entry in self._data.get("equivalents", ()))

    @cached_property
    def survivors(self) -> tuple[Equivalent, ...]:
        """The mutants that mean something else, but that no example shows: they count as not caught."""
        return tuple(Equivalent(**entry) for entry in self._data.get("survivors", ()))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Documents and clauses that the requirement comes from."""
        return tuple(Source(**source) for source in self._data["sources"])

    @cached_property
    def when(self) -> Expression | None:
        """The rule says nothing of a descriptor for which this is false."""
        return self._optional(self._data["when"])

    @cached_property
    def constants(self) -> Mapping[str, Quantity]:
        """Named quantities of the rule."""
        return {name: parse(text, self._units, None) for name, text in self._data["constants"].items()}

    @cached_property
    def forall(self) -> tuple[Variable, ...]:
        """Quantified variables in their order; a bound may use earlier ones."""
        return tuple(self._variable(data) for data in self._data["forall"])

    @cached_property
    def let(self) -> Mapping[str, Expression]:
        """Named sub-expressions, in an order in which each uses only earlier ones."""
        return {name: self._formulas(text) for name, text in self._data["let"].items()}

    @cached_property
    def independent(self) -> tuple[str, ...]:
        """The lets that depend on no variable of ``forall``: worked out once for all of its values."""
        open_names = {variable.name for variable in self.forall}
        found: list[str] = []
        for name, expression in self.let.items():
            if free_names(expression.root) & open_names:
                open_names.add(name)
            else:
                found.append(name)
        return tuple(found)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The requirements, in the order of the file."""
        return tuple(self._clause(data) for data in self._data["clauses"])

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """Executed examples: the rule's tests."""
        return tuple(Example(**example) for example in self._data["examples"])

    def _variable(self, data: Mapping[str, Any]) -> Variable:
        nominal = data.get("nominal", "min")
        return Variable(
            name=data["name"],
            form=data["form"],
            source=tuple(self._formulas(text) for text in data["source"]),
            at_most=self._optional(data.get("at_most")),
            step=None if data.get("step") is None else self._value(data["step"]),
            scale=data.get("scale", "linear"),
            where=self._optional(data.get("where")),
            nominal=nominal if nominal in ("min", "max") else self._value(nominal),
            resolution=self._resolution(data.get("resolution")),
        )

    def _value(self, text: str) -> Quantity | Expression:
        return parse(text, self._units, None) if is_quantity(text) else self._formulas(text)

    def _resolution(self, text: str | None) -> Quantity | int | None:
        if text is None:
            return None
        digits = significant_digits(text)
        return parse(text, self._units, None) if digits is None else digits

    def _clause(self, data: Mapping[str, Any]) -> Clause:
        return Clause(
            id=data["id"],
            that=self._formulas(data["that"]),
            when=self._optional(data.get("when")),
            blame=tuple(data.get("blame", ())),
            message=data.get("message", {}),
            margin=data.get("margin", "difference"),
            reserve=None if data.get("reserve") is None else Fraction(data["reserve"]),
            hints=tuple(Hint(self._formulas(hint["when"]), hint["say"]) for hint in data.get("hints", ())),
        )

    def _optional(self, text: str | None) -> Expression | None:
        return None if text is None else self._formulas(text)


def _replaced(data: Any, path: Sequence[str], value: str | Sequence[str]) -> Any:
    """Plain data with another value at one place; items of lists go by their ``id`` or ``name``."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_replaced(item, rest, value) if key in (item.get("id"), item.get("name")) else item for item in data]
    return {**data, key: _replaced(data.get(key), rest, value)}


def is_quantity(text: str) -> bool:
    """Whether a text stands for a number with a unit (``0.1 m``), rather than for a formula."""
    number, _, unit = text.strip().partition(" ")
    if not unit or " " in unit or not (number.lstrip("+-")[:1].isdigit() and number[-1:].isdigit()):
        return False
    return unit == "%" or unit[0] not in "+-*/%<>=!"


def significant_digits(text: str) -> int | None:
    """2 for ``2 digits``; None for anything else."""
    number, _, word = text.strip().partition(" ")
    return int(number) if word in ("digit", "digits") and number.isdecimal() else None
