"""A rule as the engine reads it. Built from the compiled form; formulas are parsed when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import cached_property, partial

from conformance.documents.quantities import Quantity, parse
from conformance.documents.units import UnitTable
from conformance.expressions.expression import Expression
from conformance.expressions.functions import AnyFunction
from conformance.expressions.packed import Formulas
from conformance.expressions.tree import free_names
from conformance.findings.type_hints import TYPE_CHECKING, Any, Literal, cast
from conformance.spec.rule_parts import Clause, Equivalent, Example, Hint, Role, Source, Text, Variable, Words

if TYPE_CHECKING:
    from conformance.spec.rule_dimensions import RuleDimensions

INDEPENDENT, PYTHON_FIRST = "independent", "python first"
"""What the compiled form says of a rule's lets, which would have to be unpacked to be asked (``compile``)."""


class Rule:
    """One requirement of the lab.

    Attributes:
        id: as ``CI-101``, never reused.
        name: in words, as ``credits-cover-round-trip``.
        since: the edition that brought it.
        own_level: ``must`` or ``should``, as its file says.
        editions: its level in each edition that lists it, in their order.
        level: that of the edition; ``preview`` where it does not list the rule: decided and shown, and counted for nothing.
        area: id of its area.
        applies_to: kinds it is decided for; of a rule between parts, the kinds of all roles.
        between: the roles of a rule between parts; empty for a rule of a single part.
        symmetric: whether the first two roles may be exchanged.
        observe: of a rule that only a run of the part decides, what is observed there, by clause; empty for all others.
        vacuous: what an empty domain means.
        file: path of its file.
        is_static: decided exactly in milliseconds, without a search: part of ``openarch validate``.
        kept: what others have worked out from the rule and ask for again, by names of their own.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        units: UnitTable,
        formulas: Formulas | None = None,
        words: Callable[[], Mapping[str, Any]] | None = None,
        examples: Callable[[], Sequence[Mapping[str, Any]]] | None = None,
        dimensions: Callable[[], tuple[Any, ...] | None] = lambda: None,
    ) -> None:
        """Wrap the compiled form of a rule (``rule_data.compiled``); ``formulas`` reads its formulas.

        ``words`` and ``examples`` read what ``rule_data.parted`` kept apart from ``data``, ``dimensions`` what is compiled
        of them.
        """
        self._data = data
        self._words = words or (lambda: data)
        self._examples = examples or (lambda: data["examples"])
        self._units = units
        self._formulas = formulas or Formulas()
        self._dimensions = dimensions
        self.id: str = data["id"]
        self.name: str = data["name"]
        self.since: str = data["since"]
        self.own_level: Literal["must", "should"] = data["level"]
        self.editions: Mapping[str, Literal["must", "should"]] = data["editions"]
        self.level = _level(data)
        self.area: str = data["area"]
        self.applies_to: tuple[str, ...] = tuple(data["applies_to"])
        self.between: tuple[Role, ...] = tuple(
            Role(role["name"], tuple(role["kinds"]), role["optional"]) for role in data["between"]
        )
        self.symmetric: bool = data["symmetric"]
        self.observe: Mapping[str, Text] = data["observe"]
        self.vacuous: Literal["not-applicable", "fail"] = data["vacuous"]
        self.file: str = data["file"]
        self.is_static: bool = data["static"]
        self.kept: dict[str, object] = {}
        self._said: dict[str, Words] = {}

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
        data = {key: part for key, part in self._data.items() if key not in (INDEPENDENT, PYTHON_FIRST)}
        return Rule(_replaced(data, path, value), self._units, self._formulas, self._words, self._examples)

    @cached_property
    def dimensions(self) -> RuleDimensions | None:
        """Dimensions beside the kind that it was loaded for; None where they are not compiled, as of a rule that was changed."""
        from conformance.spec.rule_dimensions import RuleDimensions  # the quick way never asks

        data = self._dimensions()
        return None if data is None else RuleDimensions.unpacked(data)

    @property
    def title(self) -> Text:
        """What it is about, by language."""
        return cast("Text", self._words()["title"])

    @property
    def statement(self) -> Text:
        """What it asks, by language."""
        return cast("Text", self._words()["statement"])

    @property
    def why(self) -> Text:
        """Why it asks that, by language."""
        return cast("Text", self._words()["why"])

    @cached_property
    def equivalents(self) -> tuple[Equivalent, ...]:
        """The mutants of the rule that mean the same as the rule itself."""
        return tuple(Equivalent(**entry) for entry in self._words().get("equivalents", ()))

    @cached_property
    def survivors(self) -> tuple[Equivalent, ...]:
        """The mutants that mean something else, but that no example shows: they count as not caught."""
        return tuple(Equivalent(**entry) for entry in self._words().get("survivors", ()))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Documents and clauses that the requirement comes from."""
        return tuple(Source(**source) for source in self._words()["sources"])

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
        known = self._data.get(INDEPENDENT)
        if known is not None:
            return tuple(known)
        dependent = self._reading({variable.form for variable in self.forall})
        return tuple(name for name in self.let if name not in dependent)

    def begins_with_python(self, functions: Mapping[str, AnyFunction]) -> bool:
        """Whether one of these calls a Python function, be it through formulas of the area."""
        known: bool | None = self._data.get(PYTHON_FIRST)
        if known is not None:
            return known
        from conformance.expressions.quick_calls import calls_python

        return any(calls_python(self.let[name].root, functions) for name in self.independent)

    @cached_property
    def paths_of_lets(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The paths that each let reads, of the descriptor and of the variables."""
        from conformance.expressions.shared import paths_of_lets

        return paths_of_lets(self.let, {"lab", *self._data["constants"]})

    @cached_property
    def conditioned_on_numbers(self) -> frozenset[str]:
        """The variables that are gone through one by one, but whose condition depends on a range: it is asked at each point."""
        open_names = self._reading({"range"})
        others = (variable for variable in self.forall if variable.form != "range" and variable.where is not None)
        return frozenset(one.name for one in others if one.where and free_names(one.where.root) & open_names)

    def goes_through_numbers_of(self, condition: Expression) -> bool:
        """Whether a condition reads a number that the rule goes through, of a range or of whole numbers."""
        return bool(free_names(condition.root) & self._reading({"range", "integers"}))

    def _reading(self, forms: AbstractSet[str]) -> set[str]:
        """The variables of these forms, and the lets that read them."""
        names = {variable.name for variable in self.forall if variable.form in forms}
        for name, expression in self.let.items():
            if free_names(expression.root) & names:
                names.add(name)
        return names

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The requirements, in the order of the file."""
        return tuple(self._clause(data) for data in self._data["clauses"])

    def clause(self, name: str) -> Clause:
        """The clause of this id.

        Raises:
            LookupError: the rule has none.
        """
        try:
            return next(clause for clause in self.clauses if clause.id == name)
        except StopIteration:
            raise LookupError(f"{self.id} has no clause {name}") from None

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """Executed examples: the rule's tests."""
        return tuple(Example(**example) for example in self._examples())

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
            margin=data.get("margin", "difference"),
            reserve=None if data.get("reserve") is None else Fraction(data["reserve"]),
            words=partial(self._words_of, data["id"]),
        )

    def _words_of(self, clause: str) -> Words:
        if clause not in self._said:
            self._said[clause] = self._read_words(clause)
        return self._said[clause]

    def _read_words(self, clause: str) -> Words:
        data = next(entry for entry in self._words()["clauses"] if entry["id"] == clause)
        hints = tuple(Hint(self._formulas(hint["when"]), hint["say"]) for hint in data.get("hints", ()))
        return Words(data.get("message", {}), hints)

    def _optional(self, text: str | None) -> Expression | None:
        return None if text is None else self._formulas(text)


def _level(data: Mapping[str, Any]) -> Literal["must", "should", "preview"]:
    """What the edition that is kept to says; a rule that it does not list is a preview, without editions its own level counts."""
    edition = data["edition"]
    found = data["editions"].get(edition, "preview") if edition else data["level"]
    return cast("Literal['must', 'should', 'preview']", found)


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
